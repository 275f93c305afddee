import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, detail, newApp, read } from "../_app.ts";

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

Deno.test("toMethodError() answers 405 with every verb that the path has", async () => {
  const { app, rt } = newApp();
  rt.get("/x", () => "get");
  rt.put("/x", () => "put");
  rt.delete("/{name}", () => "delete");
  rt.post("/post", () => "post");
  const ask = async (path: string) => {
    const { status, headers } = await read(app.request(path, { method: "PATCH" }));
    return [status, headers.get("allow")];
  };
  deepStrictEqual(await ask("/x"), [405, "HEAD, GET, PUT, DELETE"]);
  deepStrictEqual(await ask("/post"), [405, "POST, DELETE"]);
});

Deno.test("toMethodError() answers 426 where the path is a socket, and 405 where it is a page too", async () => {
  const { app, rt } = newApp();
  app.ws("/socket", () => {});
  app.ws("/both", () => {});
  rt.get("/both", () => "page");
  const { status, headers } = await read(app.request("/socket"));
  deepStrictEqual([status, headers.get("upgrade"), headers.get("allow")], [426, "websocket", null]);
  deepStrictEqual(await answer(app.request("/both")), [200, "page"]);
  const post = await read(app.request("/both", { method: "POST" }));
  deepStrictEqual([post.status, post.headers.get("allow")], [405, "HEAD, GET"]);
  strictEqual(post.headers.get("upgrade"), null);
});
