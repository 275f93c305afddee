import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { setImmediate } from "node:timers";
import { Room } from "../../lib/live/room.ts";
import { until } from "../_within.ts";
import { newApp } from "../http/_app.ts";
import { Clock } from "./_line.ts";
import { serveSite } from "./_socket.ts";

Deno.test("Room.deliver() to thousands gives others a turn, keeps the order, and skips who has left", async () => {
  const room = new Room(), got: string[] = [];
  let turns = 0, isDone = false;
  const leave: (() => void)[] = [];
  for (let i = 0; i < 2000; i++) {
    leave.push(room.listen((html) => {
      got.push(html);
      // Some listeners take long; the last one leaves while the first message is on its way.
      if (i % 100 === 0) { for (const end = performance.now() + 2; performance.now() < end;); }
      if (i === 50 && html === "a") leave[1999]!();
    }));
  }
  const tick = () => {
    turns++;
    if (!isDone) setImmediate(tick);
  };
  setImmediate(tick);
  const all = ["a", "b", "c"].map((html) => room.deliver(html));
  deepStrictEqual([all.every((each) => each instanceof Promise), got.length], [true, 0]);
  await Promise.all(all);
  isDone = true;
  deepStrictEqual(got.join("").match(/a+|b+|c+/g)!.map((run) => run[0]! + run.length), [
    "a1999",
    "b1999",
    "c1999",
  ]);
  strictEqual(turns > 3, true);
});

Deno.test("Room.deliver() to a few hands the message on before it returns", () => {
  const room = new Room(), got: string[] = [];
  const stop = room.listen((html) => got.push(html));
  strictEqual(room.deliver("a"), undefined);
  stop();
  deepStrictEqual([got, room.isEmpty, room.deliver("b"), got], [["a"], true, undefined, ["a"]]);
});

Deno.test("Room.deliver() goes on with the next message after a listener has thrown", async () => {
  const room = new Room(), got: string[] = [];
  for (let i = 0; i < 100; i++) {
    room.listen((html) => {
      got.push(html);
      if (i === 99 && html === "a") throw new Error("a mistake");
    });
  }
  const [a, b] = await Promise.allSettled([room.deliver("a"), room.deliver("b")]);
  deepStrictEqual([a.status, b.status, got.length], ["rejected", "fulfilled", 200]);
});

Deno.test("a herd that joins at once is shown in few messages, and none is dropped", async () => {
  using clock = new Clock();
  const members = 300; // 5,000 of them: deno run -A tests/live/herd.ts
  const { app } = newApp();
  let shown = 0;
  const room = app.channel("room", {
    presence: (names, { size }) => {
      shown++;
      return `${size} ${names.length} ${"x".repeat(5000)}`;
    },
  });
  app.ws("/{name}", () => {}, { onConnect: ({ ws, name }) => room.join(ws, name) });
  await using site = serveSite(app);
  const clients = await Promise.all(
    Array.from({ length: members }, (_, i) => site.open(`/member ${i}`)),
  );
  await until(60, "all have joined", () => room.size === members);
  clock.gather();
  for (const client of clients) {
    let text: string | undefined;
    do text = await client.next(); while (text && !text.startsWith(`${members} 100 `));
    ok(text, "the socket has ended");
  }
  deepStrictEqual([room.members.length, shown], [members, 2]); // the first, and then all
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
});
