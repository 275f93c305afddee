import {
  Div,
  FtResponse,
  Html,
  HtmxResponseHeaders,
  HttpHeader,
  P,
  Redirect,
  Safe,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, read } from "./_app.ts";

class Card {
  __ft__() {
    return Div("card");
  }
}

const RESULTS: [result: () => unknown, type: string, body: string][] = [
  [() => "<b>", "text/html; charset=utf-8", "&lt;b>"],
  [() => Safe("<b>x</b>"), "text/html; charset=utf-8", "<b>x</b>"],
  [() => 42, "text/html; charset=utf-8", "42"],
  [() => undefined, "text/html; charset=utf-8", ""],
  [() => null, "text/html; charset=utf-8", ""],
  [() => [], "text/html; charset=utf-8", ""],
  [() => P("a & b"), "text/html; charset=utf-8", "<p>a &amp; b</p>"],
  [() => [P("a"), [P("b"), "c"]], "text/html; charset=utf-8", "<p>a</p><p>b</p>c"],
  [() => [1, 2].map((n) => P(n)).values(), "text/html; charset=utf-8", "<p>1</p><p>2</p>"],
  [() => Promise.resolve(P("late")), "text/html; charset=utf-8", "<p>late</p>"],
  [() => Div(Promise.resolve("late")), "text/html; charset=utf-8", "<div>late</div>"],
  [() => new Card(), "text/html; charset=utf-8", "<div>card</div>"],
  [() => ({ a: 1, b: 2n }), "application/json", '{"a":1,"b":"2"}'],
  [() => [{ a: 1 }, { a: 2 }], "application/json", '[{"a":1},{"a":2}]'],
  [() => new TextEncoder().encode("bytes"), "application/octet-stream", "bytes"],
  [() => new Blob(["x"], { type: "text/csv" }), "text/csv", "x"],
];

Deno.test("toReply() answers with each kind of result", async () => {
  const { app, rt } = newApp();
  RESULTS.forEach(([result], i) => rt(`/${i}`, result));
  const answers = RESULTS.map(async (_, i) => {
    const { headers, text } = await read(app.request(`/${i}`, HTMX));
    return [headers.get("content-type"), text.replaceAll("&gt;", ">")];
  });
  deepStrictEqual(
    await Promise.all(answers),
    RESULTS.map(([_, type, body]) => [type, body]),
  );
});

Deno.test("toReply() leaves a Response as it is, but for headers returned beside it", async () => {
  const { app, rt } = newApp();
  const response = new Response("r", { status: 201, headers: { "x-own": "1" } });
  rt("/r", () => response);
  rt("/rh", () => [Response.redirect("http://localhost/x"), new HttpHeader("X-A", "1")]);
  strictEqual(await app.request("/r"), response);
  const { status, headers } = await read(app.request("/rh"));
  deepStrictEqual([status, headers.get("location"), headers.get("x-a")], [
    302,
    "http://localhost/x",
    "1",
  ]);
});

Deno.test("toReply() sorts headers and statuses out of content", async () => {
  const { app, rt } = newApp();
  rt("/x", () => [P("x"), new HttpHeader("X-A", 5), FtResponse("y", { status: 418 })]);
  const { status, headers, text } = await read(app.request("/x", HTMX));
  deepStrictEqual([status, headers.get("x-a"), text], [418, "5", "<p>x</p>y"]);
});

Deno.test("toReply() asks a value with __response__", async () => {
  const { app, rt } = newApp();
  rt("/x", () => ({ __response__: async ({ url }: { url: URL }) => P(await url.pathname) }));
  deepStrictEqual(await answer(app.request("/x", HTMX)), [200, "<p>/x</p>"]);
});

Deno.test("HttpHeader refuses what would end or break a header", () => {
  for (const value of ["a\r\nb: c", "a\nb", "a\0", "€"]) {
    throws(() => new HttpHeader("X-A", value), /expected one line of Latin-1/);
  }
  throws(() => new HttpHeader("X A", "b"), /expected a token as its name/);
});

Deno.test("HtmxResponseHeaders() writes names and events as htmx reads them", async () => {
  const { app, rt } = newApp();
  rt("/x", () =>
    HtmxResponseHeaders({
      trigger: { saved: { name: "é" } },
      pushUrl: "/p",
      refresh: true,
      replaceUrl: false,
      triggerAfterSwap: "done",
    }));
  const { headers } = await read(app.request("/x"));
  deepStrictEqual([...headers].filter(([name]) => name.startsWith("hx-")), [
    ["hx-push-url", "/p"],
    ["hx-refresh", "true"],
    ["hx-replace-url", "false"],
    ["hx-trigger", '{"saved":{"name":"\\u00e9"}}'],
    ["hx-trigger-after-swap", "done"],
  ]);
});

Deno.test("HtmxResponseHeaders() leads to addresses of the web alone", () => {
  const make = (url: string) => [
    () => HtmxResponseHeaders({ redirect: url }),
    () => HtmxResponseHeaders({ location: url }),
    () => HtmxResponseHeaders({ location: { path: url } }),
  ];
  for (const url of ["javascript:x", " JAVA\tscript:x", "data:text/html,x", "vbscript:x"]) {
    for (const call of make(url)) {
      throws(call, {
        status: 400,
        detail: `Cannot redirect: ${JSON.stringify(url)}, expected an address of the web`,
      });
    }
  }
  for (const url of ["/", "?a=javascript:", "a", "https://x.example/", "//x.example"]) {
    for (const call of make(url)) strictEqual(call().headers.length, 1);
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

Deno.test("An answer that is a whole document stays one", async () => {
  const { app, rt } = newApp();
  rt("/x", () => Html(P("own")));
  deepStrictEqual(await answer(app.request("/x")), [
    200,
    "<!doctype html><html><p>own</p></html>",
  ]);
});

Deno.test("A promised answer may promise another", async () => {
  const { app, rt } = newApp();
  const later = { __response__: () => Promise.resolve(P("at last")) };
  rt("/later", () => ({ __response__: () => Promise.resolve(later) }));

  deepStrictEqual(await answer(app.request("/later", HTMX)), [200, "<p>at last</p>"]);
});

Deno.test("An upload that is returned is saved, not shown", async () => {
  const { rt, client } = newApp();
  rt.post("/echo", { f: File }, ({ f }) => f);
  const body = new FormData();
  body.append("f", new File(["<script>"], "a b.html", { type: "text/html" }));

  const { headers } = await client.post("/echo", { body });
  strictEqual(headers.get("content-disposition"), "attachment; filename*=UTF-8''a%20b.html");
});
