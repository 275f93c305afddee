import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { type Broker, type Channel, type FastHTML, Li, P, Ul } from "@fasthtml/fasthtml";
import { until } from "../_within.ts";
import { headsOf, logged, newApp } from "../http/_app.ts";
import { Clock, Line } from "./_line.ts";
import { serveSite } from "./_socket.ts";

Deno.test("Hub tells other processes who comes, speaks and goes, and answers who is here", async () => {
  using clock = new Clock();
  const line = new Line();
  const app = makeChat(line);
  await using site = serveSite(app);
  deepStrictEqual([line.published, line.subscribed], [[], 0]);
  {
    await using eve = await site.open("/den?name=eve");
    strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
    eve.send({ msg: "hi" });
    strictEqual(await eve.next(), "<p>eve: hi</p>");
    deepStrictEqual(line.take(), [
      ["den", "ask"],
      ["den", "all", "1", "0", "eve"],
      ["den", "send", "<p>eve: hi</p>"],
    ]);
    line.hear("other", "den", "ask");
    line.hear("other", "den", "ask", "somebody else");
    line.hear("other", "garden", "ask");
    deepStrictEqual(line.take(), [["den", "all", "1", "0", "eve"]]);
    clock.gather();
    await using adam = await site.open("/den?name=adam");
    strictEqual(await adam.next(), "<ul><li>adam</li><li>eve</li></ul>");
    deepStrictEqual(line.take(), [["den", "moved", "1", "2", "0", "+adam"]]);
    clock.gather();
    adam.send({ msg: "leave" });
    strictEqual(await adam.next(), "<p>bye</p>");
    deepStrictEqual(line.take(), [["den", "moved", "2", "3", "0", "-adam"]]);
    adam.send({ msg: "leave" }); // who is no member can't leave
    strictEqual(await adam.next(), "<p>bye</p>");
    clock.gather();
    deepStrictEqual(line.take(), []);
  }
  await until(20, "eve's leaving", () => line.published.length > 0);
  deepStrictEqual(line.take(), [["den", "moved", "3", "3", "0", "-eve"]]);
  line.hear("other", "den", "ask"); // a room without members is none
  deepStrictEqual([line.take(), line.subscribed], [[], 1]);
});

Deno.test("Hub gathers who comes and goes for 50 ms, and shows and tells only what has changed", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line }), shown: string[] = [];
  const room = app.channel("den", {
    presence: (names, { size, joined, left }) => `${size}: ${names} +${joined} -${left}`,
  });
  room.listen((html) => shown.push(html));
  app.ws("/{name}", { msg: String }, ({ ws, name }) => room.join(ws, name), {
    onConnect: ({ ws, name }) => room.join(ws, name === "nobody" ? undefined : name),
  });
  await using site = serveSite(app);
  await using one = await site.open("/one");
  await one.next();
  line.take();
  const others = await Promise.all(["two", "three", "four"].map((name) => site.open(`/${name}`)));
  await using nobody = await site.open("/nobody");
  await until(20, "all have joined", () => room.size === 5);
  await others[1]![Symbol.asyncDispose]();
  await until(20, "three has left", () => room.size === 4);
  deepStrictEqual([shown.splice(0), line.take()], [["1: one +one -"], []]);
  clock.gather();
  strictEqual(
    await nobody.next(),
    "4: four,one,two +two,four -".replace("two,four", shown[0]!.match(/\+(\S+)/)![1]!),
  );
  deepStrictEqual(shown.splice(0).map((text) => text.slice(0, 15)), ["4: four,one,two"]);
  const [[, kind, from, to, unnamed, ...moves] = []] = line.take();
  deepStrictEqual([kind, from, to, unnamed, moves.sort()], ["moved", "1", "2", "1", [
    "+four",
    "+two",
  ]]);
  clock.gather();
  strictEqual(clock.gathering, 0); // nothing has changed
  await Promise.all(others.map((client) => client[Symbol.asyncDispose]()));
});

