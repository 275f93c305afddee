import { deepStrictEqual, match, notStrictEqual, rejects, strictEqual, throws } from "node:assert";
import {
  database,
  EventStream,
  fastApp,
  HTTPException,
  type Middleware,
  P,
  Redirect,
  StaticFiles,
} from "@fasthtml/fasthtml";
import { tempFolder } from "../../_temp.ts";
import { until } from "../../_within.ts";
import { logged, newApp, read } from "../../http/_app.ts";
import { serveSite, type Site } from "../../live/_socket.ts";
import { makeText, toJson } from "../../../lib/app/log/lines.ts";
import { startProgram } from "../../_program.ts";
import { CONFIG, startMain, toMain, writeMain } from "../_main.ts";
import { newLoggedApp, toFacts } from "./_log.ts";

Deno.test("log gets one entry a request: verb, path, route, status, and why it is an error", async () => {
  const { app, rt, entries } = newLoggedApp();
  const bad = new RangeError("bad");
  rt("/", () => P("Hi"));
  rt.post("/user/{id}", { n: 0 }, ({ id }) => P(id));
  rt("/away", () => Redirect("/"));
  rt("/no", () => {
    throw new HTTPException(403, "Not for you");
  });
  rt("/boom", () => {
    throw bad;
  });
  await logged(async () => {
    await app.request("/");
    await app.request("/user/7?n=1", { method: "POST" });
    await app.request("/user/7?n=x", { method: "POST" });
    for (const path of ["/away", "/no", "/none"]) await app.request(path);
    await app.request("/", { method: "DELETE" });
    await app.request("/boom");
  });
  const [get, ok, warn] = ["GET", "info", "warn"];
  const event = "request";
  deepStrictEqual(
    entries.map(({ error: _, ...entry }) => toFacts({ ...entry, error: undefined })),
    [
      { level: ok, event, method: get, path: "/", route: "/", status: 200 },
      { level: ok, event, method: "POST", path: "/user/7?n=…", route: "/user/{id}", status: 200 },
      {
        level: warn,
        event,
        method: "POST",
        path: "/user/7?n=…",
        route: "/user/{id}",
        status: 400,
        reason: entries[2]!.reason,
      },
      { level: ok, event, method: get, path: "/away", route: "/away", status: 303 },
      {
        level: warn,
        event,
        method: get,
        path: "/no",
        route: "/no",
        status: 403,
        reason: "Not for you",
      },
      { level: warn, event, method: get, path: "/none", status: 404 },
      {
        level: warn,
        event,
        method: "DELETE",
        path: "/",
        status: 405,
        reason: entries[6]!.reason,
      },
      {
        level: "error",
        event: "error",
        method: get,
        path: "/boom",
        route: "/boom",
        reason: "RangeError: bad",
      },
      {
        level: "error",
        event,
        method: get,
        path: "/boom",
        route: "/boom",
        status: 500,
        reason: "RangeError: bad",
      },
    ],
  );
  match(`${entries[2]!.reason} ${entries[6]!.reason}`, /"n".*DELETE/);
  deepStrictEqual([entries[7]!.error, entries[8]!.error], [bad, bad]);
  strictEqual(entries[7]!.id, entries[8]!.id);
  strictEqual(new Set(entries.map(({ id }) => id)).size, entries.length - 1);
});

Deno.test("log tells how long a request took, and when", async () => {
  const { app, rt, entries } = newLoggedApp();
  const { promise, resolve } = Promise.withResolvers<void>();
  let began = 0;
  rt("/", async () => {
    began = performance.now();
    await promise;
  });
  const response = app.request("/"), before = Date.now();
  await until(30, "the handler", () => began > 0);
  const least = performance.now() - began;
  resolve();
  await response;
  const [{ ms, time }] = entries as [typeof entries[0]];
  strictEqual(ms >= Math.floor(least) && before <= time && time <= Date.now(), true);
});

