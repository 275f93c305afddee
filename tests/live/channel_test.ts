// deno-lint-ignore-file no-console -- what the server says of errors is a part of what is tested
import { deepStrictEqual, strictEqual } from "node:assert";
import { type Broker, fastApp, type FastHTML, Li, P, Ul } from "../../mod.ts";
import { serveSite } from "./_socket.ts";

Deno.test("a channel reaches its members and nobody else, until they leave", async () => {
  const app = makeChat();
  await using site = serveSite(app);
  await using eve = await site.open("/kitchen?name=eve");
  await using adam = await site.open("/kitchen?name=adam");
  await using other = await site.open("/garden?name=other");
  eve.send({ msg: "hi" });
  deepStrictEqual([await eve.next(), await adam.next()], ["<p>eve: hi</p>", "<p>eve: hi</p>"]);
  adam.send({ msg: "leave" });
  strictEqual(await adam.next(), "<p>bye</p>");
  eve.send({ msg: "alone" });
  strictEqual(await eve.next(), "<p>eve: alone</p>");
  other.send({ msg: "here" });
  strictEqual(await other.next(), "<p>other: here</p>");
  adam.send({ msg: "back" });
  strictEqual(await eve.next(), "<p>adam: back</p>");
});

Deno.test("presence shows members to each other as they come and go", async () => {
  const app = makeChat(true);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  {
    await using adam = await site.open("/den?name=adam");
    strictEqual(await adam.next(), "<ul><li>adam</li><li>eve</li></ul>");
    strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
    await using again = await site.open("/den?name=adam");
    strictEqual(await again.next(), "<ul><li>adam</li><li>eve</li></ul>");
    strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
    deepStrictEqual(app.channel("den").members, ["adam", "eve"]);
  }
  // One of adam's two sockets ends after the other.
  deepStrictEqual(await eve.take(2), [
    "<ul><li>adam</li><li>eve</li></ul>",
    "<ul><li>eve</li></ul>",
  ]);
});

Deno.test("a broker carries messages and presence between processes", async () => {
  const [left, right] = makePair();
  const one = makeChat(true, left), two = makeChat(true, right);
  await using siteOne = serveSite(one);
  await using siteTwo = serveSite(two);
  await using eve = await siteOne.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  await using adam = await siteTwo.open("/den?name=adam");
  strictEqual(await eve.next(), "<ul><li>adam</li><li>eve</li></ul>");
  let seen = await adam.next();
  if (seen === "<ul><li>adam</li></ul>") seen = await adam.next();
  strictEqual(seen, "<ul><li>adam</li><li>eve</li></ul>");
  await one.channel("den").send(P("to all"));
  deepStrictEqual([await eve.next(), await adam.next()], ["<p>to all</p>", "<p>to all</p>"]);
});

Deno.test("a broker that fails keeps nobody at this process from the message", async () => {
  const broker: Broker = {
    subscribe: () => Promise.reject(new Error("no subscription")),
    publish: () => Promise.reject(new Error("no publication")),
    close: () => {},
  };
  const { error } = console;
  const logged: string[] = [];
  console.error = (...args) => logged.push(args.join(" "));
  try {
    const app = makeChat(false, broker);
    await using site = serveSite(app);
    await using eve = await site.open("/den?name=eve");
    eve.send({ msg: "hi" });
    strictEqual(await eve.next(), "<p>eve: hi</p>");
  } finally {
    console.error = error;
  }
  deepStrictEqual([...new Set(logged)].sort(), [
    "Cannot reach other processes: Error: no publication",
    "Cannot reach other processes: Error: no subscription",
  ]);
});

function makeChat(hasPresence = false, broker?: Broker): FastHTML {
  const { app } = fastApp({ secretKey: "a secret of at least 32 characters", broker });
  const options = hasPresence
    ? { presence: (names: readonly string[]) => Ul(names.map((name) => Li(name))) }
    : {};
  const roomOf = (name: string) => app.channel(name, options);
  app.ws("/{room}", { msg: String, name: String }, async ({ room, name, msg, ws }) => {
    if (msg === "leave") {
      roomOf(room).leave(ws);
      return P("bye");
    }
    await roomOf(room).send(P(`${name}: ${msg}`));
  }, {
    onConnect: ({ room, ws, url }) =>
      roomOf(room).join(ws, url.searchParams.get("name") ?? undefined),
  });
  return app;
}

/** Two brokers of one line, as if in two processes. */
function makePair(): [Broker, Broker] {
  const ends: ((text: string) => void)[] = [];
  const make = (own: number, other: number): Broker => ({
    subscribe: (receive) => void (ends[own] = receive),
    publish: (text) => queueMicrotask(() => ends[other]?.(text)),
    close: () => void delete ends[own],
  });
  return [make(0, 1), make(1, 0)];
}