Deno.test("Hub hands on what other processes say, and not what it has said itself", async () => {
  using clock = new Clock();
  const line = new Line();
  const app = makeChat(line);
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  line.hear("other", "garden", "send", "<p>elsewhere</p>");
  line.hear("other", "den", "send", "<p>there</p>");
  strictEqual(await eve.next(), "<p>there</p>");
  // A broker such as Redis hands back what it was given.
  for (const text of line.published) line.receive(text);
  const hear = async (...news: string[]) => {
    clock.gather();
    line.hear(...news);
    return await eve.next();
  };
  strictEqual(await hear("other", "den", "all", "1", "0", "adam", "eve"), list("adam", "eve"));
  clock.gather();
  line.hear("other", "den", "all", "1", "0", "adam", "eve"); // nothing new
  line.hear("other", "den", "beat", "1");
  line.hear("third", "den", "all", "7", "2", "adam"); // two without a name
  strictEqual(await eve.next(), list("adam", "eve"));
  strictEqual(
    await hear("third", "den", "moved", "7", "8", "2", "-adam", "+b"),
    list("adam", "b", "eve"),
  );
  strictEqual(app.channel("den").size, 5);
  strictEqual(await hear("third", "den", "all", "9", "0", "b", "c"), list("adam", "b", "c", "eve"));
  strictEqual(
    await hear("other", "den", "moved", "1", "1", "0", "-adam", "-eve"),
    list("b", "c", "eve"),
  );
  line.hear("other", "den", "send", "<p>last</p>");
  strictEqual(await eve.next(), "<p>last</p>");
  deepStrictEqual([app.channel("den").members, app.channel("den").size], [["b", "c", "eve"], 3]);
});

Deno.test("Hub asks a process for all its members when it missed a change or does not know it", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line }), room = app.channel("den");
  room.listen(() => {});
  line.take();
  line.hear("other", "den", "beat", "4");
  line.hear("other", "den", "moved", "4", "5", "0", "+adam");
  deepStrictEqual([line.take(), room.members], [
    [["den", "ask", "other"], ["den", "ask", "other"]],
    [],
  ]);
  line.hear("other", "den", "all", "5", "0", "adam");
  line.hear("other", "den", "beat", "5");
  line.hear("other", "den", "moved", "6", "7", "0", "+eve");
  deepStrictEqual([line.take(), room.members], [[["den", "ask", "other"]], ["adam"]]);
  line.hear("other", "den", "all", "7", "0", "eve");
  deepStrictEqual([line.take(), room.members], [[], ["eve"]]);
  clock.gather();
  await app.close();
});

Deno.test("Hub drops what is no message of a process, and takes the next", async () => {
  using clock = new Clock();
  const line = new Line(), app = makeChat(line), got: string[] = [];
  await using site = serveSite(app);
  await using eve = await site.open("/den?name=eve");
  strictEqual(await eve.next(), "<ul><li>eve</li></ul>");
  const stop = app.channel("den").listen((html) => {
    got.push(html);
    throw new Error("a mistake of the program");
  });
  clock.gather();
  const attrs = { onclick: "alert(1)" };
  const dropped = ["", "no JSON", "5", "null", "{}", "[]", '["x","den"]', '["x","den","send"]'];
  const wrong = [
    ["send", attrs],
    ["send", 5],
    ["send", "<p>", "<p>"],
    ["all", "1", attrs],
    ["all", "1", "x"],
    ["all", "1"],
    ["moved", "1", "2", "0", "adam"],
    ["moved", "1", "2"],
    ["beat"],
    ["ask", "a", "b"],
    ["end", "x"],
    ["gone"],
    ["constructor"],
  ];
  const lines = await logged(() => {
    for (const text of dropped) line.receive(text);
    for (const rest of wrong) line.receive(JSON.stringify(["x", "den", ...rest]));
    line.receive(JSON.stringify([attrs, "den", "all", "1", "0", "adam"]));
    line.hear("x", "den", "send", "<p>there</p>");
    stop();
    line.hear("x", "den", "all", "1", "0", "adam");
  });
  deepStrictEqual(await eve.take(2), ["<p>there</p>", list("adam", "eve")]);
  deepStrictEqual(got, ["<p>there</p>"]);
  deepStrictEqual(headsOf(lines), [
    ...Array(dropped.length + wrong.length + 1)
      .fill("Dropped a message that no process of this program sent"),
    "Cannot deliver a message of another process: Error: a mistake of the program",
  ]);
});