Deno.test("log has one entry for a request that a mounted application answers, with its route", async () => {
  const { app, entries } = newLoggedApp();
  const inner = newLoggedApp();
  inner.rt("/item/{id}", ({ id }) => P(id));
  app.mount("/shop", inner.app);
  app.mount("/api", () => new Response("other", { status: 418 }));
  await app.request("/shop/item/7");
  await app.request("/api/x");
  await inner.app.request("/shop/item/8");
  deepStrictEqual([entries.map(toFacts), inner.entries.map(({ path }) => path)], [
    [
      {
        level: "info",
        event: "request",
        method: "GET",
        path: "/shop/item/7",
        route: "/shop/item/{id}",
        status: 200,
      },
      { level: "warn", event: "request", method: "GET", path: "/api/x", status: 418 },
    ],
    ["/shop/item/8"],
  ]);
});

Deno.test("log of a mounted application is its own where the outer one has none", async () => {
  const { app } = newApp({ trustProxy: true }), inner = newLoggedApp();
  inner.rt("/x", () => "x");
  app.mount("/in", inner.app);
  await app.request("/in/x");
  deepStrictEqual(inner.entries.map(({ path, route }) => [path, route]), [["/in/x", "/in/x"]]);
});

Deno.test("log has the entry of a request that middleware replaces, answers, or breaks", async () => {
  const middleware: Middleware = (request, next) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/own") return new Response("own");
    if (pathname === "/broken") throw new Error("broken");
    return next(pathname === "/old" ? new Request("http://localhost/new", request) : request);
  };
  const { app, rt, entries } = newLoggedApp({ middleware });
  rt("/new", ({ scope }) => `${scope.requestId}`);
  const { text } = await read(app.request("/old"));
  await app.request("/own");
  await logged(() => app.request("/broken"));
  deepStrictEqual(
    entries.map(({ event, path, route, status }) => [event, path, route, status]),
    [
      ["request", "/old", "/new", 200],
      ["request", "/own", undefined, 200],
      ["error", "/broken", undefined, undefined],
      ["request", "/broken", undefined, 500],
    ],
  );
  strictEqual(text, entries[0]!.id);
});

