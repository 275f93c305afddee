import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { BackgroundTask, EventStream, fastApp, type FastHTML, P } from "@fasthtml/fasthtml";
import { within } from "../../_within.ts";
import { headsOf, logged, newApp, SECRET } from "../../http/_app.ts";
import { serveSite, type Site, type SocketClient } from "../../live/_socket.ts";

// What a browser makes of it: tests/browser/errors_test.ts.

const PATH = "/_fasthtml/live";

/** Opens the socket of a page, which has heard of the program's start. */
async function openPage(site: Site, path = PATH): Promise<SocketClient> {
  const page = await site.open(path);
  deepStrictEqual(Object.keys(JSON.parse((await page.next())!)), ["boot"]);
  return page;
}

/** What a page hears next: the text of an error's page. */
async function hears(page: SocketClient): Promise<string> {
  const { error } = JSON.parse((await page.next())!);
  return error.replace(/<style>[^]*?<\/style>/, "").replace(/<[^>]*>+/g, " ").replace(/\s+/g, " ")
    .trim();
}

/** An application whose every kind of late error has a route of its name. */
function breakLate(app: FastHTML): void {
  const boom = (name: string) => {
    throw new RangeError(`in the ${name}`);
  };
  app.ws("/socket", () => boom("socket"));
  app.ws("/connect", () => {}, { onConnect: () => boom("connect") });
  app.socket("/raw", () => boom("raw"));
  app.route("/events", () =>
    EventStream(async function* () {
      yield await Promise.resolve("one");
      boom("events");
    }));
  app.route("/page/{id}", async function* () {
    yield await Promise.resolve(P("one"));
    boom("page");
  });
  app.route.post("/task", () => [P(), new BackgroundTask(() => boom("task"))]);
}

const read = (url: string, init?: RequestInit) => fetch(url, init).then((made) => made.text());

/** Causes each of the errors. */
const CAUSES: Record<string, (site: Site) => Promise<unknown>> = {
  async socket(site) {
    await using client = await site.open("/socket");
    client.send({});
    await client.closed;
  },
  connect: async (site) => await (await site.open("/connect")).closed,
  raw: async (site) => await (await site.open("/raw")).closed,
  events: (site) => read(`${site.origin}/events`),
  page: (site) => read(`${site.origin}/page/7?q=1`).catch(() => {}),
  task: (site) => read(`${site.origin}/task`, { method: "POST" }),
};

Deno.test("OpenPages: all open pages show an error that comes after its response", async () => {
  const { app } = newApp({ live: true });
  breakLate(app);
  await using site = serveSite(app);
  await using one = await openPage(site);
  await using two = await openPage(site);
  const log = await logged(async () => {
    for (const [name, cause] of Object.entries(CAUSES)) {
      await cause(site);
      const text = await hears(one);
      strictEqual(await hears(two), text);
      const path = { page: "/page/7" }[name] ?? `/${name}`, verb = name === "task" ? "POST" : "GET";
      match(text, new RegExp(`^in the ${name} After the response · ${verb} ${path} RangeError: `));
      match(text, /open_pages_test\.ts:\d+:\d+ in boom \d+ .*throw new RangeError/);
      match(text, /Users are told: nothing$/);
    }
  });
  deepStrictEqual(headsOf(log), [
    "GET /socket: RangeError: in the socket",
    "GET /connect: RangeError: in the connect",
    "GET /raw: RangeError: in the raw",
    "GET /events: RangeError: in the events",
    "GET /page/7?q=… (/page/{id}): RangeError: in the page",
    "POST /task: RangeError: in the task",
  ]);
});

Deno.test("OpenPages: an error tells of its request, also once that is answered", async () => {
  const { app, rt } = newApp({ live: true });
  rt.post("/task/{id}", { n: 0 }, () =>
    new BackgroundTask(() => {
      throw new Error("late");
    }));
  await using site = serveSite(app);
  await using page = await openPage(site);
  await logged(async () => {
    const body = new URLSearchParams({ n: "3", password: "hunter2" });
    await read(`${site.origin}/task/a%20b?q=1`, { method: "POST", body });
    const text = await hears(page);
    match(text, /Route POST \/task\/\{id\} .*open_pages_test\.ts:\d+:\d+ Parameters id a b n 3 /);
    match(text, /Query q 1 Form data n 3 password \(hidden\) .* user-agent Deno/);
  });
});

Deno.test("OpenPages: an error without a line of the program has that of its route", async () => {
  const { app } = newApp({ live: true });
  app.ws("/ws", { n: 0 }, () => P(Symbol("no content") as never));
  await using site = serveSite(app);
  await using page = await openPage(site);
  const log = await logged(async () => {
    await using client = await site.open("/ws");
    client.send({ n: 1 });
    await client.closed;
    match(await hears(page), /open_pages_test\.ts:\d+/);
  });
  match(`${log}`, /at <p> made .*open_pages_test\.ts/);
});

Deno.test("OpenPages: a page that opens just after an error hears of it, and no later one", async () => {
  const { app } = newApp({ live: true });
  breakLate(app);
  await using site = serveSite(app);
  await using first = await openPage(site);
  const { now } = Date;
  await logged(async () => {
    await CAUSES.task!(site);
    await hears(first);
  });
  await using next = await openPage(site);
  match(await hears(next), /^in the task /);
  try {
    Date.now = () => now() + 5000;
    await using late = await openPage(site);
    Date.now = now;
    await logged(() => CAUSES.raw!(site));
    match(await hears(late), /^in the raw /);
  } finally {
    Date.now = now;
  }
});

Deno.test("OpenPages: pages of all applications that are mounted in one hear of an error", async () => {
  const { app } = newApp({ live: true });
  const shop = newApp({ live: true }).app, api = newApp({ live: true }).app;
  breakLate(api);
  app.mount("/shop", shop);
  app.mount("/api", api);
  await using site = serveSite(app);
  const pages = await Promise.all(
    ["", "/shop", "/api"].map((prefix) => openPage(site, prefix + PATH)),
  );
  await logged(async () => {
    await read(`${site.origin}/api/task`, { method: "POST" });
    const told = await Promise.all(pages.map(hears));
    for (const text of told) match(text, /^in the task After the response · POST \/api\/task /);
  });
  for (const page of pages) await page[Symbol.asyncDispose]();
});

Deno.test("OpenPages: pages hear of no error where debug is false", async () => {
  const { app } = newApp({ live: true, debug: false });
  breakLate(app);
  await using site = serveSite(app);
  await using page = await openPage(site);
  await logged(async () => {
    for (const cause of Object.values(CAUSES)) await cause(site);
  });
  await app.close();
  await within(20, "the page's end", page.closed);
  strictEqual(await page.next(), undefined);
});

Deno.test("OpenPages: an error after the response shows nothing of itself to a client", async () => {
  const { app } = fastApp({ live: true, secretKey: SECRET });
  breakLate(app);
  await using site = serveSite(app);
  await logged(async () => {
    await using client = await site.open("/socket");
    client.send({});
    const { code, reason } = await client.closed;
    deepStrictEqual([code, reason, await client.next()], [1011, "Internal error", undefined]);
    doesNotMatch(await read(`${site.origin}/events`), /RangeError|in the/);
  });
});
