import { P } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { connect } from "node:http2";
import type { HTTPException } from "../../../lib/http/errors.ts";
import {
  readTarget,
  RequestAt,
  TARGET,
  type Target,
  toHref,
} from "../../../lib/http/request/target.ts";
import type { RequestContext, ServeInfo } from "../../../lib/http/types.ts";
import { send } from "../../attacks/socket.ts";
import { serveSite } from "../../live/_socket.ts";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("readTarget() routes on the target as it was sent, whatever Host claims", async () => {
  const { app, rt } = newApp();
  rt("/admin", () => "ADMIN");
  rt("/login", () => "LOGIN");
  rt("/p/{x}", ({ x, url }) => `${x} ${url.href}`);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const ask = async (path: string, host: string) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const { status, body } = await send(server.addr.port, new TextEncoder().encode(head));
    return status === 200 ? body : status;
  };
  deepStrictEqual(
    await Promise.all([
      ask("/admin", "a/login?"),
      ask("/login", "a#"),
      ask("/admin", "user@a"),
      ask("/admin", "a"),
      ask("/p/.x", "a:8080"),
    ]),
    [400, 400, 400, "ADMIN", ".x http://a:8080/p/.x"],
  );
});

Deno.test("readTarget() rejects a path that a URL would read as another one", async () => {
  const { app, rt } = newApp({
    // A guard that looks at the path, as people write them.
    before: ({ url }) => url.pathname.startsWith("/admin") ? new Response("no") : undefined,
  });
  rt("/admin/{rest:path}", () => "ADMIN");
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const paths = ["/admin/../x", "/admin/%2e%2E/x", "/admin/./..", "/admin\\..\\x", "/admin/x/.%2e"];
  const statuses = paths.map(async (path) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    return (await send(server.addr.port, new TextEncoder().encode(head))).status;
  });
  deepStrictEqual(await Promise.all(statuses), [400, 400, 400, 400, 400]);
});

Deno.test("readTarget() looks at Host also where a request was handed on without its info", async () => {
  const { app, rt } = newApp();
  rt("/login", () => "LOGIN");
  const handOn = (request: Request) => app.fetch(request);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handOn);
  const head = "GET /admin HTTP/1.1\r\nHost: a/login?\r\nConnection: close\r\n\r\n";
  const { status } = await send(server.addr.port, new TextEncoder().encode(head));
  strictEqual(status, 400);
});

Deno.test("readTarget() shows a guard the path that the router sees", async () => {
  const { app, rt } = newApp({
    before: ({ url }) => url.pathname.startsWith("/admin") ? "guarded" : undefined,
  });
  rt("/admin", () => "secret");

  deepStrictEqual(await answer(app.request("/%61dmin")), [200, "guarded"]);
});

Deno.test("trustProxy takes host, scheme and client from the last proxies", async () => {
  const headers = {
    "x-forwarded-for": "6.6.6.6, 1.2.3.4",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "shop.example.com",
  };
  const ask = async (trustProxy: boolean | number) => {
    const { app, rt } = newApp({ trustProxy });
    rt("/", ({ url, scope }) => [url.href, scope.client ?? "unknown"].join(" "));
    return (await answer(app.request("/", { headers })))[1];
  };
  deepStrictEqual([await ask(false), await ask(true), await ask(2)], [
    "http://localhost/ unknown",
    "https://shop.example.com/ 1.2.3.4",
    "https://shop.example.com/ 6.6.6.6",
  ]);
  const { app } = newApp({ trustProxy: true });
  const bad = { "x-forwarded-host": "evil.example/login?" };
  strictEqual((await app.request("/", { headers: bad })).status, 400);
});

