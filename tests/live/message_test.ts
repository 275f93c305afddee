import { deepStrictEqual, strictEqual } from "node:assert";
import { type FastHTML, P } from "@fasthtml/fasthtml";
import { exchangeOf } from "../../lib/http/request/exchange.ts";
import { newApp } from "../http/_app.ts";
import { serveSite, SocketClient } from "./_socket.ts";

/** Sends messages to a path, and gives as many answers. */
async function tell(
  app: FastHTML,
  path: string,
  ...messages: (string | Uint8Array<ArrayBuffer> | Record<string, unknown>)[]
): Promise<(string | undefined)[]> {
  // Not closed with the server, as tests ask one application several times.
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  await using client = await SocketClient.open(`ws://127.0.0.1:${server.addr.port}${path}`, {
    "hx-target": "page",
    "accept-language": "eo",
  });
  messages.forEach((message) => client.send(message));
  return await client.take(messages.length);
}

Deno.test("MessageContext binds a message's JSON to what the handler declares", async () => {
  const { app } = newApp();
  class Point {
    x = 0;
    y = 0;
  }
  app.ws("/text", { msg: String }, ({ msg }) => P(msg));
  app.ws("/typed", { n: Number, flag: false }, ({ n, flag }) => P(`${n} ${flag}`));
  app.ws("/point", { p: Point }, ({ p }) => P(`${p instanceof Point} ${p.x + p.y}`));
  deepStrictEqual(await tell(app, "/text", { msg: "x <b>" }), ["<p>x &lt;b&gt;</p>"]);
  deepStrictEqual(await tell(app, "/typed", { n: "5", flag: "on" }, { n: 3 }), [
    "<p>5 true</p>",
    "<p>3 false</p>",
  ]);
  deepStrictEqual(await tell(app, "/point", { x: 2, y: "3" }), ["<p>true 5</p>"]);
});

Deno.test("MessageContext binds from the path, then the query, then the message", async () => {
  const { app } = newApp();
  app.ws(
    "/in/{room}",
    { a: "", b: "", c: "default" },
    ({ room, a, b, c }) => P([room, a, b, c].join()),
  );
  deepStrictEqual(
    await tell(app, "/in/caf%C3%A9?a=query", { room: "other", a: "message", b: "message" }, {}),
    ["<p>café,query,message,default</p>", "<p>café,query,,default</p>"],
  );
});

Deno.test("readMessage() gives text to the first parameter, and bytes as a File", async () => {
  const { app } = newApp();
  app.ws("/text", { msg: String }, async ({ msg, body }) => P(`${msg}|${await body()}`));
  app.ws("/bytes", { file: File }, async ({ file }) => P([...await file.bytes()].join()));
  app.ws("/none", async ({ body }) => P(await body()));
  deepStrictEqual(await tell(app, "/text", "plain", "", '[{"a":1}]', '"{}"'), [
    "<p>plain|plain</p>",
    "<p>|</p>",
    '<p>[{"a":1}]|[{"a":1}]</p>',
    '<p>"{}"|"{}"</p>',
  ]);
  deepStrictEqual(await tell(app, "/bytes", new Uint8Array([1, 2]), new Uint8Array()), [
    "<p>1,2</p>",
    "<p></p>",
  ]);
  deepStrictEqual(await tell(app, "/none", "anything"), ["<p>anything</p>"]);
});

