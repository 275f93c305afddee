import { deepStrictEqual, strictEqual } from "node:assert";
import { type Mirror, Mirrors } from "../../lib/live/mirror.ts";

// What pages get of them: tests/live/kept_test.ts.

const MIB = 1 << 20;

function add(mirror: Mirror, ...ids: string[]): void {
  for (const id of ids) mirror.mark({ id, html: `<p>${id}</p>` }).begin();
}

function idsOf(mirror: Mirror | undefined, after?: string): string[] | undefined {
  return mirror?.after(after).map(({ id }) => id);
}

Deno.test("Mirror.after() has the last messages, and all of them after an id that it does not know", () => {
  const mirror = new Mirrors(() => true, false).keep("a b/ä>", 3);
  deepStrictEqual([idsOf(mirror), mirror.lastId, mirror.has("1")], [[], undefined, false]);
  add(mirror, "1", "2", "3", "4");
  deepStrictEqual(
    [undefined, "", "1", "2", "3", "4", "5"].map((after) => idsOf(mirror, after)!.join("")),
    ["234", "234", "234", "34", "4", "", "234"],
  );
  deepStrictEqual([mirror.lastId, mirror.has("1"), mirror.has("2")], ["4", false, true]);
  strictEqual(mirror.toText({ id: "4-0", html: "<p>" }), "<!--last a%20b%2F%C3%A4%3E 4-0--><p>");
});

Deno.test("Mirror.mark() adds a message when its turn comes", () => {
  const mirror = new Mirrors(() => true, false).keep("\ud800", 3);
  const marks = ["1", "2"].map((id) => mirror.mark({ id, html: "" }));
  deepStrictEqual([mirror.waiting, idsOf(mirror), marks[0]!.text], [
    2,
    [],
    "<!--last %EF%BF%BD 1-->",
  ]);
  marks[0]!.begin();
  deepStrictEqual([mirror.waiting, idsOf(mirror)], [1, ["1"]]);
});

Deno.test("Mirrors.keep() counts from the last call, and keeps what fits", () => {
  const mirrors = new Mirrors(() => true, false), mirror = mirrors.keep("a", 3);
  add(mirror, "1", "2", "3");
  strictEqual(mirrors.keep("a", 2), mirror);
  deepStrictEqual([mirrors.get("a")?.keep, idsOf(mirror)], [2, ["2", "3"]]);
  mirrors.keep("a", 4);
  add(mirror, "4", "5", "6");
  deepStrictEqual([idsOf(mirror), mirrors.get("b")], [["3", "4", "5", "6"], undefined]);
});

Deno.test("Mirrors hold 64 MiB, and drop the oldest messages of the channel that was not used for longest", () => {
  const open = new Set(["open"]), mirrors = new Mirrors((name) => open.has(name), false);
  const fill = (name: string, ...ids: string[]) => {
    const mirror = mirrors.keep(name, 10);
    for (const id of ids) mirror.mark({ id, html: "x".repeat(10 * MIB) }).begin();
  };
  fill("open", "1", "2");
  fill("old", "3", "4");
  fill("new", "5", "6");
  mirrors.keep("open", 10); // used
  fill("new", "7");
  const all = () => ["open", "old", "new"].map((name) => idsOf(mirrors.get(name))?.join(""));
  deepStrictEqual(all(), ["12", "4", "567"]);
  fill("new", "8");
  deepStrictEqual(all(), ["12", undefined, "5678"]);
  fill("new", "9", "A", "B");
  deepStrictEqual(all(), ["", undefined, "6789AB"]);
});

Deno.test("Mirrors count names without messages, which users may make up", () => {
  const mirrors = new Mirrors(() => false, false);
  for (let i = 0; i < 140_000; i++) mirrors.keep(`${i}`, 1);
  deepStrictEqual([mirrors.get("0"), mirrors.get("139999")?.keep], [undefined, 1]);
});

Deno.test("Mirrors.renew() forgets what a store has, but for the last id; a late message goes nowhere", () => {
  const mirrors = new Mirrors(() => false, true), mirror = mirrors.keep("a", 3);
  add(mirror, "1", "2");
  mirrors.renew("b");
  mirrors.renew("a");
  add(mirror, "3");
  const next = mirrors.get("a")!;
  deepStrictEqual([next.keep, next.seen, idsOf(next), mirrors.get("b")], [3, "2", [], undefined]);
  mirrors.renew("a");
  strictEqual(mirrors.get("a")!.seen, "2");
});
