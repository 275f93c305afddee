import { database, HTTPException } from "@fasthtml/fasthtml";
import type { RawSocket } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { within } from "../_within.ts";
import { errorsOf, logged, newApp } from "../http/_app.ts";
import { arrival, serveSite, type Site } from "./_socket.ts";

const CLOSE = 20; // seconds until a socket that should have ended counts as open

/** Sends messages, and gives how the socket ended. */
async function endOf(
  site: Site,
  path: string,
  ...messages: (string | Uint8Array<ArrayBuffer>)[]
): Promise<[number, string]> {
  await using client = await site.open(path);
  messages.forEach((message) => client.send(message));
  const { code, reason } = await within(CLOSE, "the socket's end", client.closed);
  return [code, reason];
}

Deno.test("app.socket() reads texts in order and as they are, and ends when its handler does", async () => {
  const { app } = newApp();
  app.socket("/echo", async ({ ws }) => {
    for await (const text of ws) {
      if (text === "bye") break;
      await Promise.resolve();
      ws.sendText(`${text}!`);
    }
  });
  await using site = serveSite(app);
  await using client = await site.open("/echo");
  for (const text of ["<b>", '{"a":1}', "", "bye", "late"]) client.send(text);
  deepStrictEqual(await client.take(4), ["<b>!", '{"a":1}!', "!", undefined]);
  deepStrictEqual((await client.closed).code, 1000);
});

Deno.test("app.socket() is what the loops of Starlette become: a chat", async () => {
  const { app } = newApp();
  const clients = new Set<RawSocket>();
  const left = Promise.withResolvers<void>();
  app.socket("/ws", async ({ ws }) => {
    clients.add(ws);
    try {
      for await (const text of ws) for (const one of clients) one.sendText(`Broadcast: ${text}`);
    } finally {
      clients.delete(ws);
      left.resolve();
    }
  });
  await using site = serveSite(app);
  await using ann = await site.open("/ws");
  {
    await using bob = await site.open("/ws");
    bob.send("hello");
    strictEqual(await bob.next(), "Broadcast: hello");
    strictEqual(await ann.next(), "Broadcast: hello");
  }
  await within(CLOSE, "the end of the loop", left.promise);
  strictEqual(clients.size, 1);
});

Deno.test("RawSocket.bytes() and json() read what they say, and nothing else", async () => {
  const { app } = newApp();
  app.socket("/texts", async ({ ws }) => {
    for await (const text of ws) ws.sendText(text);
  });
  app.socket("/bytes", async ({ ws }) => {
    for await (const bytes of ws.bytes()) ws.sendText(`${bytes}`);
  });
  app.socket("/json", async ({ ws }) => {
    for await (const value of ws.json()) {
      ws.sendText(`${JSON.stringify(value)} ${Object.getPrototypeOf(value)}`);
    }
  });
  await using site = serveSite(app);
  const bytes = new Uint8Array([1, 2]);
  {
    await using client = await site.open("/bytes");
    client.send(bytes);
    strictEqual(await client.next(), "1,2");
    await using json = await site.open("/json");
    json.send('{"a":[1]}');
    strictEqual(await json.next(), '{"a":[1]} null');
  }
  deepStrictEqual(await endOf(site, "/texts", bytes), [1003, "Cannot take it: expected texts"]);
  deepStrictEqual(await endOf(site, "/bytes", "a"), [1003, "Cannot take it: expected bytes"]);
  deepStrictEqual(await endOf(site, "/json", "{]"), [
    1008,
    "The server could not read what was sent. Please try again.",
  ]);
  const deep = "[".repeat(100) + "]".repeat(100);
  deepStrictEqual(await endOf(site, "/json", deep), [
    1008,
    "These are too many values: 64 at most.",
  ]);
});

Deno.test("RawSocket.sendBytes() sends bytes", async () => {
  const { app } = newApp();
  app.socket("/", ({ ws }) => ws.sendBytes(new Uint8Array([1, 2, 3])));
  await using site = serveSite(app);
  const socket = new WebSocket(site.origin.replace("http", "ws"));
  socket.binaryType = "arraybuffer";
  const got = new Promise((resolve) =>
    socket.addEventListener("message", ({ data }) => resolve(new Uint8Array(data)))
  );
  const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
  deepStrictEqual(await within(CLOSE, "bytes", got), new Uint8Array([1, 2, 3]));
  await closed;
});

Deno.test("app.socket() binds the request that opens it, behind guards, or rejects it", async () => {
  const { app } = newApp({
    before: ({ url, scope }) => {
      if (url.searchParams.has("out")) throw new HTTPException(401);
      scope.auth = "eve";
    },
  });
  const raw = app.socket(
    "/raw/{room}/{url}",
    { since: 0, headers: "none" },
    ({ room, url, since, headers, auth, req, ws }) => {
      ws.sendText([room, url, since, headers, auth, new URL(req.url).pathname].join(" "));
    },
  );
  await using site = serveSite(app);
  const path = raw.to({ room: "a", url: "b", since: 7 });
  strictEqual(path, "/raw/a/b?since=7");
  await using client = await site.open(path);
  strictEqual(await client.next(), "a b 7 none eve /raw/a/b");
  await rejects(site.open("/raw/a/b?since=x"));
  await rejects(site.open("/raw/a/b?out"));
  const { status } = await fetch(`${site.origin}/raw/a/b`, { headers: { connection: "close" } })
    .then(async (response) => {
      await response.body?.cancel();
      return response;
    });
  strictEqual(status, 426);
});