Deno.test("Hub gives a sign of life every 5 seconds, and forgets a process after 15 without one", async () => {
  using clock = new Clock();
  const line = new Line(), app = makeChat(line), shown: string[] = [];
  const room = app.channel("den", { presence: (names) => P(names.join()) });
  const leave = room.listen((html) => shown.push(html));
  deepStrictEqual(clock.waiting, [5000]);
  app.channel("garden").listen(() => {})();
  line.take();
  clock.pass(5000);
  deepStrictEqual(line.take(), []); // who only listens is no member
  line.hear("dead", "den", "all", "1", "0", "adam");
  clock.gather();
  line.hear("alive", "den", "all", "1", "0", "noah");
  deepStrictEqual(shown.splice(0), ["<p>adam</p>", "<p>adam,noah</p>"]);
  clock.gather();
  {
    await using site = serveSite(app);
    await using eve = await site.open("/den?name=eve");
    await eve.next();
    const [, , version] = line.take().at(-1)!;
    shown.splice(0);
    clock.gather();
    clock.pass(5000);
    deepStrictEqual(line.take(), [["den", "beat", version]]);
    clock.pass(5000);
    line.hear("alive", "den", "beat", "1");
    clock.pass(4999);
    deepStrictEqual(room.members, ["adam", "eve", "noah"]);
    deepStrictEqual(shown, []);
    clock.pass(1); // 15 seconds after the last sign of "dead"
    deepStrictEqual(room.members, ["eve", "noah"]);
    deepStrictEqual(shown.splice(0), [list("eve", "noah")]);
    deepStrictEqual(clock.waiting, [5000]);
    leave();
  }
  deepStrictEqual([clock.waiting, clock.gathering], [[], 0]);
});

Deno.test("Hub counts no process that was silent for 15 seconds, also between two looks at the time", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line }), shown: string[] = [];
  const room = app.channel("room", { presence: (names) => P(names.join()) });
  room.listen((html) => shown.push(html));
  clock.pass(2000);
  for (const news of [["dead", "adam"], ["left", "noah"], ["left"]]) {
    const [from, ...names] = news as [string, ...string[]];
    line.hear(from, "room", "all", "1", "0", ...names);
    clock.gather();
  }
  deepStrictEqual(shown.splice(0), ["<p>adam</p>", "<p>adam,noah</p>", "<p>adam</p>"]);
  clock.pass(14_999);
  deepStrictEqual(room.members, ["adam"]);
  clock.pass(1);
  deepStrictEqual([room.members, room.size, shown], [[], 0, []]);
  clock.pass(3000);
  deepStrictEqual(shown.splice(0), ["<p></p>"]);
  clock.gather();
  clock.pass(60_000);
  deepStrictEqual(shown, []);
  await app.close();
});

Deno.test("Hub reports what presence throws at a join, a leave, a sign of life and a message", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line });
  const room = app.channel("den", {
    presence: (names) => {
      if (names.length === 1) throw new Error("alone");
      return names.length === 2 ? Promise.reject(new Error("two")) : P(names[0]!.toUpperCase());
    },
  });
  app.ws("/", () => {}, { onConnect: ({ ws }) => room.join(ws, "eve") });
  const lines = await logged(async () => {
    await using site = serveSite(app);
    room.listen(() => {});
    {
      await using _eve = await site.open("/");
      await until(20, "eve", () => room.size === 1);
      clock.gather();
      line.hear("other", "den", "all", "1", "0", "adam");
      await until(20, "the rejection is reported", () => clock.gathering > 0);
      clock.gather();
    }
    await until(20, "eve's leaving", () => room.size === 1);
    clock.gather();
    clock.pass(20_000);
    clock.gather();
  });
  const head = 'Cannot show the members of channel "den": ';
  deepStrictEqual(headsOf(lines), [
    `${head}Error: alone`,
    `${head}Error: two`,
    `${head}Error: alone`,
    `${head}TypeError: Cannot read properties of undefined (reading 'toUpperCase')`,
  ]);
});

