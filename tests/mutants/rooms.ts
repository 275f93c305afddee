/** Code that guards something, and the tests that must notice every change of it. */
export interface Room {
  readonly files: readonly string[];
  /**
   * Tests beside those that have the files' names. They start no program of their own and are
   * fast: each of them runs for every mutant that the tests before it did not notice.
   */
  readonly more?: readonly string[];
}

/** The rooms by name. */
export const ROOMS: Readonly<Record<string, Room>> = {
  escaping: {
    files: ["lib/html/escape.ts", "lib/html/safe.ts"],
    more: ["tests/html/ft_test.ts"],
  },
  attributes: {
    files: ["lib/html/attrs.ts", "lib/html/names.ts"],
    more: ["tests/html/ft_test.ts"],
  },
  target: { files: ["lib/http/target.ts"] },
  hosts: { files: ["lib/http/hosts.ts"] },
  "cross-site": { files: ["lib/http/origin.ts", "lib/refusals.ts"] },
  signer: { files: ["lib/http/signer.ts"], more: ["tests/http/session_test.ts"] },
  session: { files: ["lib/http/session.ts"] },
  cookies: {
    files: ["lib/http/cookies.ts"],
    more: ["tests/http/params_test.ts", "tests/http/reply_test.ts", "tests/http/session_test.ts"],
  },
  coercion: { files: ["lib/http/coerce.ts"], more: ["tests/http/params_test.ts"] },
  binder: {
    files: ["lib/http/binder.ts", "lib/http/shape.ts"],
    more: ["tests/http/params_test.ts", "tests/http/upload_test.ts"],
  },
  "body-limits": {
    files: ["lib/http/body.ts", "lib/http/read_fields.ts"],
    more: ["tests/http/params_test.ts", "tests/http/upload_test.ts"],
  },
  multipart: { files: ["lib/http/multipart.ts", "lib/http/upload.ts"] },
  files: { files: ["lib/http/files.ts", "lib/http/static_files.ts"] },
  "where-text": { files: ["lib/data/text.ts"] },
  xtra: {
    files: ["lib/data/scope.ts", "lib/data/table.ts", "lib/data/records.ts"],
    more: ["tests/data/refusal_test.ts", "tests/data/conformance_sqlite_test.ts"],
  },
  "socket-gate": { files: ["lib/live/conversation.ts"], more: ["tests/live/socket_test.ts"] },
  broker: { files: ["lib/live/broker.ts", "lib/live/channel.ts"] },
};

/** The test file of a file's name. */
export function toTest(file: string): string {
  const inside = file.replace(/\.ts$/, "_test.ts");
  if (!inside.startsWith("lib/")) return `tests/${inside}`;
  const path = inside.slice("lib/".length);
  return path.includes("/") ? `tests/${path}` : `tests/app/${path}`;
}
