import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert";
import { Beforeware, P } from "@fasthtml/fasthtml";
import { newApp } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

Deno.test("app.ws(): guards, session and auth hold at the upgrade", async () => {
  const auth = Beforeware(({ session, scope }) => {
    scope.auth = session.user;
    if (!session.user) return new Response("Who are you?", { status: 401 });
  }, { skip: ["/login"] });
  const { app, rt, client } = newApp({ before: auth });
  rt("/login", ({ session }) => session.user = "eve");
  app.ws("/me", ({ auth, session, app }) => {
    session.count = (session.count ?? 0) + 1;
    return P(`${auth} ${session.user} ${session.count} ${app.title}`);
  });
  await using site = serveSite(app);
  await rejects(site.open("/me"));
  await client.get("/login");
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  await using socket = await site.open("/me", { cookie });
  socket.send("{}");
  socket.send("{}");
  deepStrictEqual(await socket.take(2), [
    "<p>eve eve 1 FastHTML page</p>",
    "<p>eve eve 2 FastHTML page</p>",
  ]);
});

Deno.test("app.ws() runs the route's own guards at the upgrade, before the socket opens", async () => {
  const { app } = newApp();
  app.ws("/{room}", ({ room }) => P(room), {
    before: ({ url }) =>
      url.pathname === "/closed" ? new Response(null, { status: 403 }) : undefined,
  });
  await using site = serveSite(app);
  await rejects(site.open("/closed"));
  await using client = await site.open("/open");
  client.send("{}");
  strictEqual(await client.next(), "<p>open</p>");
});

Deno.test("app.ws() rejects a socket from another site, unless its origin is trusted", async () => {
  const { app } = newApp({ trustedOrigins: ["https://friend.example"] });
  app.ws("/", () => P("in"));
  await using site = serveSite(app);
  await rejects(site.open("/", { origin: "https://evil.example" }));
  await rejects(site.open("/", { origin: "null" }));
  for (const origin of ["https://friend.example", site.origin]) {
    await using client = await site.open("/", { origin });
    client.send("{}");
    strictEqual(await client.next(), "<p>in</p>");
  }
});

Deno.test("requireOrigin rejects sockets of programs that are no browsers, except where crossSite", async () => {
  const { app, rt } = newApp({ requireOrigin: true });
  app.ws("/", () => P("in"));
  app.ws("/open", () => P("in"), { crossSite: true });
  rt.post("/", () => "posted");
  await using site = serveSite(app);
  await rejects(site.open("/"));
  const head = { upgrade: "websocket", connection: "Upgrade" };
  const answer = await app.request("/", { headers: head });
  strictEqual(answer.status, 403);
  match(await answer.text(), /Cannot open a socket: found no Origin \(requireOrigin\)/);
  strictEqual((await app.request("/", { method: "POST" })).status, 200);
  for (const [path, headers] of [["/", { origin: site.origin }], ["/open", {}]] as const) {
    await using client = await site.open(path, headers);
    client.send("{}");
    strictEqual(await client.next(), "<p>in</p>");
  }
});

Deno.test("app.ws() answers a plain request with 426, and a page may share its path", async () => {
  const { app, rt } = newApp();
  app.ws("/only", () => {});
  rt.get("/both", () => P("page"));
  app.ws("/both", () => P("socket"));
  const answer = await app.request("/only");
  deepStrictEqual([answer.status, answer.headers.get("upgrade")], [426, "websocket"]);
  strictEqual((await app.request("/both", { method: "PUT" })).headers.get("allow"), "HEAD, GET");
  await using site = serveSite(app);
  match(await (await fetch(`${site.origin}/both`)).text(), /<p>page<\/p>/);
  await using client = await site.open("/both");
  client.send("{}");
  strictEqual(await client.next(), "<p>socket</p>");
});

Deno.test("isUpgrade() knows an upgrade by the method and a header of any case", async () => {
  const { app, rt } = newApp();
  rt.get("/", () => "page");
  app.ws("/", () => {});
  const ask = async (upgrade: string, method = "GET") =>
    (await app.request("/", { method, headers: { upgrade, connection: "Upgrade" } })).status;
  deepStrictEqual(
    [
      await ask("websocket"),
      await ask("WebSocket"),
      await ask("h2c"),
      await ask("websocket", "HEAD"),
    ],
    [426, 426, 200, 200], // 426: an upgrade, but of no version
  );
});

Deno.test("app.ws() has the host and crossSite of other routes", async () => {
  const { app } = newApp();
  app.ws("/host", () => {}, { host: "a.example" });
  app.ws("/open", () => {}, { crossSite: true });
  app.ws("/own", () => {});
  const ask = async (url: string) =>
    (await app.request(url, {
      headers: { upgrade: "websocket", connection: "Upgrade", origin: "https://b.example" },
    })).status;
  deepStrictEqual(
    [
      await ask("https://a.example/open"),
      await ask("https://a.example/own"),
      await ask("https://b.example/host"),
      await ask("https://a.example/host"),
    ],
    [426, 403, 404, 403],
  );
});

Deno.test("app.ws() gives a route a URL, and limits that replace the application's", async () => {
  const { app } = newApp({ limits: { maxMessage: 5 } });
  const small = app.ws("/small/{id:int}", { msg: String }, function small({ msg }) {
    return P(msg);
  });
  app.ws("/large", { msg: String }, ({ msg }) => P(msg), {
    limits: { maxMessage: 10 },
    name: "large",
  });
  strictEqual(small.to({ id: 3 }), "/small/3");
  strictEqual(app.urlFor("small", { id: 3 }), "/small/3");
  strictEqual(app.urlFor("large"), "/large");
  await using site = serveSite(app);
  await using one = await site.open("/small/3");
  one.send("123456");
  strictEqual((await one.closed).code, 1009);
  await using two = await site.open("/large");
  two.send("1234567890");
  strictEqual(await two.next(), "<p>1234567890</p>");
});

Deno.test("app.ws() throws where a message's parameter is declared wrongly", () => {
  const { app } = newApp();
  // @ts-expect-error -- as a program without types could
  throws(() => app.ws("/wrong", { msg: Symbol("x") }, () => {}), /socket \/wrong/);
});
