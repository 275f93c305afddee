import { deepStrictEqual, match, strictEqual } from "node:assert";
import { addToast, database, P, type RequestContext, setupToasts } from "@fasthtml/fasthtml";
import { until, within } from "../_within.ts";
import { headsOf, logged, newApp } from "../http/_app.ts";
import { serveSite, type Site } from "./_socket.ts";

const CLOSE = 20; // seconds until a socket that should have ended counts as open

/** Sends messages, and gives how the socket ended. */
async function endOf(site: Site, path: string, messages: (string | Uint8Array<ArrayBuffer>)[]) {
  await using client = await site.open(path);
  messages.forEach((message) => client.send(message));
  const { code, reason } = await within(CLOSE, "the socket's end", client.closed);
  return [code, reason];
}

Deno.test("runSocket() sends what a handler returns, and nothing for nothing", async () => {
  const { app } = newApp();
  app.ws("/", { msg: String }, async ({ msg }) => {
    await Promise.resolve();
    if (msg === "list") return [P("a"), P("b")];
    if (msg === "text") return "<b>";
    return msg === "null" ? null : undefined;
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  for (const msg of ["null", "list", "undefined", "text"]) client.send({ msg });
  deepStrictEqual(await client.take(2), ["<p>a</p><p>b</p>", "&lt;b&gt;"]);
});

Deno.test("runSocket() answers messages one after the other, in their order", async () => {
  const { app } = newApp();
  let running = 0;
  app.ws("/", { n: Number }, async ({ n }) => {
    running++;
    // The later a message, the sooner it would be done.
    for (let i = 10; i > n; i--) await new Promise((resolve) => setTimeout(resolve));
    return P(`${n} of ${running--}`);
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  for (let n = 0; n < 10; n++) client.send({ n });
  deepStrictEqual(await client.take(10), Array.from({ length: 10 }, (_, n) => `<p>${n} of 1</p>`));
});

Deno.test("runSocket() answers a message that it cannot bind as data, and goes on", async () => {
  const { app } = newApp();
  app.ws("/typed", { n: Number }, ({ n }) => P(n));
  await using site = serveSite(app);
  await using client = await site.open("/typed");
  client.send({ n: "x" });
  client.send("{]");
  client.send({ n: 1 });
  const [wrong, broken, right] = await client.take(3);
  strictEqual(wrong, JSON.stringify({ error: "n: Please enter a number." }));
  strictEqual(
    broken,
    JSON.stringify({ error: "The server could not read what was sent. Please try again." }),
  );
  strictEqual(right, "<p>1</p>");
});

Deno.test("runSocket() runs onConnect and onDisconnect once each, around all messages", async () => {
  const { app } = newApp();
  const seen: string[] = [];
  const gone = Promise.withResolvers<void>();
  app.ws("/{room}", { msg: String }, async ({ msg }) => {
    await Promise.resolve();
    seen.push(msg);
  }, {
    onConnect: async ({ send, room }) => {
      await Promise.resolve();
      seen.push(`hello ${room}`);
      await send(P("sent"));
      return P("returned");
    },
    onDisconnect: ({ room, signal }) => {
      seen.push(`bye ${room} ${signal.aborted}`);
      gone.resolve();
    },
  });
  await using site = serveSite(app);
  {
    await using client = await site.open("/den");
    client.send({ msg: "a" });
    client.send({ msg: "b" });
    deepStrictEqual(await client.take(2), ["<p>sent</p>", "<p>returned</p>"]);
  }
  await within(CLOSE, "onDisconnect", gone.promise);
  deepStrictEqual(seen, ["hello den", "a", "b", "bye den true"]);
});

Deno.test("runSocket() reports an error in a handler, and ends the socket with 1011", async () => {
  const { app } = newApp();
  const fail = () => {
    throw new Error("a mistake of the program");
  };
  app.ws("/sync", fail);
  app.ws("/async", async () => {
    await Promise.resolve();
    fail();
  });
  app.ws("/connect", () => {}, { onConnect: fail });
  await using site = serveSite(app);
  // Deno's client may lose the code of a close frame that comes while it sends: "/connect" gets no message.
  const sent: Record<string, string[]> = { "/sync": ["{}"], "/async": ["{}"], "/connect": [] };
  for (const [path, messages] of Object.entries(sent)) {
    const lines = await logged(async () =>
      deepStrictEqual(await endOf(site, path, messages), [1011, "Internal error"])
    );
    deepStrictEqual(headsOf(lines), [
      `GET ${path}${path === "/sync" ? " (fail)" : ""}: Error: a mistake of the program`,
    ]);
  }
});

Deno.test("runSocket() takes no message that waits when the socket is ended", async () => {
  const { app } = newApp({ limits: { maxWaiting: 3 } });
  const taken: string[] = [];
  const gone = Promise.withResolvers<void>();
  app.ws("/", { msg: String }, async ({ msg, signal }) => {
    taken.push(msg);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  }, { onDisconnect: () => gone.resolve() });
  await using site = serveSite(app);
  // The fourth is one too many, and ends the socket while two wait for the first.
  const [code] = await endOf(site, "/", ["one", "two", "three", "four"]);
  strictEqual(code, 1013);
  await within(CLOSE, "onDisconnect", gone.promise);
  deepStrictEqual(taken, ["one"]);
});

Deno.test("runSocket() lets the program end the socket, with a code of its own", async () => {
  const { app } = newApp();
  app.ws("/", ({ ws }) => ws.close(4000, "enough"));
  await using site = serveSite(app);
  deepStrictEqual(await endOf(site, "/", ["one"]), [4000, "enough"]);
});

Deno.test("runSocket() ends the socket, not the process, where an extra fails", async () => {
  const { app } = newApp();
  app.ws("/ws", { msg: String }, ({ msg }) => P(msg));
  app.addExtra(({ url }) => {
    if (url.search === "?now") throw new Error("now");
    return Promise.reject(new Error("later"));
  });
  await using site = serveSite(app);
  const lines = await logged(async () => {
    for (const query of ["now", "later"]) {
      deepStrictEqual(await endOf(site, `/ws?${query}`, []), [1011, "Internal error"]);
    }
  });
  strictEqual(lines.length, 4); // when each begins, and when it ends
});

Deno.test("runSocket() adds toasts to an answer, and drops those that the page showed before", async () => {
  const { app, rt, client: before } = newApp();
  setupToasts(app);
  rt("/add", ({ session }) => addToast(session, "before"));
  app.ws("/", { msg: String }, ({ msg, session }) => {
    if (msg === "toast") addToast(session, "at the socket");
    if (msg !== "nothing") return P(msg);
  });
  await before.get("/add");
  const cookie = [...before.cookies].map(([name, value]) => `${name}=${value}`).join();
  await using site = serveSite(app);
  await using client = await site.open("/", { cookie });
  for (const msg of ["first", "nothing", "toast", "last"]) client.send({ msg });
  const [first, toast, last] = await client.take(3);
  deepStrictEqual([first, last], ["<p>first</p>", "<p>last</p>"]);
  match(toast!, /^<p>toast<\/p><div class="fh-toasts".*<span>at the socket<\/span>/);
});

Deno.test("runSocket() narrows tables at the upgrade for that socket's messages alone", async () => {
  class Note {
    id = 0;
    owner = "";
    text = "";
  }
  const db = database(":memory:");
  const notes = db.create(Note);
  notes.insert({ owner: "eve", text: "apple" });
  notes.insert({ owner: "adam", text: "bread" });
  const before = ({ url }: RequestContext) => {
    notes.xtra({ owner: url.searchParams.get("as") ?? "" });
  };
  const { app } = newApp({ before });
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

Deno.test("maxMessage ends the socket of a client whose message has more bytes, with the limit's name", async () => {
  const { app } = newApp({ limits: { maxMessage: 12 } });
  app.ws("/", { msg: String }, async ({ body }) => P(`${(await body()).length}`));
  app.ws("/bytes", { file: File }, ({ file }) => P(`${file.size}`));
  await using site = serveSite(app);
  const tooLarge = [1009, "Cannot take more than 12 bytes (maxMessage)"];
  for (const text of ["x".repeat(13), "é".repeat(7), "€".repeat(5), "€".repeat(4) + "x"]) {
    deepStrictEqual(await endOf(site, "/", [text]), tooLarge, text);
  }
  deepStrictEqual(await endOf(site, "/bytes", [new Uint8Array(13)]), tooLarge);
  await using client = await site.open("/");
  for (const text of ["x".repeat(12), "é".repeat(6), "€".repeat(4)]) client.send(text);
  deepStrictEqual(await client.take(3), ["<p>12</p>", "<p>6</p>", "<p>4</p>"]);
  await using other = await site.open("/bytes");
  other.send(new Uint8Array(12));
  strictEqual(await other.next(), "<p>12</p>");
});

Deno.test("maxRate ends the socket of a client that sends more messages a second", async () => {
  const { app } = newApp({ limits: { maxRate: 20 } });
  app.ws("/", { msg: String }, ({ msg }) => P(msg));
  await using site = serveSite(app);
  // Three times the limit: within one second or over the boundary of two.
  deepStrictEqual(await endOf(site, "/", Array(60).fill("x")), [
    1008,
    "Cannot take more than 20 messages a second (maxRate)",
  ]);
  await using client = await site.open("/");
  for (let second = 0; second < 2; second++) {
    for (let i = 0; i < 20; i++) client.send(`${i}`);
    deepStrictEqual(await client.take(20), Array.from({ length: 20 }, (_, i) => `<p>${i}</p>`));
    // The server of this test has the same clock.
    await new Promise((resolve) => setTimeout(resolve, 1000 - performance.now() % 1000 + 5));
  }
});

Deno.test("maxRate counts each message of a second", async () => {
  const { app } = newApp({ limits: { maxRate: 20 } });
  app.ws("/", () => P("taken"));
  await using site = serveSite(app);
  // One more than the limit: a machine under load may need more than one second for them.
  await until(20, "the end of a socket", async () => {
    await using client = await site.open("/");
    await new Promise((resolve) => setTimeout(resolve, 1000 - performance.now() % 1000 + 5));
    for (let i = 0; i < 21; i++) client.send("x");
    return (await client.take(21)).includes(undefined);
  });
});

Deno.test("maxWaiting ends the socket of a client whose messages wait for the handler", async () => {
  const { app } = newApp({ limits: { maxWaiting: 3 } });
  const stuck = Promise.withResolvers<void>();
  app.ws("/stuck", () => stuck.promise);
  let release = Promise.withResolvers<void>();
  app.ws("/slow", { n: Number }, async ({ n }) => {
    await release.promise;
    return P(n);
  });
  await using site = serveSite(app);
  deepStrictEqual(await endOf(site, "/stuck", Array(4).fill("x")), [
    1013,
    "Cannot keep more than 3 messages (maxWaiting)",
  ]);
  stuck.resolve();
  await using client = await site.open("/slow");
  for (let round = 0; round < 3; round++) {
    release = Promise.withResolvers();
    for (let n = 0; n < 3; n++) client.send({ n });
    setTimeout(release.resolve, 50);
    deepStrictEqual(await client.take(3), ["<p>0</p>", "<p>1</p>", "<p>2</p>"]);
  }
});

Deno.test("idleTimeout ends a client that answers no ping, long before Deno's own 30 seconds", async () => {
  const { app } = newApp({ limits: { idleTimeout: 1 } });
  const gone = Promise.withResolvers<void>();
  app.ws("/", () => {}, { onDisconnect: () => gone.resolve() });
  await using site = serveSite(app);
  const silent = await site.openSilent("/");
  try {
    await within(15, "the end of a silent socket", gone.promise);
  } finally {
    silent.close();
  }
});

Deno.test("app.close() ends sockets with 1012, and runs onDisconnect", async () => {
  const { app } = newApp();
  const gone = Promise.withResolvers<boolean>();
  app.ws("/", () => {}, { onDisconnect: ({ ws }) => gone.resolve(ws.isOpen) });
  await using site = serveSite(app);
  const client = await site.open("/");
  await app.close();
  const { code, reason } = await within(CLOSE, "the socket's end", client.closed);
  deepStrictEqual([code, reason], [1012, "The server restarts"]);
  strictEqual(await within(CLOSE, "onDisconnect", gone.promise), false);
});

Deno.test("app.close() ends sockets that are opening, too", async () => {
  const { app } = newApp({
    middleware: (request, next) => {
      const response = next(request);
      void app.close(); // The client has no answer yet, so neither side has a socket.
      return response;
    },
  });
  app.ws("/", () => {}, {});
  await using site = serveSite(app);
  const client = await site.open("/");
  const { code, reason } = await within(CLOSE, "the socket's end", client.closed);
  deepStrictEqual([code, reason], [1012, "The server restarts"]);
});

Deno.test("upgradeSocket() rejects a malformed upgrade as the client's mistake, not the program's", async () => {
  const { app } = newApp();
  app.ws("/", () => {});
  const upgrade = { upgrade: "websocket", connection: "Upgrade" };
  const ask = async (headers: Record<string, string>, method = "GET") => {
    const answer = await app.request("/", { method, headers: { ...upgrade, ...headers } });
    return [
      answer.status,
      answer.headers.get("sec-websocket-version"),
      /Cannot open a socket: \w.*/.exec(await answer.text())?.[0].replace(/<.*/, "") ?? "",
    ];
  };
  const [status, version, reason] = await ask({ "sec-websocket-version": "13" });
  deepStrictEqual([status, version], [400, null]);
  match(`${reason}`, /^Cannot open a socket: Invalid Header/);
  deepStrictEqual(await ask({ "sec-websocket-version": "12" }), [426, "13", ""]);
  deepStrictEqual(await ask({}), [426, "13", ""]);
  deepStrictEqual(await ask({ "sec-websocket-version": "13" }, "POST"), [426, null, ""]);
});
