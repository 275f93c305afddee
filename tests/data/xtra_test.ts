import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Database, database, type DataTable, inRequest } from "../../lib/data/mod.ts";
import { isNarrowed, PerRequest } from "../../lib/data/xtra.ts";

class Todo {
  id = 0;
  title = "";
}

function open(): { db: Database; todos: DataTable<Todo, number> } {
  const db = database(":memory:");
  const todos = db.create(Todo);
  todos.insertAll([{ title: "a" }, { title: "b" }]);
  return { db, todos };
}

Deno.test("xtra outside a request lasts, inside one it ends with the request", async () => {
  const { db, todos } = open();
  using _db = db;
  strictEqual(inRequest({}, () => todos.xtra({ title: "a" }).count()), 1);
  strictEqual(todos.count(), 2);
  todos.xtra({ title: "b" });
  strictEqual(todos.count(), 1);
  deepStrictEqual(await inRequest({}, async () => [await delay(1), todos.count()]), [undefined, 1]);
});

Deno.test("inRequest() returns what its function returns, throws what it throws, and nests", async () => {
  const { db, todos } = open();
  using _db = db;
  const counts = await inRequest({}, async () => {
    todos.xtra({ title: "a" });
    const inner = inRequest({}, () => todos.count());
    await delay(1);
    return [todos.count(), inner];
  });
  deepStrictEqual([counts, todos.count()], [[1, 2], 2]);
  const no = new Error("no");
  throws(() =>
    inRequest({}, () => {
      throw no;
    }), no);
});

Deno.test("requests in flight see their own rows alone", async () => {
  const { db, todos } = open();
  using _db = db;
  const seen = await Promise.all(Array.from({ length: 50 }, (_, i) =>
    inRequest({}, async () => {
      const title = i % 3 === 0 ? "a" : "b";
      if (i % 5 !== 0) todos.xtra({ title });
      await delay(i % 4);
      return todos().map((todo) => todo.title).join("") === (i % 5 === 0 ? "ab" : title);
    })));
  ok(seen.every(Boolean));
});

Deno.test("one request narrows several tables, each by itself", () => {
  const { db, todos } = open();
  using _db = db;
  const other = db.create("other", { id: Number, n: Number });
  other.insertAll([{ n: 1 }, { n: 2 }, { n: 2 }]);
  inRequest({}, () => {
    todos.xtra({ title: "a" });
    strictEqual(other.count(), 3);
    other.xtra({ n: 2 });
    deepStrictEqual([todos.count(), other.count()], [1, 2]);
    other.xtra({ id: 2 });
    deepStrictEqual([todos.count(), other.count()], [1, 1]);
  });
  deepStrictEqual([todos.count(), other.count()], [2, 3]);
});

Deno.test("isNarrowed() says whether the request has narrowed a table", () => {
  const { db, todos } = open();
  using _db = db;
  strictEqual(isNarrowed(), false);
  deepStrictEqual(
    inRequest({}, () => [isNarrowed(), Boolean(todos.xtra({ title: "a" })), isNarrowed()]),
    [false, true, true],
  );
  todos.xtra({ title: "a" });
  deepStrictEqual([isNarrowed(), inRequest({}, isNarrowed)], [false, false]);
});

Deno.test("PerRequest holds a lasting value, and another in each request", () => {
  const scoped = new PerRequest<number>();
  const request = {};
  strictEqual(scoped.value, undefined);
  inRequest(request, () => scoped.value = 1);
  strictEqual(scoped.value, undefined);
  scoped.value = 5;
  deepStrictEqual([scoped.value, inRequest(request, () => scoped.value)], [5, 1]);
  strictEqual(inRequest({}, () => scoped.value), 5);
  scoped.value = undefined;
  strictEqual(scoped.value, undefined);
});

/** Runs a program of its own, where no table has been made yet. */
async function run(program: string): Promise<string> {
  const scope = import.meta.resolve("../../lib/data/mod.ts");
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-check",
      `import { database, inRequest } from ${JSON.stringify(scope)};
      const make = () => {
        const todos = database(":memory:").create("todos", { id: Number, title: String });
        todos.insertAll([{ title: "a" }, { title: "b" }]);
        return todos;
      };
      const narrow = (todos) => {
        try {
          return todos.xtra({ title: "a" }).count();
        } catch (error) {
          return error.message;
        }
      };
      ${program}`,
    ],
    cwd: fileURLToPath(import.meta.resolve("../..")),
    env: { NO_COLOR: "1" },
  }).output();
  ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

const REJECTED = "Cannot narrow a table: the program's first table was made while a request was " +
  "under way, expected it before the first request";

Deno.test("xtra on a first table made in a request is an error, not a guess", async () => {
  strictEqual(await run(`console.log(inRequest({}, () => narrow(make())))`), REJECTED);
  strictEqual(
    await run(`await inRequest({}, async () => { await 1; console.log(narrow(make())); })`),
    REJECTED,
  );
});

Deno.test("xtra works again once the request in which the first table was made has ended", async () => {
  const after = `console.log(narrow(todos), inRequest({}, () => narrow(todos)))`;
  strictEqual(await run(`let todos; inRequest({}, () => { todos = make(); }); ${after}`), "1 1");
  strictEqual(
    await run(`let todos; await inRequest({}, async () => { todos = make(); }); ${after}`),
    "1 1",
  );
  strictEqual(
    await run(`let todos;
      try { inRequest({}, () => { todos = make(); throw new Error("no"); }); } catch {}
      ${after}`),
    "1 1",
  );
  strictEqual(
    await run(`let todos;
      await inRequest({}, async () => { todos = make(); throw new Error("no"); }).catch(() => {});
      ${after}`),
    "1 1",
  );
});

Deno.test("inRequest() throws what its function throws, also before the first table", async () => {
  strictEqual(
    await run(`try {
        inRequest({}, () => { throw new Error("no"); });
      } catch (error) {
        console.log(error.message);
      }`),
    "no",
  );
});

Deno.test("a request that is still under way keeps xtra an error", async () => {
  strictEqual(
    await run(`const end = Promise.withResolvers();
      const slow = inRequest({}, () => end.promise);
      const todos = make();
      console.log(narrow(todos));
      end.resolve();
      await slow;
      console.log(narrow(todos));`),
    `${REJECTED}\n1`,
  );
});
