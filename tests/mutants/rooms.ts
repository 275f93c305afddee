/** Code that guards something, and the tests that must notice every change of it. */
export interface Room {
  readonly files: readonly string[];
  /**
   * Tests beside those that have the files' names. They start no program of their own and are
   * fast: each of them runs for every mutant that the tests before it did not notice.
   */
  readonly more?: readonly string[];
  /** Whether tests that need a server are left out, as they take long. */
  readonly isBare?: boolean;
}

/** The rooms by name. */
export const ROOMS: Readonly<Record<string, Room>> = {
  escaping: {
    files: ["lib/html/escape.ts", "lib/html/safe.ts"],
    more: ["tests/html/ft_test.ts"],
  },
  attributes: {
    files: ["lib/html/attrs.ts", "lib/html/attr_names.ts"],
    more: ["tests/html/ft_test.ts"],
  },
  options: {
    files: ["lib/app/option_rules.ts", "lib/app/config.ts"],
    more: ["tests/http/request/session_test.ts", "tests/house/options_test.ts"],
  },
  target: { files: ["lib/http/request/target.ts"] },
  hosts: {
    files: ["lib/http/routing/path.ts", "lib/http/routing/route_table.ts"],
    more: ["tests/http/routing/router_test.ts"],
  },
  "cross-site": { files: ["lib/http/request/cross_site.ts", "lib/http/verbs.ts"] },
  signer: { files: ["lib/http/request/signer.ts"], more: ["tests/http/request/session_test.ts"] },
  session: { files: ["lib/http/request/session.ts", "lib/http/request/session_json.ts"] },
  cookies: {
    files: ["lib/http/cookies.ts"],
    more: [
      "tests/http/params/declare_test.ts",
      "tests/http/reply/reply_test.ts",
      "tests/http/request/session_test.ts",
    ],
  },
  coercion: { files: ["lib/http/params/coerce.ts"], more: ["tests/http/params/declare_test.ts"] },
  binder: {
    files: ["bind", "form_class", "whole"].map((name) => `lib/http/params/${name}.ts`),
    more: ["tests/http/params/declare_test.ts", "tests/http/request/body/upload_test.ts"],
  },
  "body-limits": {
    files: ["lib/http/request/body/read.ts", "lib/http/request/body/limits.ts"],
    more: ["tests/http/params/declare_test.ts", "tests/http/request/body/upload_test.ts"],
  },
  multipart: { files: ["lib/http/request/body/multipart.ts", "lib/http/request/body/upload.ts"] },
  around: {
    files: ["compress", "etag", "request_id", "timeout", "whole_body"].map((name) =>
      `lib/http/around/${name}.ts`
    ),
  },
  files: { files: ["lib/http/reply/files.ts", "lib/http/byte_stream.ts"] },
  "where-text": { files: ["lib/data/sql/text.ts"] },
  "read-only": { files: ["lib/data/read_only.ts"] },
  xtra: {
    files: ["xtra", "open_table", "table", "conditions", "query", "pages", "records"].map((name) =>
      `lib/data/${name}.ts`
    ),
    more: ["tests/data/conformance_sqlite_test.ts"],
  },
  ratelimit: {
    files: [
      "ext/ratelimit.ts",
      ...inFolder("ext/ratelimit", "counts database_store memory_store quota"),
    ],
    more: ["tests/metrics_test.ts", "tests/ext/ratelimit/postgres_test.ts"],
    isBare: true,
  },
  "redis-limits": { files: ["ext/redis_ratelimit.ts"] },
  sessions: {
    files: ["lib/http/request/kept_session.ts", "ext/sessions.ts", "ext/sessions/user_sessions.ts"],
    more: ["tests/metrics_test.ts"],
    isBare: true,
  },
  jobs: {
    files: inFolder("ext/jobs", "bell board engine overview params progress schedule time worker"),
    more: ["tests/ext/jobs_test.ts", "tests/ext/jobs/processes_test.ts"],
    isBare: true,
  },
  queue: { files: ["ext/jobs/queue.ts"], more: ["tests/ext/jobs_test.ts"] },
  "redis-jobs": {
    files: inFolder("ext/redis", "job_connection job_queue job_schedules"),
    more: ["tests/ext/redis_jobs_test.ts", "tests/ext/jobs/counts_test.ts"],
  },
  "jobs-page": {
    files: ["ext/jobs_page.ts", ...inFolder("ext/jobs_page", "look view")],
    isBare: true,
  },
  admin: {
    files: [
      "ext/admin.ts",
      ...inFolder(
        "ext/admin",
        "cells changes choices csv desk falls fields files form_view history list_view pages " +
          "references request state tables values",
      ),
    ],
    more: ["tests/ext/admin_test.ts", "tests/ext/admin/desk_test.ts"],
    isBare: true,
  },
  mail: {
    files: ["ext/mail.ts", ...inFolder("ext/mail", "address html letter outbox smtp text")],
    isBare: true,
  },
  "one-time": { files: ["ext/one_time.ts"], isBare: true },
  magickey: {
    files: ["ext/magickey.ts", ...inFolder("ext/magickey", "browser pages")],
    more: ["tests/ext/magickey/attacks_test.ts"],
    isBare: true,
  },
  "password-mails": {
    files: ["ext/password_mails.ts", "ext/password_mails/pages.ts"],
    more: ["tests/ext/password_mails/links_test.ts"],
    isBare: true,
  },
  openapi: {
    files: [
      "ext/openapi.ts",
      ...inFolder("ext/openapi", "document page schemas sent standard_schema"),
    ],
    isBare: true,
  },
  "socket-gate": { files: ["lib/live/socket_session.ts"], more: ["tests/live/socket_test.ts"] },
  broker: {
    files: ["broker", "channel", "hub", "kept", "mirror", "protocol", "room", "roster"].map((
      name,
    ) => `lib/live/${name}.ts`),
  },
};

function inFolder(folder: string, names: string): string[] {
  return names.split(" ").map((name) => `${folder}/${name}.ts`);
}

/** The test file of a file's name: tests mirror lib/ and ext/. */
export function toTest(file: string): string {
  return `tests/${file.replace(/^lib\//, "").replace(/\.ts$/, "_test.ts")}`;
}