/** A request line and a Host, and the origin, path and query that are read from them. */
const SENT: [line: string, host: string | undefined, read: string | number][] = [
  ["GET /a HTTP/1.1", "a.example", "http://a.example /a "],
  ["GET /a?b=c?d HTTP/1.1", "[::1]:81", "http://[::1]:81 /a b=c?d"],
  ["GET /a?u=http://b/?c HTTP/1.1", "a", "http://a /a u=http://b/?c"],
  ["GET /a?b#c?d#e HTTP/1.1", "a", "http://a /a b"],
  ["GET /a#b?c HTTP/1.1", "a", "http://a /a "],
  ["GET http://a HTTP/1.1", "a", "http://a / "],
  ["GET http://a/b HTTP/1.1", "a", "http://a /b "],
  ["OPTIONS * HTTP/1.1", "a", "http://a /* "],
  ["CONNECT a:82 HTTP/1.1", "a:82", "http://a:82 / "],
  ["GET http://b/ HTTP/1.1", "a", 400],
  ["GET http://ab/ HTTP/1.1", "a", 400],
  ["GET http://a?b HTTP/1.1", "a", 400],
  ["GET / HTTP/1.1", "", 400],
  ["GET / HTTP/1.1", undefined, 400],
  ["GET / HTTP/1.0", undefined, 400],
  ["GET / HTTP/1.1", "a:123456", 400],
  ["GET / HTTP/1.1", "a,b", 400],
  ["GET / HTTP/1.1", "[a]:b", 400],
  ["GET / HTTP/1.1", "a\\b", 400],
];

Deno.test("readTarget() reads the path from the request line and the host from Host", async () => {
  const handler = (request: Request, info: ServeInfo) => {
    try {
      const { origin, path, query } = readTarget(request, info, {});
      return new Response(`${origin} ${path} ${query}`);
    } catch (error) {
      return new Response(null, { status: (error as HTTPException).status });
    }
  };
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handler);
  const seen = SENT.map(async ([line, host]) => {
    const head = `${line}\r\n${host === undefined ? "" : `Host: ${host}\r\n`}`;
    const bytes = new TextEncoder().encode(`${head}Connection: close\r\n\r\n`);
    const { status, body } = await send(server.addr.port, bytes);
    return [line, host, status === 200 ? body : status];
  });
  deepStrictEqual(await Promise.all(seen), SENT);
});

Deno.test("readTarget() takes the target that an application above has read", () => {
  const above = readTarget(new Request("http://a/shop/cart"), undefined, {});
  const below: Target = { ...above, base: "/shop", path: "/cart" };
  const options = { allowedHosts: ["other.example"], basePath: "/never" };
  const info: ServeInfo & { [TARGET]: Target } = { [TARGET]: below };
  strictEqual(readTarget(new Request("http://a/shop/cart"), info, options), below);
});

const NOWHERE = { remoteAddr: undefined } as unknown as ServeInfo;

Deno.test("readTarget() takes parts as they were sent", () => {
  const request = new Request("https://A.example:8443/x%2Fy/?q=%41&r#f");
  deepStrictEqual(readTarget(request, undefined, {}), {
    base: "",
    path: "/x%2Fy/",
    query: "q=%41&r",
    origin: "https://a.example:8443",
    host: "a.example:8443",
    plainUrl: undefined,
  });
});

/** What is sent, and the URL with the plain form of its path; undefined where it is plain. */
const SPELLINGS: [sent: string, basePath: string, plain: string | undefined][] = [
  ["/a/b.c?%61#d", "", undefined],
  ["/a%20b%2F%C3%A9", "", undefined],
  ["/%61?b=%63#d", "", "http://a/a?b=%63"],
  ["/%c3%a9", "", "http://a/%C3%A9"],
  ["/shop/a", "/shop", undefined],
  ["/a?b", "/shop", "http://a/shop/a?b"],
  ["/shop", "/shop", "http://a/shop/"],
  ["/shop/shop/a", "/shop", undefined],
];

Deno.test("readTarget() says which URL spells the path plainly", () => {
  const seen = SPELLINGS.map(([sent, basePath]) => {
    const { plainUrl } = readTarget(new Request(`http://a${sent}`), undefined, { basePath });
    return [sent, basePath, plainUrl];
  });
  deepStrictEqual(seen, SPELLINGS);
});