Deno.test("Hub tells other processes who comes though the program never ends to render the members", async () => {
  using clock = new Clock();
  const line = new Line(), { app } = newApp({ broker: line });
  const never = Promise.withResolvers<string>();
  let calls = 0;
  const room = app.channel("den", { presence: () => ++calls === 1 ? never.promise : "all" });
  app.ws("/{name}", () => {}, { onConnect: ({ ws, name }) => room.join(ws, name) });
  await using site = serveSite(app);
  await using eve = await site.open("/eve");
  await until(20, "eve", () => room.size === 1);
  line.take();
  await using _adam = await site.open("/adam");
  await until(20, "adam", () => room.size === 2);
  clock.gather();
  deepStrictEqual([line.take(), calls], [[["den", "moved", "1", "2", "0", "+adam"]], 1]);
  clock.gather();
  never.resolve("one");
  deepStrictEqual(await eve.take(2), ["one", "all"]); // what has changed meanwhile is shown then
});

Deno.test("Hub has no timer while no channel has members, and one again with the next", async () => {
  using clock = new Clock();
  const { app } = newApp({ broker: new Line() });
  const leaves = ["a", "b"].map((name) => app.channel(name).listen(() => {}));
  deepStrictEqual(clock.waiting, [5000]);
  leaves[0]!();
  deepStrictEqual(clock.waiting, [5000]);
  leaves[1]!();
  deepStrictEqual(clock.waiting, []);
  app.channel("c").listen(() => {});
  deepStrictEqual(clock.waiting, [5000]);
  await app.close();
  deepStrictEqual(clock.waiting, []);
});

Deno.test("app.close() forgets members and closes the broker, once it was opened", async () => {
  const line = new Line();
  const { app } = newApp({ broker: line });
  app.channel("room").listen(() => {});
  line.hear("other", "room", "all", "1", "0", "adam");
  deepStrictEqual([app.channel("room").members, line.closed], [["adam"], 0]);
  await app.close();
  deepStrictEqual([app.channel("room").members, line.closed], [[], 1]);
  await app.close();
  strictEqual(line.closed, 1);
});

Deno.test("two applications of one program hear each other's channels without a broker", async () => {
  const [one, two] = [newApp(), newApp()], heard: string[] = [];
  // Both begin to hear at once; what is published is not repeated, so it is sent until it is heard.
  two.app.channel("room").listen((html) => heard.push(html));
  await until(20, "a message", async () => {
    await one.app.channel("room").send(P("over"));
    return heard.length > 0;
  });
  strictEqual(heard[0], "<p>over</p>");
  await one.app.close();
  await two.app.close();
});

Deno.test("Channel.send() resolves when the broker has it, and rejects when 64 MiB wait", async () => {
  let take = () => {};
  const broker: Broker = {
    subscribe: () => {},
    publish: () => new Promise((resolve) => take = resolve),
    close: () => {},
  };
  const { app } = newApp({ broker }),
    room: Channel = app.channel("den"),
    half = "x".repeat(32 << 20);
  let isSent = false;
  const first = room.send(half).then(() => isSent = true), takeFirst = await taken(() => take);
  const second = room.send(half), takeSecond = await taken(() => take);
  await rejects(room.send("y"), ({ message }: Error) => {
    match(
      message,
      /^Cannot send to channel "den": 67108864 characters wait, expected send\(\) to be/,
    );
    return true;
  });
  strictEqual(isSent, false);
  takeFirst();
  takeSecond();
  await Promise.all([first, second]);
  const third = room.send("y");
  (await taken(() => take))();
  await third;
  await app.close();
});

/** The function that ends a publication, once there is one. */
async function taken(look: () => () => void): Promise<() => void> {
  await new Promise((resolve) => setTimeout(resolve));
  return look();
}

function list(...names: string[]): string {
  return `<ul>${names.map((name) => `<li>${name}</li>`).join("")}</ul>`;
}

function makeChat(broker: Broker): FastHTML {
  const { app } = newApp({ broker });
  const roomOf = (name: string) =>
    app.channel(name, { presence: (names) => Ul(names.map((name) => Li(name))) });
  app.ws("/{room}", { msg: String }, async ({ room, msg, ws, url }) => {
    if (msg === "leave") {
      roomOf(room).leave(ws);
      return P("bye");
    }
    await roomOf(room).send(P(`${url.searchParams.get("name") ?? ""}: ${msg}`));
  }, {
    onConnect: ({ room, ws, url }) =>
      roomOf(room).join(ws, url.searchParams.get("name") ?? undefined),
  });
  return app;
}
