import { database, fastApp, type FastHTMLOptions, P } from "@fasthtml/fasthtml";
import type { DataTable } from "@fasthtml/fasthtml/data";
import { deepStrictEqual, strictEqual } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { answer, HTMX, logged, newApp } from "../http/_app.ts";

Deno.test("FastHTML sends a path with one slash too many or too few to the right one", async () => {
  const { app, rt } = newApp();
  rt("/x", () => "x");
  rt("/y/", () => "y");
  const place = async (path: string) => (await app.request(path)).headers.get("location");
  deepStrictEqual(await Promise.all(["/x/?a=1", "/y", "//evil.example/"].map(place)), [
    "/x?a=1",
    "/y/",
    null,
  ]);
});

Deno.test("A handler that fails on an error ends as a bare 500", async () => {
  const { app, rt } = newApp({
    exceptionHandlers: {
      404: () => {
        throw new Error("again");
      },
    },
  });
  rt("/", () => "");
  const lines = await logged(async () =>
    deepStrictEqual(await answer(app.request("/x")), [500, "500 Internal Server Error"])
  );
  strictEqual(lines.length, 1);
});

class Todo {
  id = 0;
  title = "";
  user = 0;
}

/** A table with a row of user 1 and one of user 2, and what it shows. */
function fill(): { todos: DataTable<Todo, number>; titles: () => string } {
  const todos = database(":memory:").create(Todo);
  todos.insertAll([{ title: "ann", user: 1 }, { title: "bob", user: 2 }]);
  return { todos, titles: () => todos().map(({ title }) => title).join() };
}

/** An application whose middleware narrows to the user of a header. */
function narrowing(options: FastHTMLOptions = {}) {
  const { todos, titles } = fill();
  const made = newApp({
    middleware: (request, next) => {
      const user = request.headers.get("x-user");
      if (user) todos.xtra({ user: Number(user) });
      return next(new Request(request));
    },
    ...options,
  });
  made.rt("/", titles);
  const ask = (user: string, path = "/") =>
    answer(made.app.request(path, { headers: { ...HTMX.headers, "x-user": user } }));
  return { ...made, todos, titles, ask };
}

Deno.test("xtra in middleware narrows one request", async () => {
  const { ask } = narrowing();
  deepStrictEqual(
    await Promise.all(["1", "2", "", "1"].map((user) => ask(user))),
    [[200, "ann"], [200, "bob"], [200, "ann,bob"], [200, "ann"]],
  );
});

Deno.test("xtra in middleware holds in a mounted application, and not in a request within", async () => {
  const { app, rt, ask, titles } = narrowing();
  const below = fastApp({ defaultHdrs: false });
  below.rt("/", titles);
  app.mount("/below", below.app);
  rt("/within", async () => await (await app.request("/", HTMX)).text());
  deepStrictEqual(await ask("1", "/below/"), [200, "ann"]);
  deepStrictEqual(await ask("1", "/within"), [200, "ann,bob"]);
});

Deno.test("xtra in onStartup narrows for good, also where the first request waits for it", async () => {
  const { ask, todos } = narrowing({ onStartup: () => void todos.xtra({ user: 2 }) });
  deepStrictEqual(await ask(""), [200, "bob"]);
  deepStrictEqual(await ask(""), [200, "bob"]);
});

Deno.test("FastHTML answers HEAD as GET without its body, and a missing icon with nothing", async () => {
  const { app, rt } = newApp();
  rt("/page", () => P("x"));
  const head = await app.request("/page", { method: "HEAD" });
  deepStrictEqual([head.status, head.body, head.headers.get("content-type")], [
    200,
    null,
    "text/html; charset=utf-8",
  ]);
  deepStrictEqual(await answer(app.request("/favicon.ico")), [204, ""]);
  strictEqual((await app.request("/favicon.ico", { method: "POST" })).status, 404);
  rt.get("/favicon.ico", () => "own");
  deepStrictEqual(await answer(app.request("/favicon.ico")), [200, "own"]);
});

const SLASHES: [method: string, path: string, location: string | number][] = [
  ["GET", "/x/", "/base/x"],
  ["GET", "/x/?q=%41&r", "/base/x?q=%41&r"],
  ["POST", "/x/", "/base/x"],
  ["PUT", "/x/", 404],
  ["GET", "/y", "/base/y/"],
  ["GET", "/n/1/", "/base/n/1"],
  ["GET", "/n/a%2Fb/", "/base/n/a%2Fb"],
  ["GET", "/none/", 404],
  ["GET", "/x//", 404],
  ["GET", "//evil.example/", 404],
  ["GET", "//evil.example", 404],
  ["GET", "/", 404],
];

Deno.test("FastHTML redirects to the path with or without its last slash, where that is a route", async () => {
  const { app, rt } = newApp({ basePath: "/base" });
  rt("/x", () => "");
  rt("/y/", () => "");
  rt("/n/{n}", () => "");
  const seen = SLASHES.map(async ([method, path]) => {
    const { status, headers } = await app.request(path, { method });
    return [method, path, status === 307 ? headers.get("location") : status];
  });
  deepStrictEqual(await Promise.all(seen), SLASHES);
});

Deno.test("FastHTML prefers routes to files, and files to a redirect", async () => {
  await using folder = await tempFolder();
  for (const name of ["route.txt", "file"]) {
    await Deno.writeTextFile(`${folder.path}/${name}`, "file");
  }
  const { app, rt } = newApp({ staticPath: folder.path });
  rt("/route.txt", () => "route");
  rt("/file/", () => "route");
  deepStrictEqual(await answer(app.request("/route.txt")), [200, "route"]);
  deepStrictEqual(await answer(app.request("/file")), [200, "file"]);
});
