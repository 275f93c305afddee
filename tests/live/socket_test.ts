// deno-lint-ignore-file no-console -- what the server says of errors is a part of what is tested
import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import {
  Beforeware,
  Client,
  database,
  Div,
  fastApp,
  type FastHTMLOptions,
  P,
  type RequestContext,
  setupWs,
} from "../../mod.ts";
import { within } from "../_within.ts";
import { logged } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

const secretKey = "a secret of at least 32 characters";
const make = (options: FastHTMLOptions = {}) => fastApp({ secretKey, exts: ["ws"], ...options });

Deno.test("app.ws() binds a message's JSON and sends what the handler returns", async () => {
  const { app } = make();
  app.ws("/echo", { msg: String }, ({ msg }) => Div(`Hello ${msg}`, { id: "notifications" }));
  app.ws("/typed", { n: Number, flag: false }, ({ n, flag }) => P(`${n} ${flag}`));
  app.ws("/in/{room}", { msg: "hi" }, ({ room, msg }) => P(`${room}: ${msg}`));
  class Point {
    x = 0;
    y = 0;
  }
  app.ws("/point", { p: Point }, ({ p }) => P(`${p instanceof Point} ${p.x + p.y}`));
  await using site = serveSite(app);
  await using echo = await site.open("/echo");
  echo.send({ msg: "x <b>" });
  strictEqual(await echo.next(), '<div id="notifications">Hello x &lt;b&gt;</div>');
  await using typed = await site.open("/typed");
  typed.send({ n: "5", flag: "on" });
  typed.send({ n: 3 });
  deepStrictEqual(await typed.take(2), ["<p>5 true</p>", "<p>3 false</p>"]);
  await using room = await site.open("/in/caf%C3%A9?msg=query");
  room.send({});
  strictEqual(await room.next(), "<p>café: query</p>");
  await using point = await site.open("/point");
  point.send({ x: 2, y: "3" });
  strictEqual(await point.next(), "<p>true 5</p>");
});

Deno.test("an extra that fails ends the socket, not the process", async () => {
  const { app } = make();
  app.ws("/ws", { msg: String }, ({ msg }) => P(msg));
  app.addExtra(({ url }) => {
    if (url.search === "?now") throw new Error("now");
    return Promise.reject(new Error("later"));
  });
  await using site = serveSite(app);
  const lines = await logged(async () => {
    for (const query of ["now", "later"]) {
      await using visitor = await site.open(`/ws?${query}`);
      const { code, reason } = await visitor.closed;
      deepStrictEqual([code, reason], [1011, "Internal error"]);
    }
  });
  strictEqual(lines.length, 4); // when each begins, and when it ends
});

Deno.test("app.ws() gives text to the first parameter, and bytes as a File", async () => {
  const { app } = make();
  app.ws("/text", { msg: String }, async ({ msg, body }) => P(`${msg} ${await body()}`));
  app.ws("/bytes", { file: File }, async ({ file }) => P([...await file.bytes()].join()));
  await using site = serveSite(app);
  await using text = await site.open("/text");
  text.send("plain");
  strictEqual(await text.next(), "<p>plain plain</p>");
  await using bytes = await site.open("/bytes");
  bytes.send(new Uint8Array([1, 2]));
  strictEqual(await bytes.next(), "<p>1,2</p>");
});

