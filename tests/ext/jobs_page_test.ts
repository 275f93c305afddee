import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import { type DeadOptions, type Job, jobs, UnrecoverableError } from "../../ext/jobs.ts";
import { jobsPage, type JobsPageOptions } from "../../ext/jobs_page.ts";
import { postgres } from "../../ext/postgres.ts";
import { redisJobs } from "../../ext/redis_jobs.ts";
import { type Database, database, fastApp, type FastHTML, HTTPException } from "../../mod.ts";
import { answer, HTMX, logged, newApp, read, SECRET } from "../http/_app.ts";
import { startRedis } from "../live/_brokers.ts";
import { needing } from "../_needs.ts";
import { DebianServer } from "./postgres_servers.ts";

const open = () => undefined;

Deno.test("jobsPage() throws without a guard, so that it is open to none by mistake", () => {
  using db = database(":memory:");
  const board = jobs(db);
  const message = "Cannot make a page of jobs: found no guard, expected the option before, " +
    "which lets those in who may see and change all jobs";
  for (const options of [{}, { before: undefined }, { before: null }, { before: [] }]) {
    throws(() => jobsPage(board, options as unknown as JobsPageOptions), {
      name: "TypeError",
      message,
    });
  }
  throws(() => jobsPage(board, undefined as unknown as JobsPageOptions), {
    name: "TypeError",
    message: "Cannot make a page of jobs: found options of type undefined, expected an object",
  });
  throws(() => jobsPage(board, { before: "me" } as unknown as JobsPageOptions), TypeError);
});

Deno.test("jobsPage() lets none in whom its guard does not, at any of its paths", async () => {
  await using place = toPlace(toKeep(database(":memory:")), {
    before: ({ auth }) => {
      if (auth !== "admin") throw new HTTPException(403);
    },
    showData: true,
  });
  const { app, board, bury } = place;
  const [id] = await bury("mail", 1);
  const form = (path: string, headers = {}) =>
    app.request(path, {
      method: "POST",
      headers,
      body: new URLSearchParams({ name: "mail", id: id! }),
    });
  const paths = ["/jobs", "/jobs/", "/jobs/now", "/jobs?name=mail", "/jobs/nothing", "/%6aobs/now"];
  for (const path of paths) {
    for (const init of [{}, HTMX]) {
      const { status, text } = await read(app.request(path, init));
      deepStrictEqual([path, status, /mail|secret/.test(text)], [path, 403, false]);
    }
  }
  for (const path of ["retry", "drop", "retry-all", "drop-schedule"]) {
    strictEqual((await form(`/jobs/${path}`)).status, 403);
    strictEqual((await form(`/jobs/${path}`, HTMX.headers)).status, 403);
  }
  strictEqual((await board.dead()).length, 1);

  // An admin, whom the application around it has found out; but not a page of another site.
  const admin = { "x-user": "admin" };
  strictEqual((await app.request("/jobs", { headers: admin })).status, 200);
  for (const path of ["retry", "drop", "retry-all", "drop-schedule"]) {
    const forged = { ...admin, "sec-fetch-site": "cross-site" };
    strictEqual((await form(`/jobs/${path}`, forged)).status, 403);
    strictEqual((await app.request(`/jobs/${path}?id=${id}`, { headers: admin })).status, 405);
  }
  deepStrictEqual((await board.dead()).map((job) => [job.id, job.tries]), [[id, 1]]);
});

Deno.test("jobsPage() reads the sessions of the application around it, as they are kept there", async () => {
  using db = database(":memory:");
  const session = { secret: SECRET, cookie: "shop" };
  const { client, app, rt } = newApp({ secretKey: undefined, session });
  rt.post("/login", ({ session }) => void (session.user = "ann"));
  const before: JobsPageOptions["before"] = ({ session }) => {
    if (session.user !== "ann") throw new HTTPException(401);
  };
  app.mount("/jobs", jobsPage(jobs(db), { before, session }));
  strictEqual((await client.get("/jobs")).status, 401);
  await client.post("/login");
  strictEqual((await client.get("/jobs")).status, 200);
});

