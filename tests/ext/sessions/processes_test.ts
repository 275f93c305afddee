import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { needing } from "../../_needs.ts";
import { type Program, startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import { until, within } from "../../_within.ts";
import { startPostgres, startRedis } from "../../live/_brokers.ts";
import { SocketClient } from "../../live/_socket.ts";

/** Two processes share a store of sessions, and a broker. */
interface Kind {
  readonly store: "SQLite" | "Postgres" | "Redis";
  readonly needs: readonly string[];
  /** Starts the server of the broker, and of the store where that is no file. */
  readonly start: typeof startPostgres | typeof startRedis;
}

const KINDS: readonly Kind[] = [
  { store: "SQLite", needs: ["redis-server"], start: startRedis },
  { store: "Postgres", needs: ["postgresql"], start: startPostgres },
  { store: "Redis", needs: ["redis-server"], start: startRedis },
];

for (const { store, needs, start } of KINDS) {
  Deno.test({
    ...needing(needs, `a process ends sessions in ${store}, and another its sockets and streams`),
    async fn() {
      await using server = await start();
      await using folder = await tempFolder();
      const source = store === "SQLite" ? `${folder.path}/app.db` : server.url;
      await using one = await startProcess(source, server.url);
      await using two = await startProcess(source, server.url);
      const desk = await signIn(one, "eve"), phone = await signIn(two, "eve");
      const other = await signIn(one, "ann");
      await using atDesk = await open(two, desk);
      await using atPhone = await open(two, phone);
      await using ofAnn = await open(two, other);
      await hearing(one, [atDesk, atPhone, ofAnn]);
      strictEqual(await post(one, "/others", desk), "1");
      strictEqual((await within(60, "the socket's end", atPhone.socket.closed)).code, 1012);
      await within(60, "the stream's end", atPhone.ended);
      // Of whom nothing was ended, nothing has.
      strictEqual(await echo(atDesk), "<p>still</p>");
      strictEqual(await echo(ofAnn), "<p>still</p>");
      await post(one, "/out", desk);
      strictEqual((await within(60, "the socket's end", atDesk.socket.closed)).code, 1012);
      await within(60, "the stream's end", atDesk.ended);
      strictEqual(await echo(ofAnn), "<p>still</p>");
      deepStrictEqual(await whoAt([one, two], [desk, phone, other]), WHO);
    },
  });
}

Deno.test("a process ends sessions in a SQLite file, and another takes their cookies no more", async () => {
  await using folder = await tempFolder();
  await using one = await startProcess(`${folder.path}/app.db`);
  await using two = await startProcess(`${folder.path}/app.db`);
  const desk = await signIn(one, "eve"), phone = await signIn(two, "eve");
  const other = await signIn(two, "ann");
  deepStrictEqual(await whoAt([one, two], [desk, phone, other]), [
    ["eve", "eve", "ann"],
    ["eve", "eve", "ann"],
  ]);
  strictEqual(await post(two, "/others", desk), "1");
  await post(two, "/out", desk);
  deepStrictEqual(await whoAt([one, two], [desk, phone, other]), WHO);
  // Also in a process that has begun since, and after one was killed.
  await one.end("SIGKILL");
  await using three = await startProcess(`${folder.path}/app.db`);
  deepStrictEqual(await whoAt([three, two], [desk, phone, other]), WHO);
});

/** Who is signed in with three cookies at two processes, when one user is signed out everywhere. */
const WHO = [[null, null, "ann"], [null, null, "ann"]];

const PROGRAM = fileURLToPath(new URL("../sessions_program.ts", import.meta.url));

function startProcess(...args: string[]): Promise<Program> {
  return startProgram(["run", "-A", PROGRAM, ...args]);
}

/** Signs in, and returns the cookie. */
async function signIn({ origin }: Program, name: string): Promise<string> {
  const body = new URLSearchParams({ name });
  const response = await fetch(`${origin}/in`, { method: "POST", body });
  await response.body?.cancel();
  return response.headers.getSetCookie()[0]!.split(";")[0]!;
}

async function post({ origin }: Program, path: string, cookie: string): Promise<string> {
  const headers = { cookie, "hx-request": "true" };
  return await (await fetch(origin + path, { method: "POST", headers })).text();
}

async function whoAt(programs: Program[], cookies: string[]): Promise<unknown[][]> {
  const ask = async ({ origin }: Program, cookie: string) => {
    const headers = { cookie, "hx-request": "true" };
    const text = await (await fetch(`${origin}/who`, { headers })).text();
    return JSON.parse(text.replaceAll("&quot;", '"').replaceAll("&#34;", '"'));
  };
  return await Promise.all(
    programs.map((program) => Promise.all(cookies.map((cookie) => ask(program, cookie)))),
  );
}

/** A socket and an event stream of a session. */
interface Open extends AsyncDisposable {
  readonly socket: SocketClient;
  readonly ended: Promise<void>;
}

async function open({ origin }: Program, cookie: string): Promise<Open> {
  const socket = await SocketClient.open(`${origin.replace("http", "ws")}/ws`, { cookie });
  const { body } = await fetch(`${origin}/stream`, { headers: { cookie } });
  const reader = body!.getReader();
  await reader.read();
  const ended = (async () => {
    while (!(await reader.read()).done);
  })();
  return {
    socket,
    ended,
    async [Symbol.asyncDispose]() {
      await reader.cancel();
      await socket[Symbol.asyncDispose]();
    },
  };
}

/** Waits until what one process tells arrives at sockets of another: from then on nothing is lost. */
async function hearing(one: Program, all: readonly Open[]): Promise<void> {
  for (const { socket } of all) {
    let heard = false;
    const first = socket.next().then(() => heard = true);
    await until(60, "news of the other process", async () => {
      await post(one, "/news", "");
      return heard;
    });
    await first;
  }
}

/** What a socket answers, after all news. */
async function echo({ socket }: Open): Promise<string | undefined> {
  socket.send({ msg: "still" });
  for (;;) {
    const text = await socket.next();
    if (text === undefined || !text.includes("news")) return text;
  }
}