Deno.test("MessageContext lets declared names take the place of special ones", async () => {
  const names = "req url app state scope auth session htmx headers cookies signal body data hdrs " +
    "ftrs htmlAttrs bodyAttrs send ws resp bind constructor __proto__";
  const { app } = newApp();
  const sent: Record<string, string> = Object.create(null);
  for (const name of names.split(" ")) {
    sent[name] = `sent ${name}`;
    const read = (context: object) => P((context as Record<string, unknown>)[name] as string);
    app.ws(`/declared/${name}`, { [name]: String }, read);
    app.ws(`/in/${name}/{${name}}`, read, { onConnect: read });
  }
  app.ws("/send", { send: "", ws: "" }, (context) => {
    const { send, ws, signal } = context;
    return P(`${send} ${ws} ${signal.aborted} ${exchangeOf(context).target.path}`);
  });
  await using site = serveSite(app);
  for (const name of names.split(" ")) {
    await using declared = await site.open(`/declared/${name}`);
    declared.send(sent);
    strictEqual(await declared.next(), `<p>sent ${name}</p>`);
    await using named = await site.open(`/in/${name}/eve`);
    named.send("{}");
    deepStrictEqual(await named.take(2), ["<p>eve</p>", "<p>eve</p>"], name);
  }
  await using client = await site.open("/send");
  client.send({ send: "s", ws: "w" });
  strictEqual(await client.next(), "<p>s w false /send</p>");
});

Deno.test("MessageContext.data() gives a message's fields, without a prototype", async () => {
  const { app } = newApp();
  app.ws("/", async ({ data, body }) => {
    const fields = await data();
    return P(`${Object.getPrototypeOf(fields)} ${Object.keys(fields)} ${(await body()).length}`);
  });
  const text = ' {"a":1,"__proto__":{"b":2},"HEADERS":{},"headers":{}}';
  deepStrictEqual(await tell(app, "/", text, "plain"), [
    `<p>null a,__proto__ ${text.length}</p>`,
    "<p>null  5</p>",
  ]);
  deepStrictEqual(await tell(app, "/?a=query&b=1", text), [
    `<p>null a,__proto__,b ${text.length}</p>`,
  ]);
});

Deno.test("MessageContext.headers has htmx's of both versions over the upgrade's, and no others", async () => {
  const { app } = newApp();
  app.ws(
    "/",
    ({ htmx, headers }) =>
      P([htmx.target, ...["x-role", "cookie", "accept-language"].map((n) => headers.get(n))].join(
        "|",
      )),
  );
  const stolen = { cookie: "session_=x", "X-Role": "admin", "accept-language": "xx" };
  deepStrictEqual(
    await tell(
      app,
      "/",
      { HEADERS: { "HX-Target": "two", "HX-Trigger-Name": null, ...stolen } },
      { headers: { "HX-Target": "four", ...stolen } },
      { headers: { "HX-Target": "new" }, HEADERS: { "HX-Target": "old" } },
      { headers: "HX-Target: text" },
      { headers: { "HX-Target": "Ω is no Latin-1" } },
      { headers: { "HX-Target": "a\r\nX-Role: admin" } },
      { headers: { "HX-Target": "café" } },
      "plain",
    ),
    ["two", "four", "new", "page", "page", "page", "café", "page"].map((target) =>
      `<p>${target}|||eo</p>`
    ),
  );
});

Deno.test("MessageContext has the upgrade's url, cookies, scope and state at each message", async () => {
  const { app } = newApp({
    before: ({ scope }) => {
      scope.seen = "before";
    },
  });
  app.state.name = "state";
  app.ws(
    "/",
    ({ url, req, cookies, scope, state, ws, signal, hdrs, ftrs, htmlAttrs, bodyAttrs }) => {
      scope.count = Number(scope.count ?? 0) + 1;
      const same = ws.signal === signal && !signal.aborted;
      const page = [hdrs, ftrs, htmlAttrs, bodyAttrs].map((part) => JSON.stringify(part)).join("");
      return P(
        [url.search, req.method, cookies.a, scope.seen, scope.count, scope.client, state.name, same]
          .join() + page,
      );
    },
  );
  await using site = serveSite(app);
  await using client = await site.open("/?q=1", { cookie: "a=b" });
  client.send("{}");
  client.send("{}");
  deepStrictEqual(await client.take(2), [
    "<p>?q=1,GET,b,before,1,127.0.0.1,state,true[][]{}{}</p>",
    "<p>?q=1,GET,b,before,2,127.0.0.1,state,true[][]{}{}</p>",
  ]);
  strictEqual(app.state.name, "state");
});
