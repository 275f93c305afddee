import { deepStrictEqual, strictEqual } from "node:assert";
import { isCrossSite } from "../../../lib/http/request/cross_site.ts";
import { BackgroundTask, database, Div, P } from "@fasthtml/fasthtml";
import { answer, detail, logged, newApp, read } from "../_app.ts";

Deno.test("trustedOrigins opens the application to pages of another site", async () => {
  const { app, rt } = newApp({ trustedOrigins: ["https://a.example"] });
  rt.post("/", () => "ok");
  const ask = async (origin: string) =>
    (await app.request("/", { method: "POST", headers: { origin } })).status;
  deepStrictEqual(
    await Promise.all(["https://a.example", "http://a.example", "https://b.example"].map(ask)),
    [200, 403, 403],
  );
  const headers = { "sec-fetch-site": "cross-site" };
  strictEqual((await app.request("/", { method: "POST", headers })).status, 403);
});

Deno.test("isCrossSite() lets a page without a referrer send its own forms", async () => {
  const { app, rt } = newApp();
  rt.post("/save", () => "saved");
  const send = (headers: HeadersInit) => answer(app.request("/save", { method: "POST", headers }));

  deepStrictEqual(await send({ origin: "null", "sec-fetch-site": "same-origin" }), [200, "saved"]);
  strictEqual((await send({ origin: "null" }))[0], 403);
});

Deno.test("rejectCrossSite() tells caches what the 403 depends on", async () => {
  const { app, rt } = newApp();
  const todos = database(":memory:").create("todo", { id: Number, title: String });
  rt("/add", () => P(`${todos.insert({ title: "x" }).id}`));
  const vary = async (headers: Record<string, string>) => {
    const response = await read(app.request("/add", { headers }));
    return [response.status, response.headers.get("vary")];
  };
  const htmx = "HX-Request, HX-History-Restore-Request";
  const site = { "sec-fetch-site": "cross-site" };
  const rejected = [403, `${htmx}, Sec-Fetch-Site, Sec-Fetch-Mode, Origin`];
  deepStrictEqual(await vary(site), rejected);
  await logged(async () => {
    deepStrictEqual(await vary({ ...site, "sec-fetch-mode": "navigate" }), rejected);
  }, "warn");
  deepStrictEqual(await vary({ "sec-fetch-site": "same-origin" }), [200, htmx]);
});

const HOST = "a.example:81", TRUSTED = "https://trusted.example";

const SENT: [site: string | null, origin: string | null, isCrossSite: boolean][] = [
  [null, null, false], // no browser
  ["same-origin", null, false],
  ["none", null, false], // typed into the browser
  ["same-site", null, true], // a sibling subdomain
  ["cross-site", null, true],
  ["Same-Origin", null, true],
  ["", null, true],
  [null, `http://${HOST}`, false],
  [null, `https://${HOST}`, false], // a proxy ends TLS
  [null, "http://a.example", true], // another port
  [null, `http://${HOST}.evil.example`, true],
  [null, `http://b.${HOST}`, true],
  [null, `ftp://${HOST}`, true],
  [null, HOST, true],
  [null, "null", true], // a sandboxed frame
  [null, "", true],
  ["same-origin", `http://${HOST}`, false],
  ["same-origin", "null", false],
  ["none", "null", true],
  ["same-site", "null", true],
  // Headers that contradict each other.
  ["same-origin", "https://evil.example", true],
  ["none", "https://evil.example", true],
  ["cross-site", `http://${HOST}`, true],
  ["same-site", `https://${HOST}`, true],
  // The application trusts it, wherever its page is.
  ["cross-site", TRUSTED, false],
  ["same-site", TRUSTED, false],
  [null, TRUSTED, false],
  [null, `${TRUSTED}:444`, true],
];

Deno.test("isCrossSite() judges Sec-Fetch-Site and Origin together", () => {
  const trustedOrigins = new Set([TRUSTED]);
  const judged = SENT.map(([site, origin]) => {
    const headers = new Headers();
    if (site !== null) headers.set("sec-fetch-site", site);
    if (origin !== null) headers.set("origin", origin);
    return [site, origin, isCrossSite(headers, { host: HOST, trustedOrigins })];
  });
  deepStrictEqual(judged, SENT);
});

/** An application with a route of each kind, and the requests that reached a handler. */
function newSite() {
  const ran: string[] = [];
  const { app, rt } = newApp({ trustedOrigins: ["https://trusted.example"] });
  const note = ({ req }: { req: Request }) => `${ran.push(`${req.method} ${req.url}`)}`;
  rt("/both", note);
  rt.get("/read", note);
  rt.put("/put", note);
  rt("/signed", note, { crossSite: true });
  rt("/options", note, { methods: ["OPTIONS", "GET"] });
  rt("/drop", note, { methods: ["GET", "DELETE"] });
  app.ws("/socket", note);
  app.mount("/other", () => new Response("other"));
  const below = newApp();
  below.rt("/both", note);
  below.rt("/signed", note, { crossSite: true });
  app.mount("/ours", below.app);
  return { app, ran };
}

const UPGRADE = { upgrade: "websocket" };
const EVIL = { origin: "https://evil.example" };
const from = (site: string, mode?: string) => ({
  "sec-fetch-site": site,
  ...mode && { "sec-fetch-mode": mode },
});