/** Paths as a client may write them onto the line, and the plain form of each. */
const WRITTEN: [sent: string, plain: string][] = [
  ["/%61dmin/x", "/admin/x"],
  ["/admin/%41%7e%2D?q=%61", "/admin/A~-"],
  ["/admin/@%40%3a;%2B,%c3%a9", "/admin/@@:;+,%C3%A9"],
  ["/admin/é|{}[]^`<>\"'", "/admin/%C3%A9%7C%7B%7D%5B%5D%5E%60%3C%3E%22'"],
  ["//admin", "//admin"],
  ["/%%36%31dmin/%25%36%31%zz%", "/%2561dmin/%2561%25zz%25"],
  ["/admin%2Fx/%5c%00%7F", "/admin%2Fx/%5C%00%7F"],
];

Deno.test("Middleware, guards, handlers and mounted applications see one plain path", async () => {
  let seen: string[] = [];
  const note = (url: string) => void seen.push(new URL(url).pathname);
  const { app, rt } = newApp({
    middleware: (request, next) => (note(request.url), next(request)),
    before: ({ req }) => note(req.url),
  });
  rt("/{rest:path}", ({ req, url }) => [req.url, url.href].forEach(note));
  const outer = newApp().app;
  outer.mount("/app", app);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, outer.fetch);
  for (const [sent, plain] of WRITTEN) {
    seen = [];
    const head = `GET /app${sent} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`;
    await send(server.addr.port, new TextEncoder().encode(head));
    deepStrictEqual(seen, Array(4).fill(`/app${plain}`));
  }
});

Deno.test("RequestAt makes a header of the ids in the query, which programs do not see there", async () => {
  const { app, rt } = newApp(), inner = newApp();
  const show = async ({ url, req, headers, data }: RequestContext) =>
    new Response(
      [url.href, req.url, headers.get("last-event-id"), Object.keys(await data())].join(" | "),
    );
  rt("/a&b/{rest:path}", show);
  rt("/", show);
  inner.rt("/", show);
  app.mount("/inner", inner.app);
  app.mount(
    "/other",
    (req: Request) => new Response(`${req.url} ${req.headers.get("last-event-id")}`),
  );
  const ask = async (path: string, headers = {}) =>
    await (await app.request(path, { headers })).text();
  const shown = (path: string, id: string, names = "") =>
    `http://localhost${path} | http://localhost${path} | ${id} | ${names}`;
  deepStrictEqual(
    [
      await ask("/?last-event-id=7-0"),
      await ask("/?x=1?&last-event-id=a%2520b%3A7&y=2&last-event-id=c%3A8"),
      await ask("/?last-event-id=1&x", { "last-event-id": "2" }),
      await ask("/?last-event-id=a%0ax%3A%201&x"),
      await ask("/?my-last-event-id=5"),
      await ask("/a&b/last-event-id=5"),
      await ask("/inner/?last-event-id=6"),
      await ask("/other/x?last-event-id=6"),
    ],
    [
      shown("/", "7-0"),
      shown("/?x=1?&y=2", "a%20b:7, c:8", "x,y"),
      shown("/?x", "2", "x"),
      shown("/?x", "", "x"),
      shown("/?my-last-event-id=5", "", "my-last-event-id"),
      shown("/a&b/last-event-id=5", ""),
      shown("/inner/", "6"),
      "http://localhost/x 6",
    ],
  );
});

Deno.test("RequestAt has the body, the headers and the signal of the request that came", async () => {
  const original = new Request("http://a/b", { signal: new AbortController().signal });
  strictEqual(new RequestAt("http://a/c", original).signal, original.signal);
  const { app, rt } = newApp();
  rt.post("/{x}", async ({ req, data, x }) => {
    return { url: req.url, header: req.headers.get("x-a"), x, ...await data() };
  });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const body = "a=1&b=2";
  const head = "POST /%41%7E HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nConnection: close\r\n" +
    `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`;
  const sent = await send(server.addr.port, new TextEncoder().encode(head + body));
  deepStrictEqual(JSON.parse(sent.body), {
    url: "http://a/A~",
    header: "1",
    x: "A~",
    a: "1",
    b: "2",
  });
});