Deno.test("jobsPage() sends a strict policy, and no page that a cache may keep", async () => {
  await using place = toPlace(toKeep(database(":memory:")), { before: open, title: "Work & more" });
  const { headers, text } = await read(place.app.request("/jobs"));
  match(headers.get("content-security-policy")!, /script-src 'self' 'nonce-[^']+';/);
  strictEqual(headers.get("cache-control"), "no-store");
  strictEqual(headers.get("x-frame-options"), "SAMEORIGIN");
  strictEqual(/ style=|<style>| on\w+=|javascript:/.test(text), false);
  match(text, /<title>Work &amp; more<\/title>/);
  match(text, /<h1>Work &amp; more<\/h1>/);
  match(text, /<div id="now" hx-get="\/jobs\/now" hx-trigger="every 2s"/);
  const part = await read(place.app.request("/jobs/now", HTMX));
  strictEqual(part.headers.get("cache-control"), "no-store");
  match(part.text, /^<section><h2>Queues<\/h2><ul><li><h3>mail<\/h3><dl>.*<\/section>$/);
});

Deno.test("jobsPage() hides data and keys unless they are to be shown", async () => {
  for (const showData of [undefined, false, true]) {
    const options = showData === undefined ? {} : { showData };
    await using place = toPlace(toKeep(database(":memory:")), { before: open, ...options });
    await place.bury("mail", 1, { key: "k-secret" });
    const pages = [
      await (await place.app.request("/jobs")).text(),
      await (await place.app.request("/jobs?name=mail")).text(),
      await (await place.app.request("/jobs", HTMX)).text(),
    ];
    for (const html of pages) {
      deepStrictEqual([html.includes("d-secret"), html.includes("k-secret")], [
        showData === true,
        showData === true,
      ]);
    }
  }
});

Deno.test("jobsPage() rejects what is no page, no name and no id", async () => {
  await using place = toPlace(toKeep(database(":memory:")), { before: open });
  const { app, bury, board } = place;
  await bury("mail", 1);
  const status = async (path: string) => (await app.request(path)).status;
  deepStrictEqual(
    await Promise.all(
      ["page=1", "page=-5", "page=1.3", "page=1e15", "page=x", "name=%00", "name=%27--"].map((
        query,
      ) => status(`/jobs?${query}`)),
    ),
    [200, 200, 200, 200, 400, 400, 200],
  );
  const post = async (path: string, body: Record<string, string>) =>
    (await app.request(`/jobs/${path}`, { method: "POST", body: new URLSearchParams(body) }))
      .status;
  for (const path of ["retry", "drop"]) {
    strictEqual(await post(path, { name: "mail" }), 400);
    strictEqual(await post(path, { name: "mail", id: "x".repeat(3_000_000) }), 413);
    strictEqual(await post(path, { name: "mail", id: "' or 1=1 --" }), 200);
  }
  strictEqual(await post("retry-all", {}), 400);
  strictEqual((await board.dead()).length, 1);
});

Deno.test("jobsPage() shows dead jobs in pages of 50", async () => {
  await using place = toPlace(toKeep(database(":memory:")), { before: open });
  await place.bury("mail", 101);
  await place.bury("other", 1);
  const seen = async (query: string) => {
    const html = await (await place.app.request(`/jobs${query}`)).text();
    const links = [...html.matchAll(/<a href="([^"]*)" rel="(\w+)"/g)].map(([, href, rel]) =>
      `${rel} ${href}`
    );
    return [[...html.matchAll(/<article>/g)].length, ...links];
  };
  deepStrictEqual(await seen(""), [50, "next /jobs/?page=2#dead"]);
  deepStrictEqual(await seen("?page=2"), [50, "prev /jobs/#dead", "next /jobs/?page=3#dead"]);
  deepStrictEqual(await seen("?page=3"), [2, "prev /jobs/?page=2#dead"]);
  deepStrictEqual(await seen("?page=4"), [0, "prev /jobs/?page=3#dead"]);
  deepStrictEqual(await seen("?name=other"), [1]);
  deepStrictEqual(await seen("?name=mail&page=2"), [
    50,
    "prev /jobs/?name=mail#dead",
    "next /jobs/?name=mail&amp;page=3#dead",
  ]);
});

testPage(
  "SQLite",
  [],
  () => Promise.resolve({ ...toKeep(database(":memory:")), server: undefined }),
);
testPage("Postgres", ["postgresql"], async () => {
  const server = await DebianServer.start();
  await server.run("CREATE DATABASE page");
  return { ...toKeep(database(postgres(`${server.address}/page`, { max: 3 }))), server };
});
testPage("Redis", ["redis-server"], async () => {
  const server = await startRedis(), board = redisJobs(server.url);
  return { board: board as unknown as Board, close: () => board.close(), server };
});

