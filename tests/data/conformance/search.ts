import { deepStrictEqual } from "node:assert";
import {
  DataError,
  type DataTable,
  UnknownColumnError,
  ValueError,
} from "../../../lib/data/mod.ts";
import { section } from "./step.ts";

class Post {
  id = 0;
  title = "";
  body: string | null = "";
  user = "a";
  stars = 1;
  static types = { body: String };
}

type Posts = DataTable<Post, number, boolean>;

const POSTS = [
  { title: "Cat", body: "one cat, two cats" },
  { title: "A dog", body: "with the cat" },
  {
    title: "Mail",
    body: "write to ann@example.com, or see https://example.org/cats/list-of-all.html",
  },
  { title: "Nothing", body: null, stars: 5 },
  { title: "cat cat cat", body: "", user: "b" },
];

/** What a user may type, with the rows that are found by it. */
const TEXTS: Record<string, number[]> = {
  "cat": [5, 1, 2],
  "CAT": [5, 1, 2],
  "cat dog": [2],
  "dog cat dog": [2],
  '"cat dog"': [2],
  "'dog'": [2],
  "-dog": [2],
  "cat -dog": [2],
  "cats*": [1, 3],
  "ca": [],
  "cat NOT dog": [],
  "dog OR mail": [],
  "dog or mail": [],
  "NEAR(cat dog)": [],
  "title:cat": [],
  "c0 : cat": [],
  "{title body} : cat": [],
  "^dog": [2],
  "dog & | ! <-> :*": [2],
  "dog) OR (1=1": [],
  '"dog': [2],
  'dog"""': [2],
  "dog\\": [2],
  "dog\0cat": [2],
  "dog\ud800": [2],
  "dog 😀": [2],
  "😀": [],
  "": [],
  " \n\t": [],
  '"': [],
  '""': [],
  "*": [],
  "-": [],
  "()": [],
  "%": [],
  "ann@example.com": [3],
  "example": [3],
  "html": [3],
  "list-of": [3],
  "of list": [3],
  "two one": [1],
  "$where": [],
};

const ids = async (found: unknown) => (await found as Post[]).map(({ id }) => id);

const search = section("search", async (db) => {
  const posts = db.create(Post);
  await posts.insertAll(POSTS);
  return posts as Posts;
}, [
  [
    "a table without a search index says so",
    (posts) => posts.search("cat"),
    /Cannot search "post": it has no search index, expected enableSearch\(\)/,
    "search",
  ],
  [
    "enableSearch returns the table",
    async (posts) => {
      const same = await posts.enableSearch(["title", "body"]);
      return same === posts;
    },
    true,
    "search",
  ],
  ...Object.entries(TEXTS).map(([text, found]) =>
    [
      `search ${JSON.stringify(text)}`,
      (posts: Posts) => ids(posts.search(text)),
      found,
      "search",
    ] as const
  ),
  [
    "a text of 10,000 characters finds what has all its words",
    async (posts) => [
      await ids(posts.search("dog cat ".repeat(1250))),
      await ids(posts.search("dog cat x".padEnd(10_000, " y7"))),
    ],
    [[2], []],
    "search",
  ],
  [
    "a longer text finds nothing",
    (posts) => ids(posts.search("cat ".repeat(2501))),
    [],
    "search",
  ],
  [
    "words that are no text are rejected",
    (posts) => posts.search({ $gt: "" } as unknown as string),
    ValueError,
    "search",
  ],
  ["search gives rows", async (posts) => [...await posts.search("mail")], [
    { id: 3, stars: 1, user: "a", ...POSTS[2] },
  ], "search"],
  [
    "where",
    (posts) => ids(posts.search("cat", { where: { user: "a", stars: [1, 2] } })),
    [1, 2],
    "search",
  ],
  ["limit and offset", (posts) => ids(posts.search("cat", { limit: 1, offset: 1 })), [1], "search"],
  ["limit 0", (posts) => ids(posts.search("cat", { limit: 0 })), [], "search"],
  [
    "select and withPk",
    (posts) => posts.search("dog", { select: ["title"], withPk: true }),
    [[2, { title: "A dog" }]],
    "search",
  ],
  [
    "an unknown option is rejected",
    (posts) => posts.search("dog", { wher: {} } as object),
    /"wher" is no option here, did you mean "where"/,
    "search",
  ],
  [
    "where as SQL is rejected",
    (posts) => posts.search("dog", { where: "1 = 1" as never }),
    /where is "1 = 1", expected an object of columns/,
    "search",
  ],
  [
    "rows that are written later are found",
    async (posts) => {
      await posts.insert({ title: "late bird" });
      await posts.update({ id: 2, title: "A bird" });
      await posts.upsert({ id: 9, title: "bird bird bird" });
      await posts.upsert({ id: 4, body: "bird" });
      return [await keys(posts.search("bird")), await ids(posts.search("dog"))];
    },
    [[2, 4, 6, 9], []],
    "search",
  ],
  [
    "rows that are replaced are found by their new words",
    async (posts) => {
      await posts.insert({ id: 9, title: "fish" }, { replace: true });
      return [await keys(posts.search("bird")), await ids(posts.search("fish"))];
    },
    [[2, 4, 6], [9]],
    "search",
  ],
  [
    "rows with another key are found once",
    async (posts) => {
      await posts.update({ id: 10 }, 9, { rekey: true });
      return await ids(posts.search("fish"));
    },
    [10],
    "search",
  ],
  [
    "rows that are deleted are not found",
    async (posts) => {
      await posts.delete(10);
      await posts.deleteWhere({ id: [4, 6] });
      return [await keys(posts.search("bird")), await ids(posts.search("fish"))];
    },
    [[2], []],
    "search",
  ],
  [
    "what a transaction took back is not found",
    async (posts, db) => {
      await db.transaction(async () => {
        await posts.insert({ title: "whale" });
        throw new Error("no");
      }).catch(() => {});
      return await ids(posts.search("whale"));
    },
    [],
    "search",
  ],
  [
    "a search within a transaction sees what it wrote",
    async (posts, db) => {
      return await db.transaction(async () => {
        await posts.insert({ id: 20, title: "newt" });
        return await ids(posts.search("newt"));
      });
    },
    [20],
    "search",
  ],
  [
    "enableSearch of other columns searches those",
    async (posts) => {
      await posts.enableSearch("title");
      return [await ids(posts.search("with")), await keys(posts.search("cat"))];
    },
    [[], [1, 5]],
    "search",
  ],
  [
    "enableSearch of the same columns does nothing",
    async (posts) => {
      await posts.enableSearch(["title", "title"]);
      return await ids(posts.search("newt"));
    },
    [20],
    "search",
  ],
  ["the search index is no table", async (_, db) => [await db.tables(), await db.views()], [
    ["post"],
    [],
  ], "search"],
  [
    "the search index is no column and no index of its own",
    async (_, db) => {
      const { columns, indexes } = await db.table("post");
      return [columns.map(({ name }) => name), indexes];
    },
    [["id", "title", "body", "user", "stars"], []],
    "search",
  ],
  [
    "createMod and the diagram leave it out",
    async (_, db) => {
      const text = await db.createMod() + await db.diagram();
      return [/post/.test(text), /_search/.test(text)];
    },
    [true, false],
    "search",
  ],
  [
    "columns that are no texts are rejected",
    (posts) => posts.enableSearch("stars" as "title"),
    /Cannot make "post" searchable: stars is integer, expected columns of texts/,
    "search",
  ],
  ["no column is rejected", (posts) => posts.enableSearch([]), DataError, "search"],
  [
    "an unknown column is rejected",
    (posts) => posts.enableSearch("titel" as "title"),
    UnknownColumnError,
    "search",
  ],
  ["it is still searchable after that", (posts) => ids(posts.search("newt")), [20], "search"],
  [
    "xtra narrows a search",
    async (posts) => {
      posts.xtra({ user: "b" });
      return await ids(posts.search("cat"));
    },
    [5],
    "search",
  ],
  [
    "a narrowed table keeps its search index",
    (posts) => posts.disableSearch(),
    /it is narrowed by xtra/,
    "search",
  ],
]);