Deno.test("RequestAt becomes a socket by the request that came, also in a mounted application", async () => {
  const { app } = newApp();
  app.ws("/room/{name}", { msg: "" }, ({ msg, name }) => `${name}: ${msg}`);
  const outer = newApp().app;
  outer.mount("/app", app);
  outer.mount("/function", (request) => app.fetch(request));
  await using site = serveSite(outer);
  for (const path of ["/app/room/%40da", "/%61pp/room/%40da", "/%66unction/room/%40da"]) {
    await using socket = await site.open(path);
    socket.send({ msg: "hi" });
    strictEqual(await socket.next(), "@da: hi");
  }
});

Deno.test("readTarget() wants a Host of what a server received, but for HTTP/2", () => {
  const read = (url: string, info: ServeInfo | undefined) => readTarget(new Request(url), info, {});
  strictEqual(read("http://a/", undefined).host, "a");
  strictEqual(read("https://a?b", undefined).host, "a");
  // Deno writes the :authority of HTTP/2, and localhost for a Host that HTTP/1 has not.
  for (const url of ["https://a/", "https://localhost/", "http://a/", "http://localhost.a/"]) {
    strictEqual(read(url, NOWHERE).host, new URL(url).host);
  }
  for (const url of ["http://localhost/", "http://localhost:5001/"]) {
    throws(() => read(url, NOWHERE), BAD);
  }
  throws(() => readTarget(new Request("http://a/"), NOWHERE, { allowedHosts: ["b"] }), {
    message: 'Cannot answer for host "a": not one of allowedHosts',
  });
});

Deno.test("a server answers HTTP/2 without TLS, as proxies speak it, and HTTP/1 only with a Host", async () => {
  const { app, rt } = newApp({ allowedHosts: ["shop.example"] });
  rt("/", ({ url }) => url.href);
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const { port } = server.addr;
  const ask = (authority: string) =>
    new Promise<string>((resolve, reject) => {
      const client = connect(`http://127.0.0.1:${port}`).on("error", reject);
      const stream = client.request({
        ":path": "/",
        ":authority": authority,
        "hx-request": "true",
      });
      let status: unknown, text = "";
      stream.on("response", (headers) => status = headers[":status"])
        .on("data", (part) => text += part)
        .on("end", () => client.close(() => resolve(`${status} ${text}`))).end();
    });
  strictEqual(await ask("shop.example"), "200 http://shop.example/");
  match(await ask("evil.example"), /^421 /);
  const socket = await Deno.connect({ hostname: "127.0.0.1", port });
  await socket.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
  const bytes = new Uint8Array(12);
  await socket.read(bytes);
  strictEqual(new TextDecoder().decode(bytes), "HTTP/1.1 400");
  socket.close();
});