/** What a user does on the page, with htmx and without JavaScript. */
function testPage(
  name: string,
  needs: readonly string[],
  start: () => Promise<Keep & { server: AsyncDisposable | undefined }>,
): void {
  Deno.test({
    ...needing(needs, `jobsPage() retries and drops jobs over ${name}`),
    async fn() {
      const { server, ...keep } = await start();
      await using _server = server;
      await using place = toPlace(keep, { before: open });
      const { app, board, bury, heal } = place;
      const press = async (path: string, body: Record<string, string>, init: RequestInit = HTMX) =>
        await read(
          app.request(`/jobs/${path}`, {
            ...init,
            method: "POST",
            body: new URLSearchParams(body),
          }),
        );
      const note = (text: string) =>
        `<p class="note" role="status" tabindex="-1" autofocus>${text}</p>`;
      const ended = (text: string) => [200, `<article class="ended">${note(text)}</article>`];
      const [a, b, c, d, e] = await bury("mail", 5);
      const [k] = await bury("other", 1, { key: "k" });
      const dead = async () => (await board.dead()).map(({ id }) => id).sort();

      const { headers, text } = await press("retry", { name: "mail", id: a! });
      deepStrictEqual([headers.get("cache-control"), text], [
        "no-store",
        ended("mail is queued again.")[1],
      ]);
      const pressed = async (path: string, body: Record<string, string>) => {
        const { status, text } = await press(path, body);
        return [status, text];
      };
      deepStrictEqual(await pressed("drop", { name: "mail", id: b! }), ended("mail is removed."));
      const gone = ended("This job is not dead any more.");
      // Another user was faster, or it is another's.
      deepStrictEqual(await pressed("retry", { name: "mail", id: a! }), gone);
      deepStrictEqual(await pressed("drop", { name: "mail", id: a! }), gone);
      deepStrictEqual(await pressed("drop", { name: "mail", id: b! }), gone);
      deepStrictEqual(await pressed("drop", { name: "other", id: c! }), gone);
      deepStrictEqual(await dead(), [c, d, e, k].sort());

      // Its key is another's by now: the job stays, and says why.
      await place.other.later({ to: "x" }, { key: "k", in: "1h" });
      const { text: held } = await press("retry", { name: "other", id: k! });
      match(held, /^<article><h3 id="job-\w+">other<\/h3>/);
      ok(held.includes(note("It stays dead, as another job with its key waits or runs.")));

      // Without JavaScript the whole page comes, with the same words.
      const whole = await press("retry", { name: "mail", id: c! }, {});
      match(whole.text, /^<!doctype html>.*<div id="now".*<section id="dead">/s);
      ok(whole.text.includes(note("mail is queued again.")));
      ok((await press("drop", { name: "mail", id: c! }, {})).text.includes("not dead any more."));
      const heldPage = await press("retry", { name: "other", id: k! }, {});
      ok(heldPage.text.includes("It stays dead, as another job"));

      const all = await press("retry-all", { name: "mail" });
      match(all.text, /^<section id="dead"><header><h2>Dead jobs of mail<\/h2>/);
      ok(all.text.includes(note("2 jobs are queued again.")));
      const none = await press("retry-all", { name: "other" }, {});
      match(none.text, /<div id="now".*<h2>Dead jobs of other<.*0 jobs are queued again\./s);
      deepStrictEqual(await dead(), [k]);
      heal();
      deepStrictEqual(await board.work().once(), { done: 4, failed: 0 });
      strictEqual((await answer(app.request("/jobs?name=other")))[1].includes("Retry all"), true);
      strictEqual((await answer(app.request("/jobs?name=mail")))[1].includes("Retry all"), false);
    },
  });

  Deno.test({
    ...needing(needs, `jobsPage() runs a job once that a hundred retry at once, over ${name}`),
    async fn() {
      const { server, ...keep } = await start();
      await using _server = server;
      await using place = toPlace(keep, { before: open });
      const { app, board, bury, heal } = place;
      const [id] = await bury("mail", 1);
      const press = (path: string) =>
        read(app.request(`/jobs/${path}`, {
          ...HTMX,
          method: "POST",
          body: new URLSearchParams({ name: "mail", id: id! }),
        }));
      const paths = Array.from({ length: 100 }, (_, n) => n % 2 ? "retry" : "retry-all");
      const replies = await Promise.all(paths.map(press));
      deepStrictEqual(new Set(replies.map(({ status }) => status)), new Set([200]));
      const done = replies.filter(({ text }) => /mail is queued|1 job is queued/.test(text));
      strictEqual(done.length, 1);
      heal();
      deepStrictEqual(await board.work().once(), { done: 1, failed: 0 });
    },
  });
}

