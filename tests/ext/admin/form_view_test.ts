import { deepStrictEqual, match, strictEqual } from "node:assert";
import { parse } from "parse5";
import { database } from "../../../mod.ts";
import { digestOf, newAdmin } from "./_shop.ts";

interface Node {
  readonly nodeName: string;
  readonly attrs?: { name: string; value: string }[];
  readonly childNodes?: Node[];
  readonly value?: string;
}

/** What a browser would send of the form that writes, if nothing was touched. */
function fieldsOf(html: string): string[][] {
  const all: string[][] = [];
  const textOf = (node: Node): string => node.value ?? (node.childNodes ?? []).map(textOf).join("");
  const walk = (node: Node): void => {
    const attrs = Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));
    const { name } = attrs;
    if (name && node.nodeName === "input") {
      const { type = "text", value = "" } = attrs;
      const isNumber = type === "number" && Number.isNaN(Number(value));
      const isDate = type.startsWith("date") && Number.isNaN(Date.parse(value));
      if (type !== "checkbox" || "checked" in attrs) {
        all.push([name, isNumber || isDate ? "" : value]);
      }
    }
    if (name && node.nodeName === "textarea") {
      all.push([name, textOf(node).replaceAll("\n", "\r\n")]);
    }
    if (name && node.nodeName === "select") {
      const options = (node.childNodes ?? []).filter(({ nodeName }) => nodeName === "option");
      const isSelected = ({ attrs }: Node) => attrs!.some(({ name }) => name === "selected");
      const chosen = options.find(isSelected) ?? options[0]!;
      all.push([name, chosen.attrs!.find(({ name }) => name === "value")!.value]);
    }
    node.childNodes?.forEach(walk);
  };
  const [form = ""] = /<form method="post" action="[^"]*\/(?:edit|new)".*?<\/form>/s.exec(html) ??
    [];
  walk(parse(form) as unknown as Node);
  return all;
}

const ODD = [
  "'\n\n begins with lines '",
  "'a\r\nb'",
  "'spaces at the end  '",
  "''",
  "NULL",
  "'0'",
];

Deno.test("a form that is saved untouched changes nothing, whatever the row has", async () => {
  using db = database(":memory:");
  db.q(`CREATE TABLE odd (id INTEGER PRIMARY KEY, text TEXT, whole INTEGER, real REAL, yes BOOLEAN,
    day DATE, at DATETIME, json JSON, free, state TEXT DEFAULT 'new')`);
  for (const [i, text] of ODD.entries()) {
    db.q(
      `INSERT INTO odd VALUES (${
        i + 1
      }, ${text}, NULL, 1e300, NULL, NULL, NULL, '{"a": [1.50]}', 1, NULL)`,
    );
  }
  db.q(
    "INSERT INTO odd VALUES (11, 'x', 'seven', 'pi', 'maybe', 'soon', '12:00', '{', x'00ff', '')",
  );
  db.q(
    "INSERT INTO odd VALUES (12, 'x', 9223372036854775807, 3, 1, '2026-11-22', '2026-11-22 10:30:05.123', 'null', '007', 'x')",
  );
  const { get, post } = newAdmin({ odd: db.t.odd! }, {
    log: true,
    tables: { odd: { fields: { state: { choices: { new: "New", done: "Done" } } } } },
  });
  const before = db.q("SELECT * FROM odd");
  for (const id of [1, 2, 3, 4, 5, 6, 11, 12]) {
    const form = await get(`/odd/edit?key=${id}`);
    const sent = fieldsOf(form.html);
    // A box that is checked is sent beside what is sent for every box.
    strictEqual(sent.length, id === 12 ? 12 : 11);
    const saved = await post("/odd/edit", sent);
    deepStrictEqual([id, saved.status], [id, 303]);
  }
  deepStrictEqual(db.q("SELECT * FROM odd"), before);
  strictEqual(db.t.admin_log!.count(), 0);
});

Deno.test("an empty field is null, and no text where the row has none", async () => {
  using db = database(":memory:");
  class Note {
    static types = { rank: Number, day: Date };
    id = 0;
    text = "";
    count = 0;
    rank: number | null = null;
    day: Date | null = null;
  }
  const notes = db.create(Note);
  notes.insert({ text: "a", count: 1, rank: 2, day: new Date(0) });
  const { get, post } = newAdmin({ notes }, { tables: { notes: {} } });
  const empty = ["text", "count", "rank", "day"].map((name) => [`v.${name}`, ""]);
  const form = [["key", "1"], ["digest", digestOf(await get("/notes/edit?key=1"))]];
  // A number of the class is never null.
  const wrong = await post("/notes/edit", [...form, ...empty]);
  strictEqual(wrong.status, 422);
  match(wrong.html, /<a href="#field-2">Count<\/a>: Fill this in/);
  const rest = empty.filter(([name]) => name !== "v.count");
  strictEqual((await post("/notes/edit", [...form, ...rest])).status, 303);
  deepStrictEqual({ ...notes[1] }, { id: 1, text: "", count: 1, rank: null, day: null });
});

Deno.test("a new row takes what the database fills in, and asks for what it needs", async () => {
  using db = database(":memory:");
  db.q(
    `CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'new',
    at TEXT DEFAULT CURRENT_TIMESTAMP, many INTEGER, twice INTEGER AS (many * 2))`,
  );
  const items = db.t.item!;
  const { get, post } = newAdmin({ items }, { tables: { items: {} } });
  const form = await get("/items/new");
  const sent = fieldsOf(form.html);
  deepStrictEqual(sent, [["v.name", ""], ["v.state", "new"], ["v.at", ""], ["v.many", ""]]);
  match((await post("/items/new", sent)).html, /Name<\/a>: Fill this in/);
  match((await post("/items/new", [])).html, /Name<\/a>: Fill this in/);
  strictEqual(
    (await post("/items/new", [["v.name", "a"], ["v.many", "2"], ["v.twice", "9"]])).status,
    303,
  );
  const [{ name, state, many, twice, at }] = items() as [Record<string, unknown>];
  deepStrictEqual([name, state, many, twice], ["a", "new", 2, 4]);
  match(String(at), /^\d{4}-/);
});

Deno.test("a choice that is none of the list is rejected, unless the row has it", async () => {
  using db = database(":memory:");
  const items = db.create("item", { state: String });
  items.insert({ state: "lost" });
  const { get, post } = newAdmin({ items }, {
    tables: { items: { fields: { state: { choices: { new: "New", done: "Done" } } } } },
  });
  const form = await get("/items/edit?key=1");
  match(form.html, /<option value="lost" selected>lost<\/option>/);
  const sent = [["key", "1"], ["digest", digestOf(form)]];
  match(
    (await post("/items/edit", [...sent, ["v.state", "toString"]])).html,
    /Choose one of these/,
  );
  strictEqual((await post("/items/edit", [...sent, ["v.state", "done"]])).status, 303);
  strictEqual(items[1]!.state, "done");
});