Deno.test("readTarget() decodes just what a path may hold (RFC 3986, 3.3)", () => {
  const codes = Array.from({ length: 256 }, (_, code) => code).filter((code) => code !== 0x2e);
  const read = (path: string) => readTarget(new Request(`http://a/${path}`), undefined, {}).path;
  const wanted = codes.map((code) => {
    const char = String.fromCharCode(code);
    return /[A-Za-z0-9._~!$&'()*+,;=:@-]/.test(char) ? `/x${char}` : `/x${toEscape(code)}`;
  });
  for (const form of [toEscape, (code: number) => toEscape(code).toLowerCase()]) {
    deepStrictEqual(codes.map((code) => read(`x${form(code)}`)), wanted);
  }
  deepStrictEqual(
    ["%2e%2E.%c3%A9", "a|[^]b", "é😀", "%zz%4", "%%34%31", "%25%34%31"].map(read),
    ["/...%C3%A9", "/a%7C%5B%5E%5Db", "/%C3%A9%F0%9F%98%80", "/%25zz%254", "/%2541", "/%2541"],
  );
});

const toEscape = (code: number) => `%${code.toString(16).toUpperCase().padStart(2, "0")}`;

Deno.test("readTarget() answers 414 for a path longer than 8192 characters", () => {
  const read = (length: number) =>
    readTarget(
      new Request(`http://a/${"x".repeat(length - 1)}?${"y".repeat(9000)}`),
      undefined,
      {},
    );
  strictEqual(read(8192).path.length, 8192);
  throws(() => read(8193), { name: "HTTPException", status: 414 });
});

const PREFIXED: [sent: string, path: string][] = [
  ["/shop", "/"],
  ["/shop/", "/"],
  ["/shop/cart", "/cart"],
  ["/shopping", "/shopping"],
  ["/cart", "/cart"],
  ["/shop/shop", "/shop"],
];

Deno.test("readTarget() takes the base path off where a proxy left it", () => {
  const options = { basePath: "/shop" };
  const read = (path: string) => readTarget(new Request(`http://a${path}?q`), undefined, options);
  deepStrictEqual(PREFIXED.map(([sent]) => [sent, read(sent).path]), PREFIXED);
  strictEqual(toHref(read("/shop/cart")), "http://a/shop/cart?q");
  strictEqual(toHref(readTarget(new Request("http://a/cart"), undefined, {})), "http://a/cart");
});

const FORWARDED: [headers: Record<string, string>, proxies: number, origin: string][] = [
  [{ "x-forwarded-host": "b", "x-forwarded-proto": "https" }, 0, "http://a"],
  [{ "x-forwarded-host": "b", "x-forwarded-proto": "https" }, 1, "https://b"],
  [{ "x-forwarded-proto": "https" }, 1, "https://a"],
  [{ "x-forwarded-proto": "ftp" }, 1, "http://a"],
  [{ "x-forwarded-host": "" }, 1, "http://a"],
  [{ "x-forwarded-host": "evil, b ,c" }, 1, "http://c"],
  [{ "x-forwarded-host": "evil, b ,c" }, 2, "http://b"],
  [{ "x-forwarded-host": "b,c" }, 3, "http://b"],
];

Deno.test("readTarget() takes host and scheme from as many proxies as are trusted", () => {
  const seen = FORWARDED.map(([headers, trustProxy]) => {
    const request = new Request("http://a/", { headers });
    return [headers, trustProxy, readTarget(request, undefined, { trustProxy }).origin];
  });
  deepStrictEqual(seen, FORWARDED);
  const http = new Request("https://a/", { headers: { "x-forwarded-proto": "http" } });
  strictEqual(readTarget(http, undefined, { trustProxy: 1 }).origin, "http://a");
  const many = { "x-forwarded-proto": "http, http", "x-forwarded-host": "b, b" };
  strictEqual(
    readTarget(new Request("https://a/", { headers: many }), undefined, {}).origin,
    "https://a",
  );
  for (const host of ["b/login?", ":80", "b:", "b:123456", "[g]", "[]"]) {
    const evil = new Request("http://a/", { headers: { "x-forwarded-host": host } });
    throws(() => readTarget(evil, undefined, { trustProxy: 1 }), BAD);
  }
});

const BAD = {
  name: "HTTPException",
  status: 400,
  message: "Cannot read the request: malformed Host or target",
};

const ALLOWED: [host: string, status: number][] = [
  ["example.com", 200],
  ["example.com:8080", 200],
  ["EXAMPLE.com", 200],
  ["a.b.example.org", 200],
  ["x.example.org:1", 200],
  ["example.org", 421],
  [".example.org", 421],
  ["badexample.org", 421],
  ["example.com.evil.example", 421],
  ["evil.example", 421],
  ["[::1]", 200],
  ["[::1]:8080", 200],
  ["[::2]", 421],
];

Deno.test("allowedHosts names the hosts that are answered", async () => {
  const { app, rt } = newApp({ allowedHosts: ["Example.com", "*.EXAMPLE.org", "[::1]"] });
  rt("/", () => "ok");
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const seen = ALLOWED.map(async ([host]) => {
    const head = `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    const { status } = await send(server.addr.port, new TextEncoder().encode(head));
    return [host, status];
  });
  deepStrictEqual(await Promise.all(seen), ALLOWED);
  deepStrictEqual(await detail(app.request("http://evil.example/")), [
    421,
    'Cannot answer for host "evil.example": not one of allowedHosts',
  ]);
});

Deno.test("allowedHosts judges the host that a trusted proxy names", () => {
  const request = new Request("http://a/", { headers: { "x-forwarded-host": "b" } });
  const read = (...allowedHosts: string[]) =>
    readTarget(request, undefined, { allowedHosts, trustProxy: 1 });
  strictEqual(read("b").host, "b");
  throws(() => read("a"), { status: 421 });
});

/** The status of a request for a host, over a socket, and what the page says. */
async function askFor(
  host: string,
  port: number,
  path = "/",
  header = "",
): Promise<[number, string]> {
  const head = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${header}Connection: close\r\n\r\n`;
  const { status, body } = await send(port, new TextEncoder().encode(head));
  return await detail(new Response(body, { status }));
}

const rejected = (host: string): [number, string] => [
  421,
  `Cannot answer for host "${host}" in development: add it to the option allowedHosts`,
];

Deno.test("readTarget() answers in development for this machine and allowedHosts alone", async () => {
  for (const allowedHosts of [undefined, ["*.dev.example"]]) {
    const { app, rt } = newApp({ debug: true, allowedHosts });
    rt("/", () => P("ok"));
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
    const ask = (host: string) => askFor(host, server.addr.port);
    for (const host of ["localhost", "LocalHost:5001", "127.0.0.1", "127.0.0.1:1", "[::1]:80"]) {
      deepStrictEqual([host, ...await ask(host)], [host, 200, "ok"]);
    }
    const others = [
      "evil.example",
      "localhost.evil.example",
      "evil.localhost",
      "127.0.0.2",
      "[::]",
    ];
    for (const host of others) deepStrictEqual(await ask(host), rejected(host));
    const own = "a.dev.example:5001";
    deepStrictEqual(await ask(own), allowedHosts ? [200, "ok"] : rejected(own));
  }
});

Deno.test("app.mount() checks the host for an application in development, at any depth", async () => {
  for (const isLate of [false, true]) {
    const [{ app }, { app: middle }] = [newApp(), newApp()];
    const { app: inner, rt } = newApp({ debug: true });
    rt("/", () => P("ok"));
    const mounts = [() => app.mount("/a", middle), () => middle.mount("/b", inner)];
    for (const mount of isLate ? mounts : mounts.reverse()) mount();
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
    const ask = (host: string) => askFor(host, server.addr.port, "/a/b/");
    deepStrictEqual(
      [await ask("localhost"), await ask("evil.example")],
      [[200, "ok"], rejected("evil.example")],
    );
  }
});

Deno.test("readTarget() takes no forwarded host in place of the one that was sent, in development", async () => {
  const { app, rt } = newApp({ live: true, trustProxy: true });
  rt("/", () => P("ok"));
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const ask = (host: string, forwarded: string) =>
    askFor(host, server.addr.port, "/", `X-Forwarded-Host: ${forwarded}\r\n`);
  deepStrictEqual([
    await ask("evil.example", "localhost"),
    await ask("localhost", "evil.example"),
    await ask("localhost", "127.0.0.1:8080"),
  ], [rejected("evil.example"), rejected("evil.example"), [200, "ok"]]);
});

Deno.test("readTarget() answers the program's own requests in development, whatever their URL", async () => {
  const { app, rt, client } = newApp({ debug: true });
  rt("/", () => "ok");
  const outer = newApp({ live: true }).app;
  outer.mount("/inner", app);
  deepStrictEqual([
    await answer(app.request("/")),
    await answer(client.get("/")),
    await answer(client.get("https://shop.example/")),
    await answer(outer.request("http://testserver/inner/")),
    (await app.request("/", { headers: { host: "evil.example" } })).status,
  ], [[200, "ok"], [200, "ok"], [200, "ok"], [200, "ok"], 400]);
  const { status } = await app.request("http://evil.example/", {
    headers: { host: "evil.example" },
  });
  strictEqual(status, 421);
});

Deno.test("UNKNOWN_TARGET is what an error handler sees where the target is bad", async () => {
  const { app } = newApp({ exceptionHandlers: { 400: ({ url }) => url.href } });
  const request = new Request("http://a/secret", { headers: { host: "b" } });
  deepStrictEqual(await answer(app.request(request)), [400, "http://localhost/"]);
});
