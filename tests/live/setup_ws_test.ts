import { deepStrictEqual, match, strictEqual } from "node:assert";
import { P, setupWs } from "@fasthtml/fasthtml";
import { until } from "../_within.ts";
import { newApp } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

Deno.test("setupWs() returns a function that reaches every client", async () => {
  const { app } = newApp();
  const send = setupWs(app, ({ send }) => send(P("mine")));
  await using site = serveSite(app);
  await using one = await site.open("/ws");
  await using two = await site.open("/ws");
  one.send("{}");
  strictEqual(await one.next(), "<p>mine</p>");
  two.send("{}");
  strictEqual(await two.next(), "<p>mine</p>");
  await send(P("all"), P("of you"));
  deepStrictEqual(await Promise.all([one.next(), two.next()]), [
    "<p>all</p><p>of you</p>",
    "<p>all</p><p>of you</p>",
  ]);
});

Deno.test("setupWs() takes what its handler wants of a message", async () => {
  const { app } = newApp();
  setupWs(app, { n: Number }, ({ n }) => P(n + 1));
  await using site = serveSite(app);
  await using client = await site.open("/ws");
  client.send({ n: "41" });
  strictEqual(await client.next(), "<p>42</p>");
});

Deno.test("setupWs() without a handler takes messages and answers none", async () => {
  const { app } = newApp();
  const send = setupWs(app);
  await send(P("to nobody yet"));
  await using site = serveSite(app);
  await using client = await site.open("/ws");
  client.send({ any: "thing" });
  let heard: string | undefined;
  const next = client.next().then((text) => heard = text);
  await until(20, "a message to a client that has joined", async () => {
    await send(P("all"));
    return heard !== undefined;
  });
  strictEqual(await next, "<p>all</p>");
});

Deno.test("setupWs() with keep sends the state, what was sent since, and what was missed", async () => {
  const { app } = newApp();
  let state = 0;
  const begun = Promise.withResolvers<void>(), read = Promise.withResolvers<void>();
  const onConnect = async () => {
    const now = state;
    begun.resolve();
    await read.promise;
    return P(`state ${now}`);
  };
  const send = setupWs(app, () => {}, { keep: 10, onConnect });
  const change = async () => await send(P(`now ${++state}`));
  await using site = serveSite(app);
  let lastId: string;
  {
    await using one = await site.open("/ws");
    await begun.promise;
    await change();
    read.resolve();
    strictEqual(await one.next(), "<p>state 0</p>");
    const [, id, message] = /^<!--last %2Fws (\S+)-->(.*)$/.exec((await one.next())!)!;
    strictEqual(message, "<p>now 1</p>");
    lastId = id!;
  }
  await using two = await site.open("/ws");
  strictEqual(await two.next(), "<p>state 1</p>");
  await change();
  match((await two.next())!, /--><p>now 2<\/p>$/);
  const query = new URLSearchParams({ "last-event-id": `%2Fws:${lastId}` });
  await using again = await site.open(`/ws?${query}`);
  strictEqual(await again.next(), "<p>state 2</p>");
  match((await again.next())!, /--><p>now 2<\/p>$/);
});
