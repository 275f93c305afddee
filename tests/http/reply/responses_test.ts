import {
  FileResponse,
  fromHeader,
  FtResponse,
  HtmxResponseHeaders,
  HttpHeader,
  P,
  Redirect,
  TextResponse,
} from "@fasthtml/fasthtml";
import { RedirectResponse } from "@fasthtml/fasthtml/compat";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { answer, detail, errorsOf, HTMX, logged, newApp, read } from "../_app.ts";

Deno.test("TextResponse() sends text of a type, as UTF-8, without a page around it", async () => {
  const { app, rt } = newApp();
  rt("/plain", () => TextResponse("1 < 2 é"));
  rt("/csv", () => TextResponse("a\n", { type: "text/csv", status: 201, headers: { "x-a": "b" } }));
  rt("/latin", () => TextResponse("a", { type: "text/plain; charset=us-ascii" }));
  const found = await Promise.all(["/plain", "/csv", "/latin"].map(async (path) => {
    const response = await app.request(path);
    const { status, headers } = response;
    return [status, headers.get("content-type"), headers.get("x-a"), await response.text()];
  }));
  deepStrictEqual(found, [
    [200, "text/plain; charset=utf-8", null, "1 < 2 é"],
    [201, "text/csv; charset=utf-8", "b", "a\n"],
    [200, "text/plain; charset=us-ascii", null, "a"],
  ]);
  const { headers } = await app.request("/csv");
  strictEqual(headers.get("x-content-type-options"), "nosniff");
  for (const type of ["csv", "", "text/", "text/a b", "text/csv\r\nx-a: b"]) {
    throws(() => TextResponse("a", { type }), {
      name: "TypeError",
      message: `Cannot respond with text: type is "${type}", expected a media type such as ` +
        '"text/csv"',
    });
  }
});

Deno.test("Redirect() leads a browser by status and htmx by header", async () => {
  const { app, rt } = newApp();
  const home = rt("/", () => "home");
  rt("/go", () => Redirect(home));
  const browser = await read(app.request("/go"));
  deepStrictEqual([browser.status, browser.headers.get("location")], [303, "/"]);
  const htmx = await read(app.request("/go", HTMX));
  deepStrictEqual([htmx.status, htmx.headers.get("hx-redirect")], [200, "/"]);
});

Deno.test("Redirect() to what is no URL says so on the line that called it", () => {
  for (
    const [to, found] of [
      [undefined, "undefined"], // what a session does not hold
      [null, "null"],
      [new URL("http://localhost/x"), "URL"],
      [{ to: "/x" }, "Object"],
    ] as [never, string][]
  ) {
    for (const redirect of [Redirect, RedirectResponse]) {
      throws(() => redirect(to), {
        name: "TypeError",
        message: `Cannot redirect: ${found}, expected a URL as text, or a route`,
      });
    }
  }
});

const ELSEWHERE = [
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://localhost@evil.example/",
  "http://localhost:81/",
];

Deno.test("Redirect() stays on this site unless told otherwise", async () => {
  const { app, rt } = newApp();
  rt("/go", { to: String }, ({ to }) => Redirect(to));
  rt("/out", { to: String }, ({ to }) => Redirect(to, { external: true }));
  const go = async (path: string, to: string) => {
    const { status, headers } = await read(app.request(`${path}?${new URLSearchParams({ to })}`));
    return [to, status, headers.get("location")];
  };
  deepStrictEqual(
    await Promise.all(ELSEWHERE.map((to) => go("/go", to))),
    ELSEWHERE.map((to) => [to, 400, null]),
  );
  deepStrictEqual(await go("/go", "/..//evil.example"), [
    "/..//evil.example",
    303,
    "http://localhost//evil.example",
  ]);
  deepStrictEqual(await go("/out", "https://a.example/b"), [
    "https://a.example/b",
    303,
    "https://a.example/b",
  ]);
  strictEqual((await go("/out", "javascript:alert(1)"))[1], 400);
});

/** An application that redirects to what the program or the client says. */
function newRedirects() {
  const { app, rt } = newApp();
  const to = "https://Checkout.example/pay?id=1";
  rt.get("/out", () => Redirect(to));
  rt.get("/compat", () => RedirectResponse(to));
  rt.get("/htmx", () => [P("x"), HtmxResponseHeaders({ pushUrl: to })]);
  rt.get("/query", { next: String }, ({ next }) => Redirect(next));
  rt.get("/path/{next:path}", ({ next }) => Redirect(`https://${next}`));
  rt.get("/back", { referer: fromHeader("referer") }, ({ referer }) => Redirect(referer));
  rt.post("/form", { next: String }, ({ next }) => Redirect(next));
  rt.post("/text", async ({ body }) => Redirect(await body()));
  rt.post("/unread", () => Redirect(to));
  return { app, to };
}

Deno.test("Redirect() to another site is reported where the program says so, not the client", async () => {
  const { app, to } = newRedirects();
  const mistake =
    `TypeError: Cannot redirect: "${to}" is of another site, expected the option external`;
  const ask = async (path: string, init?: RequestInit) => {
    let status = 0;
    const log = await logged(async () => status = (await read(app.request(path, init))).status);
    return [status, ...errorsOf(log)];
  };
  const post = (body: BodyInit) => ({ method: "POST", body });
  for (const path of ["/out", "/compat", "/htmx"]) deepStrictEqual(await ask(path), [500, mistake]);
  deepStrictEqual(await ask("/unread", post("https://checkout.example/")), [500, mistake]);
  for (const url of [to, "//evil.example", "\\\\evil.example"]) {
    const query = new URLSearchParams({ next: url });
    deepStrictEqual(await ask(`/query?${query}`), [400]);
    deepStrictEqual(await ask("/form", post(query)), [400]);
    deepStrictEqual(await ask("/text", post(url)), [400]);
  }
  deepStrictEqual(await ask("/path/evil.example/x"), [400]);
  deepStrictEqual(await ask("/back", { headers: { referer: "https://evil.example/" } }), [400]);
});