Deno.test("jobsPage() removes a schedule that no process has", async () => {
  const db = database(":memory:");
  await using place = toPlace(toKeep(db), { before: open });
  const { app, board } = place;
  for (const name of ["<old>", "new"]) board.every("@yearly", board.job(name, () => {}));
  await board.work().once();
  const schedules = async () =>
    /<h2>Schedules<.*?<\/section>/s.exec((await read(app.request("/jobs/now"))).text)?.[0] ?? "";
  strictEqual((await schedules()).includes("<form"), false);
  db.q("update _schedules set next_at = ? where name = '<old>'", [Date.now() - 61_000]);
  match(
    await schedules(),
    /&lt;old&gt;<\/h3>.*Due since .*<form [^>]*action="\/jobs\/drop-schedule"/s,
  );
  strictEqual((await schedules()).match(/<form/g)?.length, 1);
  const press = (name: string, init: RequestInit = HTMX) =>
    read(app.request("/jobs/drop-schedule", {
      ...init,
      method: "POST",
      body: new URLSearchParams({ name }),
    }));
  const { text } = await press("<old>");
  match(text, /^<section id="dead">.*The schedule of &lt;old&gt; is removed\./s);
  match((await press("<old>", {})).text, /<h1>Jobs<.*This schedule is not there any more\./s);
  deepStrictEqual(db.q("select name from _schedules").map(({ name }) => name), ["new"]);
});

Deno.test("jobsPage() says so where another user is faster by a moment", async () => {
  using db = database(":memory:");
  const board = jobs(db);
  const fails = board.job("fails", () => {
    throw new UnrecoverableError("no");
  });
  const id = await fails.later();
  await logged(() => board.work().once());
  // The other one's button is pressed between the reading of the job and its change.
  const slow = {
    ...board,
    dead: async (options?: DeadOptions) => {
      const found = await board.dead(options);
      await board.retryAll("fails");
      return found;
    },
  };
  const { app } = newApp();
  app.mount("/jobs", jobsPage(slow, { before: open }));
  const body = new URLSearchParams({ name: "fails", id });
  const [status, text] = await answer(
    app.request("/jobs/retry", { ...HTMX, method: "POST", body }),
  );
  deepStrictEqual([status, text.includes("This job is not dead any more.")], [200, true]);
});

Deno.test("jobsPage() tells of a database that is away as any page does", async () => {
  const db = database(":memory:");
  await using place = toPlace(toKeep(db), { before: open });
  await place.app.start();
  db.close();
  await logged(async () => {
    const { status, text } = await read(place.app.request("/jobs"));
    deepStrictEqual([status, text.includes("_jobs")], [500, false]);
  });
});

type Board = ReturnType<typeof jobs<boolean>>;

/** Jobs, and how what has them is closed. */
interface Keep {
  readonly board: Board;
  close(): unknown;
}

function toKeep(db: Database<boolean>): Keep {
  return { board: jobs(db), close: () => db.close() };
}

interface Place extends AsyncDisposable {
  readonly app: FastHTML;
  readonly board: Board;
  /** A kind of job that fails until `heal()`. */
  readonly other: Job<{ to: typeof String }>;
  /** Makes dead jobs, and returns their ids. */
  bury(name: "mail" | "other", count: number, options?: { key: string }): Promise<string[]>;
  heal(): void;
}

/** A shop with a page of its jobs at `/jobs`. A header says who asks. */
function toPlace({ board, close }: Keep, options: JobsPageOptions): Place {
  let isBroken = true;
  const handler = () => {
    if (isBroken) throw new UnrecoverableError("no");
  };
  const kinds = {
    mail: board.job("mail", { to: String }, handler),
    other: board.job("other", { to: String }, handler),
  };
  const { app } = fastApp({
    secretKey: SECRET,
    staticPath: "/nowhere",
    debug: false,
    before: ({ headers, scope }) => void (scope.auth = headers.get("x-user")),
  });
  app.mount("/jobs", jobsPage(board, options));
  return {
    ...{ app, board, other: kinds.other },
    async bury(name, count, options = {} as { key: string }) {
      const ids: string[] = [];
      for (let n = 0; n < count; n++) {
        ids.push(await kinds[name].later({ to: "d-secret" }, options));
      }
      await logged(() => board.work().once());
      return ids;
    },
    heal: () => void (isBroken = false),
    [Symbol.asyncDispose]: async () => {
      await app.close();
      await close();
    },
  };
}