const REQUESTS: [line: string, headers: Record<string, string>, status: number][] = [
  ["POST /both", {}, 200],
  ["POST /both", from("same-origin"), 200],
  ["POST /both", from("cross-site"), 403],
  ["POST /both", from("cross-site", "navigate"), 403],
  ["POST /both", from("same-site"), 403],
  ["POST /both", EVIL, 403],
  ["POST /both", { origin: "http://localhost" }, 200],
  ["POST /both", { origin: "https://trusted.example", ...from("cross-site") }, 200],
  ["PUT /put", from("cross-site"), 403],
  ["PUT /put", from("same-origin"), 200],
  // A GET of a route that answers POST too: a link may lead there, an image or fetch() may not.
  ["GET /both", from("cross-site", "navigate"), 200],
  ["GET /both", from("cross-site", "no-cors"), 403],
  ["GET /both", from("cross-site"), 403],
  ["HEAD /both", from("cross-site", "no-cors"), 403],
  ["GET /both", from("same-origin", "cors"), 200],
  ["GET /both", EVIL, 200],
  ["GET /drop", from("cross-site", "no-cors"), 403],
  ["GET /drop", from("cross-site", "navigate"), 200],
  ["GET /read", from("cross-site", "no-cors"), 200],
  ["OPTIONS /options", from("cross-site", "cors"), 200],
  ["POST /signed", from("cross-site"), 200],
  ["GET /socket", { ...UPGRADE, ...EVIL }, 403],
  ["GET /socket", { ...UPGRADE, ...from("cross-site", "websocket") }, 403],
  ["GET /socket", { ...UPGRADE, ...from("cross-site", "navigate") }, 403],
  ["GET /other/x", from("cross-site", "no-cors"), 200],
  ["POST /other/x", from("cross-site"), 403],
  ["POST /ours/both", from("cross-site"), 403],
  ["POST /ours/signed", from("cross-site"), 200],
];

Deno.test("rejectCrossSite() stops what another site sends, before any handler runs", async () => {
  const { app, ran } = newSite();
  const seen = [];
  for (const [line, headers] of REQUESTS) {
    const [method, path] = line.split(" ");
    const { status } = await read(app.request(path!, { method: method!, headers }));
    seen.push([line, headers, status]);
  }
  deepStrictEqual(seen, REQUESTS);
  const handled = REQUESTS.filter(([line, , status]) => status === 200 && !line.includes("/other"));
  deepStrictEqual(ran, handled.map(([line]) => line.replace(" ", " http://localhost")));
});

Deno.test("rejectCrossSite() says why", async () => {
  const { app } = newSite();
  deepStrictEqual(await detail(app.request("/both", { method: "POST", headers: EVIL })), [
    403,
    "Cannot accept this request: it comes from another site",
  ]);
});

const LINK = { headers: from("cross-site", "navigate") };
const REJECTED = [403, 'Cannot delete from "todo": a link of another site led here'];

/** A list of todos whose routes delete in every way that a program may. */
function newTodos() {
  const todos = database(":memory:").create("todo", { id: Number, title: String });
  todos.insertAll(Array.from({ length: 20 }, () => ({ title: "a" })));
  const site = newApp({
    before: () => void todos.insert({ title: "by a guard" }),
    after: () => void todos.insert({ title: "by after" }),
  });
  return { ...site, todos };
}

Deno.test("rejectCrossSite() keeps what a link of another site leads to from writing", async () => {
  const { app, rt, todos } = newTodos();
  rt("/now", { id: Number }, ({ id }) => `${todos.delete(id)}`);
  rt("/later", { id: Number }, async ({ id }) => {
    await Promise.resolve();
    todos.delete(id);
  });
  rt(
    "/task",
    { id: Number },
    ({ id }) => ["sent", new BackgroundTask(() => void todos.delete(id))],
  );
  rt("/render", { id: Number }, ({ id }) =>
    Div(function* () {
      yield P(`${todos.delete(id)}`);
    }()));
  rt("/group", { get: () => `${todos.delete(1)}`, post: () => "" });
  rt.get("/get", () => `${todos.delete(2)}`);
  rt("/signed", () => `${todos.delete(3)}`, { crossSite: true });
  rt("/page", () => P("read"));
  const left = () => todos("title = 'a'").length;
  const lines = await logged(async () => {
    for (const path of ["/now?id=5", "/later?id=5", "/render?id=5"]) {
      deepStrictEqual(await detail(app.request(path, LINK)), REJECTED, path);
    }
  }, "warn");
  strictEqual(
    lines[0]![0],
    'GET /now?id=…: Cannot delete from "todo": a link of another site led to ' +
      'rt("/now"), expected rt.get where other sites may link to what changes something, or rt.post',
  );
  strictEqual(left(), 20);
  for (const path of ["/page", "/group", "/get", "/signed"]) {
    strictEqual((await read(app.request(path, LINK))).status, 200, path);
  }
  strictEqual(left(), 17);
  strictEqual((await read(app.request("/now?id=5", { method: "POST" }))).status, 200);
  strictEqual((await read(app.request("/now?id=6"))).status, 200);
  strictEqual(left(), 15);
  const errors = await logged(() =>
    logged(async () => {
      strictEqual((await read(app.request("/task?id=7", LINK))).status, 200);
      await app.close();
    }, "warn")
  );
  strictEqual(errors.length, 1);
  strictEqual(left(), 15);
});
