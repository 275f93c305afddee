import { deepStrictEqual, strictEqual } from "node:assert";
import { send } from "../attacks/socket.ts";
import { answer, newApp, read } from "./_app.ts";

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

Deno.test("readTarget() refuses a path that a URL would read as another one", async () => {
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

Deno.test("allowedHosts names the hosts that are answered", async () => {
  const { app, rt } = newApp({ allowedHosts: ["example.com", "*.example.org"] });
  rt("/", () => "ok");
  const ask = async (host: string) => (await answer(app.request(`http://${host}/`)))[0];
  const hosts = ["example.com", "EXAMPLE.com:81", "a.example.org", "example.org", "evil.example"];
  deepStrictEqual(await Promise.all(hosts.map(ask)), [200, 200, 200, 421, 421]);
});

Deno.test("readTarget() shows a guard the path that the router sees", async () => {
  const { app, rt } = newApp({
    before: ({ url }) => url.pathname.startsWith("/admin") ? "guarded" : undefined,
  });
  rt("/admin", () => "secret");

  deepStrictEqual(await answer(app.request("/%61dmin")), [200, "guarded"]);
});

Deno.test("allowedHosts ignores case, and a star is one label or more", async () => {
  const { app, rt } = newApp({ allowedHosts: ["Example.org", "*.example.com"] });
  rt("/", () => "here");
  const ask = async (host: string) => (await read(app.request(`http://${host}/`))).status;

  deepStrictEqual(
    await Promise.all(["example.org", "a.example.com", "example.com", "b.org"].map(ask)),
    [200, 200, 421, 421],
  );
});

Deno.test("trustProxy takes host, scheme and client from the last proxies", async () => {
  const headers = {
    "x-forwarded-for": "6.6.6.6, 1.2.3.4",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "shop.example.com",
  };
  const ask = async (trustProxy: boolean | number) => {
    const { app, rt } = newApp({ trustProxy });
    rt("/", ({ url, scope }) => [url.href, scope.client ?? "nobody"].join(" "));
    return (await answer(app.request("/", { headers })))[1];
  };
  deepStrictEqual([await ask(false), await ask(true), await ask(2)], [
    "http://localhost/ nobody",
    "https://shop.example.com/ 1.2.3.4",
    "https://shop.example.com/ 6.6.6.6",
  ]);
  const { app } = newApp({ trustProxy: true });
  const bad = { "x-forwarded-host": "evil.example/login?" };
  strictEqual((await app.request("/", { headers: bad })).status, 400);
});