Deno.test("app.socket() hands over what came before the client left, then ends the loop", async () => {
  const { app } = newApp();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>(), done = Promise.withResolvers<void>();
  app.socket("/", async ({ ws, signal }) => {
    await gate.promise;
    for await (const text of ws) seen.push(text);
    seen.push(`${signal.aborted} ${ws.isOpen}`);
    done.resolve();
  });
  await using site = serveSite(app);
  {
    await using client = await site.open("/");
    client.send("1");
    client.send("2");
  }
  gate.resolve();
  await within(CLOSE, "the end of the loop", done.promise);
  deepStrictEqual(seen, ["1", "2", "true false"]);
});

Deno.test("app.socket() lets several loops share the messages", async () => {
  const { app } = newApp();
  app.socket("/", async ({ ws }) => {
    const read = async (name: string) => {
      for await (const text of ws) ws.sendText(`${name} ${text}`);
    };
    await Promise.all([read("a"), read("b")]);
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  for (let n = 0; n < 4; n++) client.send(`${n}`);
  const seen = await client.take(4);
  deepStrictEqual(seen.map((text) => text?.split(" ")[1]), ["0", "1", "2", "3"]);
});

Deno.test("app.socket() holds a client to the limits, those of its own first", async () => {
  const { app } = newApp({ limits: { maxMessage: 10 } });
  const wait = ({ ws }: { ws: RawSocket }) =>
    new Promise<void>((resolve) => ws.signal.addEventListener("abort", () => resolve()));
  app.socket("/app", wait);
  app.socket("/own", wait, { limits: { maxMessage: 20, maxWaiting: 2 } });
  app.socket("/rate", wait, { limits: { maxRate: 1 } });
  await using site = serveSite(app);
  deepStrictEqual(await endOf(site, "/app", "x".repeat(11)), [
    1009,
    "Cannot take more than 10 bytes (maxMessage)",
  ]);
  deepStrictEqual(await endOf(site, "/own", "x".repeat(11), "2", "3"), [
    1013,
    "Cannot keep more than 2 messages (maxWaiting)",
  ]);
  strictEqual((await endOf(site, "/rate", ...Array(10).fill("x")))[0], 1008);
});

Deno.test("app.socket() reports an error of its handler, and not that the client left", async () => {
  const { app } = newApp();
  const left = Promise.withResolvers<void>();
  app.socket("/fails", async ({ ws }) => {
    for await (const _ of ws) throw new Error("of the program");
  });
  app.socket("/rejects", () => {
    throw new HTTPException(403, `Not you ${"ü".repeat(100)}`);
  });
  app.socket("/waits", async ({ signal }) => {
    try {
      await delay(1e6, undefined, { signal });
    } finally {
      left.resolve();
    }
  });
  await using site = serveSite(app);
  const log = await logged(async () => {
    deepStrictEqual(await endOf(site, "/fails", "x"), [1011, "Internal error"]);
    deepStrictEqual(await endOf(site, "/rejects"), [1008, `Not you ${"ü".repeat(57)}`]);
    await (await site.open("/waits"))[Symbol.asyncDispose]();
    await within(CLOSE, "the end of the wait", left.promise);
    await delay(0);
  });
  deepStrictEqual(errorsOf(log), ["Error: of the program"]);
});

Deno.test("app.close() ends the loops of app.socket(), once what has come is read", async () => {
  const { app } = newApp();
  const seen: string[] = [];
  const gate = Promise.withResolvers<void>(), done = Promise.withResolvers<void>();
  app.socket("/", async ({ ws }) => {
    for await (const text of ws) {
      seen.push(text);
      ws.sendText("taken");
      await gate.promise;
    }
    done.resolve();
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  client.send("1");
  client.send("2");
  strictEqual(await client.next(), "taken");
  await arrival(site.origin); // of the second message
  const closed = app.close();
  gate.resolve();
  await within(CLOSE, "the end of the loop", done.promise);
  deepStrictEqual([seen, await closed], [["1", "2"], true]);
  const { code, reason } = await client.closed;
  deepStrictEqual([code, reason], [1012, "The server restarts"]);
});

Deno.test("app.socket() keeps tables narrowed as a guard narrowed them", async () => {
  class Note {
    id = 0;
    text = "";
    user = "";
  }
  const notes = database(":memory:").create(Note);
  notes.insertAll([{ text: "ann's", user: "ann" }, { text: "bob's", user: "bob" }]);
  const { app } = newApp({
    before: ({ url }) => void notes.xtra({ user: url.searchParams.get("user")! }),
  });
  app.socket("/", async ({ ws }) => {
    for await (const _ of ws) ws.sendText(notes().map(({ text }) => text).join());
  });
  await using site = serveSite(app);
  await using ann = await site.open("/?user=ann");
  await using bob = await site.open("/?user=bob");
  ann.send("?");
  bob.send("?");
  deepStrictEqual([await ann.next(), await bob.next()], ["ann's", "bob's"]);
});