Deno.test("RedirectResponse() leads browsers and htmx by its status", async () => {
  const { app, rt } = newApp();
  const home = rt("/", () => "home");
  rt("/a", () => RedirectResponse(home));
  rt("/b", () => RedirectResponse("/login?a=1", { status: 303 }));
  rt("/c", () => RedirectResponse("https://a.example/", { status: 302, external: true }));
  const places = ["/a", "/b", "/c"].map(async (path) => {
    const { status, headers } = await read(app.request(path, HTMX));
    return [status, headers.get("location"), headers.get("hx-redirect")];
  });
  deepStrictEqual(await Promise.all(places), [
    [307, "/", null],
    [303, "/login?a=1", null],
    [302, "https://a.example/", null],
  ]);
});

Deno.test("FileResponse() is a file to show, or a download under a name", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/secret.txt`;
  await Deno.writeTextFile(path, "SECRET");
  const { app, rt } = newApp();
  rt("/f", () => FileResponse(path));
  rt("/d", () => FileResponse(path, { filename: "ü'x.txt" }));
  rt("/none", () => FileResponse(`${folder.path}/none.txt`));
  const { text, headers } = await read(app.request("/f"));
  deepStrictEqual([text, headers.get("content-type")], ["SECRET", "text/plain; charset=utf-8"]);
  const download = await read(app.request("/d"));
  strictEqual(
    download.headers.get("content-disposition"),
    "attachment; filename*=UTF-8''%C3%BC%27x.txt",
  );
  strictEqual((await app.request("/none")).status, 404);
});

Deno.test("Redirect() has the status that it is given, and 303 without one", async () => {
  const { app, rt } = newApp();
  rt("/{status:int}", ({ status }) => Redirect("/x", { status: status as 301 }));
  for (const status of [301, 302, 303, 307, 308]) {
    const { headers, status: sent } = await app.request(`/${status}`);
    deepStrictEqual([sent, headers.get("location")], [status, "/x"]);
  }
});

const PLACES: [to: string, location: string][] = [
  ["/a?b=c#d", "/a?b=c#d"],
  ["b", "/deep/b"],
  ["?q=1", "/deep/page?q=1"],
  ["#top", "/deep/page?a=1#top"],
  ["../up", "/up"],
  ["http://localhost/own", "/own"],
  ["/ü b", "/%C3%BC%20b"],
  ["", "/deep/page?a=1"],
];

Deno.test("Redirect() reads a URL as a link on this page", async () => {
  const { app, rt } = newApp();
  rt("/deep/page", { to: fromHeader("x-to") }, ({ to }) => Redirect(decodeURIComponent(to)));
  for (const [to, location] of PLACES) {
    const headers = { "x-to": encodeURIComponent(to) };
    const response = await app.request("/deep/page?a=1", { headers });
    strictEqual(response.headers.get("location"), location);
  }
});

Deno.test("Redirect() tells what it found, cut to 200 characters", async () => {
  const { app, rt } = newApp();
  rt("/go", { to: String }, ({ to }) => Redirect(to));
  const ask = (to: string) => detail(app.request(`/go?${new URLSearchParams({ to })}`));
  const said = (found: string) => [
    400,
    `Cannot redirect: "${found}", expected a URL of this site`,
  ];
  deepStrictEqual(await ask("https://evil.example/"), said("https://evil.example/"));
  const long = `https://${"x".repeat(300)}.example`;
  deepStrictEqual(await ask(long), said(long.slice(0, 200)));
});

Deno.test("Redirect() to another site reaches htmx as a header", async () => {
  const { app, rt } = newApp();
  rt("/out", () => Redirect("https://a.example/b", { external: true }));
  const { status, headers } = await read(app.request("/out", HTMX));
  deepStrictEqual(
    [status, headers.get("hx-redirect"), headers.get("location")],
    [200, "https://a.example/b", null],
  );
});

Deno.test("FtResponse() answers with its status, headers and content", async () => {
  const { app, rt } = newApp();
  rt("/x", () => FtResponse(P("x"), { status: 418, headers: { "X-A": "1", "X-B": "2" } }));
  rt("/plain", () => FtResponse(P("x")));
  const { status, headers, text } = await read(app.request("/x", HTMX));
  deepStrictEqual([status, headers.get("x-a"), headers.get("x-b"), text], [
    418,
    "1",
    "2",
    "<p>x</p>",
  ]);
  deepStrictEqual(await answer(app.request("/plain", HTMX)), [200, "<p>x</p>"]);
});

Deno.test("FileResponse() has the type and caching that it is given", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/a.txt`;
  await Deno.writeTextFile(path, "x");
  const { app, rt } = newApp();
  rt("/f", () => FileResponse(path, { type: "text/csv", cacheControl: "no-store" }));
  rt("/status", () => [FileResponse(path), new HttpHeader("X-A", "1")]);
  const { headers } = await read(app.request("/f"));
  deepStrictEqual(
    [headers.get("content-type"), headers.get("cache-control")],
    ["text/csv; charset=utf-8", "no-store"],
  );
  strictEqual((await read(app.request("/status"))).headers.get("x-a"), "1");
});
