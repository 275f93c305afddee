/** What the types of routes, parameters and options let through, and what must not compile. */
import {
  A,
  type Class,
  Div,
  fastApp,
  FastHTML,
  header,
  oneOf,
  only,
  optional,
  P,
} from "@fasthtml/fasthtml";

class Todo {
  id = 0;
  title = "";
  done = false;
}

/** Tells two types apart that are assignable to each other. */
type Same<T, U> = (<X>() => X extends T ? 1 : 2) extends (<X>() => X extends U ? 1 : 2) ? true
  : false;
function same<T, U>(..._: Same<T, U> extends true ? [] : ["not the same", T, U]): void {}

Deno.test("rt() types what a handler gets, and what its address takes", () => {
  const { rt } = fastApp();

  const show = rt("/user/{name}/{id:int}/{rest:path}", {
    page: 1,
    sort: oneOf("name", "age"),
    tags: [String],
    since: optional(Date),
    agent: header("user-agent"),
    shout: (text: string) => text.toUpperCase(),
    at: () => new Date(),
    site: URL,
    big: BigInt,
  }, ({ name, id, rest, page, sort, tags, since, agent, shout, at, site, big, req }) => {
    same<typeof name, string>();
    same<typeof id, number>();
    same<typeof rest, string>();
    same<typeof page, number>();
    same<typeof sort, "name" | "age">();
    same<typeof tags, string[]>();
    same<typeof since, Date | undefined>();
    same<typeof agent, string>();
    same<typeof shout, string>();
    same<typeof at, Date>();
    same<typeof site, URL>();
    same<typeof big, bigint>();
    same<typeof req, Request>();
  });
  const place = { name: "eve", id: 1, rest: "a/b" };
  const needed = { sort: "age", shout: "x", site: new URL("http://a.b"), big: 1n } as const;

  show.to({ ...place, ...needed });
  show.to({ ...place, ...needed, page: 2, tags: ["a"], since: new Date(0), at: null });
  // @ts-expect-error a parameter of the path is missing
  (() => show.to({ name: "eve", id: 1, ...needed }));
  // @ts-expect-error a parameter without a default is missing
  (() => show.to(place));
  // @ts-expect-error not one of the choices
  (() => show.to({ ...place, ...needed, sort: "size" }));
  // @ts-expect-error text where the path takes a number
  (() => show.to({ ...place, ...needed, id: "one" }));
  // @ts-expect-error no such parameter
  (() => show.to({ ...place, ...needed, pgae: 2 }));
  // @ts-expect-error a header is no part of an address
  (() => show.to({ ...place, ...needed, agent: "curl" }));
});

Deno.test("rt() types classes, files and lists of them", () => {
  const { rt } = fastApp();

  const save = rt.post("/save", {
    todo: Todo,
    part: only(Todo, "title"),
    file: File,
    files: [File],
  }, ({ todo, part, file, files }) => {
    same<typeof todo, Todo>();
    same<typeof part, Todo>();
    same<typeof file, File>();
    same<typeof files, File[]>();
  });

  save.to();
  // @ts-expect-error a class has no such field
  (() => only(Todo, "titel"));
});

Deno.test("rt() refuses what no handler can have", () => {
  const { rt } = fastApp();
  const never = () => {
    // @ts-expect-error a name that every handler has
    rt("/a", { session: String }, () => null);
    // @ts-expect-error no such parameter
    rt("/b/{name}", ({ nmae }) => nmae);
    // @ts-expect-error a symbol is no declaration
    rt("/c", { x: Symbol() }, () => null);
    // @ts-expect-error no handler
    rt("/d");
  };
  never satisfies () => void;
});

Deno.test("routes may link to themselves and to each other", () => {
  const { rt } = fastApp();

  const list = rt(
    "/list",
    { page: 1 },
    ({ page }) => A("next", { href: list.to({ page: page + 1 }) }),
  );
  const one = rt("/one", () => Div(A("two", { href: two })));
  const two = rt("/two", () => P(A("one", { href: one })));
  const group = rt("/group", {
    get() {
      return A("again", { href: group });
    },
  });
});

Deno.test("fastApp() refuses a misspelt option, and knows its tables", () => {
  const never = () => {
    // @ts-expect-error secretKey
    fastApp({ title: "x", secretkey: "y" });
    // @ts-expect-error tables
    fastApp({ db: ":memory:", tabels: {} });
    // @ts-expect-error tables want a database
    fastApp({ tables: { todos: Todo } });
    // @ts-expect-error secretKey
    new FastHTML({ title: "x", secretkey: "y" });
  };
  never satisfies () => void;

  const { tables, db } = fastApp({
    db: ":memory:",
    tables: { todos: Todo, users: { name: String, age: Number, pk: "name" } },
  });
  const users = tables.users();
  const todos = tables.todos();
  same<typeof users, { name: string; age: number }[]>();
  same<typeof todos, Todo[]>();
  tables.users.Row satisfies Class;
  db.close();
});