Deno.test("log marks what is a file: a static one, one of a folder, one of the library", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.txt`, "a");
  const { app, rt, entries } = newLoggedApp({ staticPath: folder.path, defaultHdrs: true });
  rt("/", () => P("page"));
  app.mount("/more", StaticFiles(folder.path));
  const { text } = await read(app.request("/"));
  const [asset] = /\/_fasthtml\/[^"]+/.exec(text)!;
  for (const path of [asset, "/a.txt", "/more/a.txt", "/favicon.ico", "/b.txt"]) {
    await (await app.request(path!)).body?.cancel();
  }
  deepStrictEqual(entries.map(({ path, isFile, status }) => [path, isFile, status]), [
    ["/", false, 200],
    [asset, true, 200],
    ["/a.txt", true, 200],
    ["/more/a.txt", true, 200],
    ["/favicon.ico", true, 204],
    ["/b.txt", false, 404],
  ]);
});

Deno.test("log tells when a socket opens and ends, and when an event stream ends", async () => {
  const { app, rt, entries } = newLoggedApp();
  const { promise, resolve } = Promise.withResolvers<void>();
  app.ws("/ws/{room}", ({ room }) => P(room));
  rt("/events", () =>
    EventStream(async function* () {
      yield "one";
      await promise;
    }));
  await using site = serveSite(app);
  const facts = () => entries.map(({ event, path, status }) => `${event} ${path} ${status}`);
  const stream = await fetch(`${site.origin}/events`);
  const reader = stream.body!.getReader();
  await reader.read();
  {
    await using client = await site.open("/ws/7");
    client.send({});
    strictEqual(await client.next(), "<p>7</p>");
    deepStrictEqual(facts(), ["connect /ws/7 101"]);
  }
  await until(30, "the socket's end", () => entries.length === 2);
  resolve();
  while (!(await reader.read()).done);
  await until(30, "the stream's end", () => entries.length === 3);
  deepStrictEqual(facts(), [
    "connect /ws/7 101",
    "disconnect /ws/7 101",
    "request /events 200",
  ]);
  deepStrictEqual(entries.map(({ route }) => route), ["/ws/{room}", "/ws/{room}", "/events"]);
  strictEqual(entries[0]!.id, entries[1]!.id);
});

Deno.test("log tells when a client leaves an event stream", async () => {
  const { app, rt, entries } = newLoggedApp();
  rt("/events", ({ signal }) =>
    EventStream(async function* () {
      yield "one";
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
    }));
  await using site = serveSite(app);
  const reader = (await fetch(`${site.origin}/events`)).body!.getReader();
  await reader.read();
  deepStrictEqual(entries, []);
  await reader.cancel();
  await until(30, "the stream's end", () => entries.length > 0);
  deepStrictEqual(entries.map(({ path }) => path), ["/events"]);
});

Deno.test("log gets the errors of sockets with the id of their request", async () => {
  const { app, entries } = newLoggedApp();
  app.ws("/ws", () => {
    throw new Error("in a message");
  });
  await using site = serveSite(app);
  await logged(async () => {
    await using client = await site.open("/ws");
    client.send({});
    await client.closed;
    await until(30, "the socket's end", () => entries.length === 3);
  });
  const [opened, failed, closed] = entries;
  deepStrictEqual([failed!.event, failed!.reason], ["error", "Error: in a message"]);
  deepStrictEqual([failed!.id, closed!.id], [opened!.id, opened!.id]);
});

const FOREIGN = "Cannot accept this request: it comes from another site";
const NO_SOCKET = "its route is a socket, expected a WebSocket";
const BODY =
  "expected one for GET; a class or a file among the parameters is read from a body by POST";

/** Each form of the lines for what a program on a port is asked, without times and ids. */
const REASONS: readonly (readonly [
  ask: (site: Site) => Promise<unknown>,
  json: readonly (readonly unknown[])[],
  text: readonly string[],
])[] = [
  [
    (site) => ask(site, "/row"),
    [["warn", "request", 404, 'NotFoundError: Cannot find 7 in "todo": no row, expected one']],
    ['GET 404 /row NotFoundError: Cannot find 7 in "todo": no row, expected one ID'],
  ],
  [
    (site) => ask(site, "/save"),
    [["warn", "request", 405, `Cannot answer GET /save: its routes are for POST (save), ${BODY}`]],
    [`GET 405 /save Cannot answer GET /save: its routes are for POST (save), ${BODY} ID`],
  ],
  [
    (site) => ask(site, "/socket"),
    [["warn", "request", 426, `Cannot answer GET /socket: ${NO_SOCKET}`]],
    [`GET 426 /socket Cannot answer GET /socket: ${NO_SOCKET} ID`],
  ],
  [
    (site) => ask(site, "/save", { method: "POST", headers: { origin: "https://evil.example" } }),
    [["warn", "request", 403, FOREIGN]],
    [`POST 403 /save ${FOREIGN} ID`],
  ],
  [
    (site) => rejects(site.open("/socket", { origin: "https://evil.example" })),
    [["warn", "request", 403, FOREIGN]],
    [`GET 403 /socket ${FOREIGN} ID`],
  ],
  [
    (site) => ask(site, "/save", { method: "POST", body: new URLSearchParams({ text: "x" }) }),
    [["warn", "request", 413, "Cannot read the body: more than 5 bytes (maxBody)"]],
    ["POST 413 /save Cannot read the body: more than 5 bytes (maxBody) ID"],
  ],
  [
    (site) => ask(site, "/events"),
    [
      ["error", "error", undefined, "RangeError: in the stream"],
      ["error", "request", 200, "RangeError: in the stream"],
    ],
    ["GET 200 /events RangeError: in the stream ID"],
  ],
  [
    (site) => talk(site, "/socket", ['{"n":"x"}', '{"n":1}', '{"n":0}']),
    [
      ["info", "connect", 101, undefined],
      ["warn", "message", 101, 'Cannot read "n": received "x", expected a number'],
      ["warn", "message", 101, "not 1"],
      ["error", "error", undefined, "RangeError: in the handler"],
      ["error", "disconnect", 101, "RangeError: in the handler"],
    ],
    [
      "GET 101 /socket opened",
      'GET 101 /socket rejected Cannot read "n": received "x", expected a number ID',
      "GET 101 /socket rejected not 1 ID",
      "GET 101 /socket closed RangeError: in the handler ID",
    ],
  ],
  [
    (site) => talk(site, "/socket", [`{"n":2,"long":"${"x".repeat(50)}"}`]),
    [
      ["info", "connect", 101, undefined],
      ["warn", "disconnect", 101, "Cannot take more than 40 bytes (maxMessage)"],
    ],
    [
      "GET 101 /socket opened",
      "GET 101 /socket closed Cannot take more than 40 bytes (maxMessage) ID",
    ],
  ],
  [
    (site) => talk(site, "/raw", []),
    [["info", "connect", 101, undefined], ["warn", "disconnect", 101, "not for you"]],
    ["GET 101 /raw opened", "GET 101 /raw closed not for you ID"],
  ],
];

const ask = async (site: Site, path: string, init?: RequestInit) =>
  (await fetch(site.origin + path, init)).text();

async function talk(site: Site, path: string, messages: string[]): Promise<void> {
  await using client = await site.open(path);
  for (const message of messages) client.send(message);
  await client.closed;
}

Deno.test("log says why and for which id: 404, 405, 403, 413, sockets and streams", async () => {
  using db = database(":memory:");
  class Todo {
    id = 0;
  }
  const todos = db.create(Todo);
  const limits = { maxBody: 5, maxMessage: 40 };
  const { app, rt, entries } = newLoggedApp({ limits, exceptionHandlers: {} });
  rt("/row", () => P(todos.get(7).id));
  rt.post("/save", { text: String }, function save() {});
  rt("/events", () =>
    EventStream(async function* () {
      yield await Promise.resolve("one");
      throw new RangeError("in the stream");
    }));
  app.ws("/socket", { n: Number }, ({ n }) => {
    if (n === 1) throw new HTTPException(403, "not 1");
    if (n === 0) throw new RangeError("in the handler");
  });
  app.socket("/raw", () => {
    throw new HTTPException(403, "not for you");
  });
  await using site = serveSite(app);
  const toText = makeText(false);
  for (const [ask, json, text] of REASONS) {
    entries.length = 0;
    await logged(() => ask(site));
    await until(30, "the last entry", () => entries.length >= json.length);
    deepStrictEqual(
      entries.map(({ level, event, status, reason }) => [level, event, status, reason]),
      json,
    );
    deepStrictEqual(new Set(entries.map(({ id }) => id)).size, 1);
    const lines = entries.filter(({ event }) => event !== "error").map((entry) =>
      toText(entry).replace(/^\S+/, "").replace(/ +[\d.]+ ms/, "").replace(entry.id, "ID")
        .replace(/ +/g, " ").trim()
    );
    deepStrictEqual(lines, text);
    for (const entry of entries) {
      const { id, reason } = JSON.parse(toJson(entry));
      deepStrictEqual([id, reason], [entry.id, entry.reason]);
    }
  }
});

Deno.test("log: what the program's function throws is logged, and changes no response", async () => {
  const { app, rt } = newApp({
    log: () => {
      throw new Error("no log today");
    },
  });
  rt("/", () => "Hi");
  let text = "";
  const lines = await logged(async () => text = (await read(app.request("/"))).text);
  strictEqual(text, "Hi");
  match(`${lines}`, /^Cannot log a request: Error: no log today/);
});

Deno.test("log: nothing is logged in a process without a server, and nothing where it is false", async () => {
  const printed: unknown[] = [];
  const { app, rt } = newApp(), off = newApp({ log: false });
  rt("/", () => "Hi");
  off.rt("/", () => "Hi");
  const { write } = Deno.stdout;
  Deno.stdout.write = (bytes) => (printed.push(bytes), Promise.resolve(bytes.length));
  try {
    await app.request("/");
    await off.app.request("/");
  } finally {
    Deno.stdout.write = write;
  }
  deepStrictEqual(printed, []);
});

Deno.test("log rejects what is no form of a log", () => {
  throws(() => fastApp({ log: "xml" as never }), {
    name: "TypeError",
    message: 'Cannot make an application: log is "xml", expected "text" or "json" or false, ' +
      "or a function",
  });
});

const hello = `const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
rt("/", () => P("Hi"));
rt("/boom", () => { throw new Error("bad"); });`;

/** Starts a program, lets it answer two requests, and gives all that it has printed at its end. */
async function printedBy(body: string, env: Record<string, string>) {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(body));
  await using program = await startMain(folder.path, env);
  for (const path of ["/", "/boom"]) await (await fetch(program.origin + path)).body?.cancel();
  await program.end("SIGTERM");
  return program.printed().split("\n").filter((line) => !/^(Link: | {4}|$)/.test(line));
}

Deno.test("serve() logs JSON where its output is no terminal, the error with its stack", async () => {
  const lines = await printedBy(hello, { FASTHTML_LOG: "" });
  const [ok, error, failed] = lines.map((line) => JSON.parse(line));
  strictEqual(lines.length, 3);
  const { time, id, ms, ...facts } = ok;
  deepStrictEqual(facts, {
    level: "info",
    event: "request",
    method: "GET",
    path: "/",
    route: "/",
    status: 200,
  });
  match(`${time} ${id} ${ms}`, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [\da-f-]{36} [\d.]+$/);
  deepStrictEqual([error.event, error.status, error.reason], ["error", undefined, "Error: bad"]);
  match(error.stack, /^Error: bad\n {4}at .*main\.ts:\d+:\d+/);
  deepStrictEqual([failed.event, failed.status, failed.stack], ["request", 500, undefined]);
  strictEqual(error.id, failed.id);
  notStrictEqual(ok.id, failed.id);
});

Deno.test("serve() logs text in development, and as FASTHTML_LOG says, before which the option goes", async () => {
  // The error comes through another pipe, so before or after.
  const text = /^\d\d:\d\d:\d\d {2}GET {5}(\d+) +[\d.]+ ms {2}(\S+)(?: {2}(.*?) {2}[\da-f-]{36})?$/;
  const toParts = (lines: string[]) => lines.map((line) => text.exec(line)?.slice(1) ?? [line]);
  const told = [["200", "/", undefined], ["500", "/boom", "Error: bad"], ["GET /boom: Error: bad"]];
  const debug = hello.replace("32)", "32), debug: true");
  deepStrictEqual(toParts((await printedBy(debug, { FASTHTML_LOG: "" })).sort()), told);
  deepStrictEqual(toParts((await printedBy(hello, { FASTHTML_LOG: "text" })).sort()), told);
  deepStrictEqual(toParts(await printedBy(hello, { FASTHTML_LOG: "off" })), [told[2]]);
  const json = hello.replace("32)", '32), log: "json"');
  match((await printedBy(json, { FASTHTML_LOG: "off" }))[0]!, /^\{"time":/);
});

/** Starts a program by `deno serve`, sends it requests at once, and gives a line of its log for each. */
async function servedBy(
  body: string,
  flags: readonly string[],
  { FASTHTML_LOG, paths }: { FASTHTML_LOG: string; paths: readonly string[] },
): Promise<string[]> {
  await using folder = await tempFolder();
  await writeMain(folder.path, toMain(body, "export default app;"));
  const args = ["serve", "-A", "--no-check", CONFIG, "--host=127.0.0.1", "--port=0", ...flags];
  await using program = await startProgram([...args, `${folder.path}/main.ts`], {
    env: { FASTHTML_LOG, DENO_JOBS: "2" },
  });
  const toLines = () => program.printed().split("\n").filter((line) => /\/n\/\d+/.test(line));
  await Promise.all(paths.map(async (path) => (await fetch(program.origin + path)).body?.cancel()));
  await until(30, "all lines", () => toLines().length >= paths.length);
  return toLines();
}

const numbers = hello + '\nrt("/n/{n}", ({ n }) => P(n));';

for (const flags of [[], ["--parallel"]]) {
  Deno.test(`deno serve ${flags} logs one whole line a request, also of many at once, as JSON`, async () => {
    const paths = Array.from({ length: 100 }, (_, i) => `/n/${i + 100}?q=SECRET`);
    const lines = await servedBy(numbers, flags, { FASTHTML_LOG: "", paths });
    const facts = lines.map((line) => JSON.parse(line)).map((
      { event, method, path, route, status },
    ) => [path, event, method, route, status]);
    deepStrictEqual(
      facts.sort(),
      paths.map((path) => [path.replace("SECRET", "…"), "request", "GET", "/n/{n}", 200]),
    );
  });

  Deno.test(`deno serve ${flags} logs text in development, and as FASTHTML_LOG says`, async () => {
    const paths = ["/n/1", "/n/2"];
    const text = /^\d\d:\d\d:\d\d {2}GET {5}200 +[\d.]+ ms {2}\/n\/[12] {2}\/n\/\{n\}$/;
    const debug = numbers.replace("32)", "32), debug: true");
    for (const [body, FASTHTML_LOG] of [[debug, ""], [numbers, "text"]] as const) {
      for (const line of await servedBy(body, flags, { FASTHTML_LOG, paths })) match(line, text);
    }
  });
}