Deno.test("a message that can't be bound is answered as data, and the socket goes on", async () => {
  const { app } = make();
  app.ws("/typed", { n: Number }, ({ n }) => P(n));
  await using site = serveSite(app);
  await using visitor = await site.open("/typed");
  visitor.send({ n: "x" });
  visitor.send("{]");
  visitor.send({ n: 1 });
  const [wrong, broken, right] = await visitor.take(3);
  strictEqual(wrong, JSON.stringify({ error: 'Cannot read "n": received "x", expected a number' }));
  match(broken!, /^\{"error":"Cannot read JSON: /);
  strictEqual(right, "<p>1</p>");
});

Deno.test("a message carries htmx's headers of both versions, and no others", async () => {
  const { app } = make();
  app.ws(
    "/hx",
    ({ htmx, headers }) => P(`${htmx.target} ${headers.get("x-role")} ${headers.get("cookie")}`),
  );
  await using site = serveSite(app);
  await using visitor = await site.open("/hx");
  const stolen = { cookie: "session_=x", "X-Role": "admin" };
  visitor.send({ HEADERS: { "HX-Target": "two", "HX-Trigger-Name": null, ...stolen } });
  visitor.send({ headers: { "HX-Target": "four", ...stolen } });
  deepStrictEqual(await visitor.take(2), ["<p>two null null</p>", "<p>four null null</p>"]);
});

Deno.test("send() keeps the order, rendered at once or later", async () => {
  const { app } = make();
  const later = async (text: string) => {
    await Promise.resolve();
    return P(text);
  };
  app.ws("/", { msg: String }, async ({ msg, send }) => {
    const sent = [send(later("first")), send("<second>"), send(P("a"), P("b"))];
    await Promise.all(sent);
    return P(`last ${msg}`);
  });
  await using site = serveSite(app);
  await using visitor = await site.open("/");
  visitor.send({ msg: "1" });
  visitor.send({ msg: "2" });
  const expected = (msg: string) => [
    "<p>first</p>",
    "&lt;second&gt;",
    "<p>a</p><p>b</p>",
    `<p>last ${msg}</p>`,
  ];
  deepStrictEqual(await visitor.take(8), [...expected("1"), ...expected("2")]);
});

Deno.test("onConnect and onDisconnect run once each, around all messages", async () => {
  const { app } = make();
  const seen: string[] = [];
  const gone = Promise.withResolvers<void>();
  app.ws("/{room}", { msg: String }, async ({ msg }) => {
    await Promise.resolve();
    seen.push(msg);
  }, {
    onConnect: async ({ send, room }) => {
      seen.push(`hello ${room}`);
      await send(P("welcome"));
    },
    onDisconnect: ({ room, signal }) => {
      seen.push(`bye ${room} ${signal.aborted}`);
      gone.resolve();
    },
  });
  await using site = serveSite(app);
  {
    await using visitor = await site.open("/den");
    visitor.send({ msg: "a" });
    visitor.send({ msg: "b" });
    strictEqual(await visitor.next(), "<p>welcome</p>");
  }
  await gone.promise;
  deepStrictEqual(seen, ["hello den", "a", "b", "bye den true"]);
});

Deno.test("guards, session and auth hold at the upgrade", async () => {
  const auth = Beforeware(({ session, scope }) => {
    scope.auth = session.user;
    if (!session.user) return new Response("Who are you?", { status: 401 });
  }, { skip: ["/login"] });
  const { app, rt } = make({ before: auth });
  rt("/login", ({ session }) => session.user = "eve");
  app.ws("/me", ({ auth, session, app }) => {
    session.count = (session.count ?? 0) + 1;
    return P(`${auth} ${session.user} ${session.count} ${app.title}`);
  });
  await using site = serveSite(app);
  await rejects(site.open("/me"));
  const client = new Client(app);
  await client.get("/login");
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  await using visitor = await site.open("/me", { cookie });
  visitor.send("{}");
  visitor.send("{}");
  deepStrictEqual(await visitor.take(2), [
    "<p>eve eve 1 FastHTML page</p>",
    "<p>eve eve 2 FastHTML page</p>",
  ]);
});

Deno.test("a socket from another site is refused, and one from a trusted origin is not", async () => {
  const { app } = make({ trustedOrigins: ["https://friend.example"] });
  app.ws("/", () => P("in"));
  await using site = serveSite(app);
  await rejects(site.open("/", { origin: "https://evil.example" }));
  for (const origin of ["https://friend.example", site.origin]) {
    await using visitor = await site.open("/", { origin });
    visitor.send("{}");
    strictEqual(await visitor.next(), "<p>in</p>");
  }
});

Deno.test("a socket's path answers a plain request with 426, and a page may share it", async () => {
  const { app, rt } = make();
  app.ws("/only", () => {});
  rt.get("/both", () => P("page"));
  app.ws("/both", () => P("socket"));
  const answer = await app.request("/only");
  deepStrictEqual([answer.status, answer.headers.get("upgrade")], [426, "websocket"]);
  strictEqual((await app.request("/both", { method: "PUT" })).headers.get("allow"), "HEAD, GET");
  await using site = serveSite(app);
  match(await (await fetch(`${site.origin}/both`)).text(), /<p>page<\/p>/);
  await using visitor = await site.open("/both");
  visitor.send("{}");
  strictEqual(await visitor.next(), "<p>socket</p>");
});

Deno.test("a malformed upgrade is the visitor's mistake, not the program's", async () => {
  const { app } = make();
  app.ws("/", () => {});
  const upgrade = { upgrade: "websocket", connection: "Upgrade" };
  const ask = async (headers: Record<string, string>, method = "GET") =>
    (await app.request("/", { method, headers: { ...upgrade, ...headers } })).status;
  deepStrictEqual([
    await ask({ "sec-websocket-version": "13" }),
    await ask({ "sec-websocket-version": "12" }),
    await ask({}),
    await ask({ "sec-websocket-version": "13" }, "POST"),
  ], [400, 426, 426, 426]);
});

Deno.test("an error in a handler is reported and ends the socket with 1011", async () => {
  const { app } = make();
  app.ws("/", () => {
    throw new Error("a mistake of the program");
  });
  await using site = serveSite(app);
  const reported: unknown[] = [];
  const { error } = console;
  console.error = (...args) => reported.push(...args);
  try {
    await using visitor = await site.open("/");
    visitor.send("{}");
    const { code, reason } = await visitor.closed;
    deepStrictEqual([code, reason], [1011, "Internal error"]);
  } finally {
    console.error = error;
  }
  match(String(reported[0]), /^GET http:\/\/127/);
  strictEqual(String(reported[1]), "Error: a mistake of the program");
});

Deno.test("limits end the socket of a visitor who sends too much, with the limit's name", async () => {
  const { app } = make({ maxMessage: 10, maxRate: 20, maxWaiting: 3 });
  app.ws("/", () => {});
  const never = new Promise<void>(() => {});
  app.ws("/slow", () => never);
  await using site = serveSite(app);
  const end = async (path: string, messages: string[]) => {
    await using visitor = await site.open(path);
    messages.forEach((message) => visitor.send(message));
    const { code, reason } = await visitor.closed;
    return [code, reason];
  };
  deepStrictEqual(await end("/", ["x".repeat(11)]), [
    1009,
    "Cannot take more than 10 bytes (maxMessage)",
  ]);
  deepStrictEqual(await end("/", Array(60).fill("x")), [
    1008,
    "Cannot take more than 20 messages a second (maxRate)",
  ]);
  deepStrictEqual(await end("/slow", Array(5).fill("x")), [
    1013,
    "Cannot keep more than 3 messages (maxWaiting)",
  ]);
});

Deno.test("a visitor who reads too slowly is dropped before the heap grows", async () => {
  const { app } = make({ maxUnsent: 100_000 });
  const page = P("x".repeat(50_000));
  const left = Promise.withResolvers<number>();
  app.ws("/", async ({ send, signal }) => {
    let sent = 0;
    for (; !signal.aborted; sent++) {
      await send(page);
      if (sent % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    left.resolve(sent);
  });
  await using site = serveSite(app);
  const { port } = new URL(site.origin);
  const stalled = await Deno.connect({ hostname: "127.0.0.1", port: +port });
  await stalled.write(upgrade(port));
  await stalled.read(new Uint8Array(1024));
  await stalled.write(new Uint8Array([0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d])); // "{}", masked by 0
  const sent = await left.promise;
  stalled.close();
  // The kernel holds some megabytes of its own.
  strictEqual(sent < 400, true, `${sent} messages of 50 kB were taken`);
});

Deno.test("setupWs() returns a function that reaches everybody", async () => {
  const { app } = make();
  const send = setupWs(app, ({ send }) => send(P("mine")));
  await using site = serveSite(app);
  await using one = await site.open("/ws");
  await using two = await site.open("/ws");
  one.send("{}");
  strictEqual(await one.next(), "<p>mine</p>");
  two.send("{}");
  strictEqual(await two.next(), "<p>mine</p>");
  await send(P("all"));
  deepStrictEqual([await one.next(), await two.next()], ["<p>all</p>", "<p>all</p>"]);
});

Deno.test("app.close() ends sockets with 1001", async () => {
  const { app } = make();
  app.ws("/", () => {});
  await using site = serveSite(app);
  const visitor = await site.open("/");
  await app.close();
  const { code, reason } = await visitor.closed;
  deepStrictEqual([code, reason], [1001, "The server closes"]);
});

function upgrade(port: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode([
    "GET / HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    "\r\n",
  ].join("\r\n"));
}

Deno.test("a client that answers no ping is gone after idleTimeout, long before Deno's own 30 seconds", async () => {
  const { app } = make({ idleTimeout: 1 });
  const gone = Promise.withResolvers<void>();
  app.ws("/", () => {}, { onDisconnect: () => gone.resolve() });
  await using site = serveSite(app);
  const { port } = new URL(site.origin);
  const silent = await Deno.connect({ hostname: "127.0.0.1", port: +port });
  await silent.write(upgrade(port));
  try {
    await within(15, "the end of a silent socket", gone.promise);
  } finally {
    silent.close();
  }
});

Deno.test("tables narrowed at the upgrade are narrowed for that socket's messages alone", async () => {
  const db = database(":memory:");
  const notes = db.create(Note);
  notes.insert({ owner: "eve", text: "apple" });
  notes.insert({ owner: "adam", text: "bread" });
  const before = ({ url }: RequestContext) => {
    notes.xtra({ owner: url.searchParams.get("as") });
  };
  const { app } = make({ before });
  app.ws("/", async () => {
    await Promise.resolve();
    return P(notes().map((note) => note.text).join());
  });
  await using site = serveSite(app);
  await using eve = await site.open("/?as=eve");
  await using adam = await site.open("/?as=adam");
  for (let i = 0; i < 3; i++) {
    eve.send("{}");
    adam.send("{}");
    deepStrictEqual([await eve.next(), await adam.next()], ["<p>apple</p>", "<p>bread</p>"]);
  }
  strictEqual(notes.count(), 2);
  db.close();
});

class Note {
  id = 0;
  owner = "";
  text = "";
}