const changing = section("search of a table that changes", async (db) => {
  const notes = db.create("note", { id: String, text: String, more: String, done: Boolean });
  await notes.insertAll([
    { id: "a", text: "red apple", more: "pie" },
    { id: "b", text: "green apple", more: "cake" },
  ]);
  return await notes.enableSearch(["text", "more"]);
}, [
  ["text keys", (notes) => keys(notes.search("apple")), ["a", "b"], "search"],
  [
    "transform renames a searched column",
    async (notes) => {
      const renamed = await notes.transform({ rename: { text: "name" }, drop: ["done"] });
      await renamed.insert({ id: "c", name: "apple juice" });
      return [await keys(renamed.search("apple")), await keys(renamed.search("pie"))];
    },
    [["a", "b", "c"], ["a"]],
    "search",
  ],
  [
    "transform drops a searched column",
    async (_, db) => {
      const notes = await db.table<{ id: string; name: string; more: string }>("note");
      await notes.transform({ drop: ["more"] });
      return [await keys(notes.search("apple")), await keys(notes.search("pie"))];
    },
    [["a", "b", "c"], []],
    "search",
  ],
  [
    "create with transform keeps it",
    async (_, db) => {
      const notes = db.create("note", { id: String, name: String, stars: Number }, {
        transform: true,
      });
      await notes.ready();
      return await keys(notes.search("juice"));
    },
    ["c"],
    "search",
  ],
  [
    "transform of the last searched column ends it",
    async (_, db) => {
      const notes = await db.table<{ id: string; name: string }>("note");
      await notes.addColumn("other", String);
      await notes.transform({ drop: ["name"] });
      return await notes.search("juice");
    },
    /no search index/,
    "search",
  ],
  [
    "a table that is dropped leaves nothing",
    async (_, db) => {
      const notes = await db.table<{ id: string; other: string }>("note");
      await notes.enableSearch("other");
      await notes.drop();
      const again = db.create("note", { id: Number, other: String });
      await again.insert({ other: "new" });
      return await again.search("new");
    },
    /no search index/,
    "search",
  ],
  [
    "disableSearch ends it",
    async (_, db) => {
      const notes = db.create("note", { id: Number, other: String });
      await notes.enableSearch("other");
      const found = await notes.search("new");
      await notes.disableSearch();
      await notes.disableSearch();
      await notes.insert({ other: "newer" });
      deepStrictEqual(found.length, 1);
      return await notes.search("new");
    },
    /no search index/,
    "search",
  ],
  [
    "keys of several columns",
    async (_, db) => {
      const cells = db.create("cell", { row: Number, name: String, text: String }, {
        pk: ["row", "name"],
      });
      await cells.insertAll([{ row: 1, name: "x", text: "blue" }, {
        row: 2,
        name: "x",
        text: "red",
      }]);
      await cells.enableSearch(["text", "name"]);
      await cells.update({ row: 2, name: "x", text: "blue blue" });
      return (await cells.search("x blue")).map(({ row }) => row);
    },
    [2, 1],
    "search",
  ],
]);

async function keys(found: unknown): Promise<unknown[]> {
  return (await found as { id: unknown }[]).map(({ id }) => id).sort();
}

export const SEARCH = [search, changing];
