/** The program of the fuzzer: secrets behind each kind of guard, and routes that write. */
import {
  Beforeware,
  database,
  DataError,
  fastApp,
  type FastHTML,
  HtmxResponseHeaders,
  HTTPException,
  optional,
  P,
  Redirect,
  serve,
  signIn,
  StaticFiles,
} from "@fasthtml/fasthtml";
import process from "node:process";

/** What only a client with {@linkcode KEY} or a session may see. */
export const SECRET = "what-nobody-may-see";

/** What the middleware asks for. */
export const KEY: readonly [name: string, value: string] = ["x-key", "the key"];

/** Where secrets are, as routes, files and mounted applications. */
export const GUARDED: readonly string[] = [
  "/private/page",
  "/private/notes.txt",
  "/files/notes.txt",
  "/mounted/any/page",
  "/app/inner",
  "/inner/page",
  "/inner/notes.txt",
];

/** An application, and how many rows it has changed. */
export interface Fuzzed {
  readonly app: FastHTML;
  changes(): number;
}

/** Makes the application; its files are made in this folder. */
export function makeApp(folder: string): Fuzzed {
  for (const name of ["private", "inner", "files"]) {
    Deno.mkdirSync(`${folder}/${name}`, { recursive: true });
    Deno.writeTextFileSync(`${folder}/${name}/notes.txt`, SECRET);
  }
  Deno.writeTextFileSync(`${folder}/open.txt`, "open");
  const db = database(":memory:");
  const todos = db.create("todo", { id: Number, title: String, done: Boolean, due: Date });
  const books = db.create("book", { id: Number, title: String, open: Boolean });
  books.insertAll([{ title: "open", open: true }, { title: SECRET, open: false }]);

  const isSecret = /^\/(?:private|files|mounted|app)(?:\/|$)/;
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: "x".repeat(32),
    staticPath: folder,
    middleware: [(request, next) => {
      const isInner = new URL(request.url).pathname.startsWith("/inner");
      const [name, value] = KEY;
      return isInner && request.headers.get(name) !== value
        ? new Response("no key", { status: 403 })
        : next(request);
    }],
    before: Beforeware(({ session }) => {
      if (!session.auth) return Redirect("/login");
    }, { skip: [new RegExp(`(?!${isSecret.source}).*`)] }),
  });
  rt.get("/private/page", () => SECRET);
  rt.get("/inner/page", () => SECRET);
  app.mount("/files", StaticFiles(`${folder}/files`));
  app.mount("/mounted", () => new Response(SECRET));
  const { app: inner, rt: innerRt } = fastApp({ defaultHdrs: false, secretKey: "x".repeat(32) });
  innerRt.get("/inner", () => SECRET);
  app.mount("/app", inner);

  rt("/login", { name: "" }, ({ session, name }) => {
    if (!name) return P("sign in");
    if (name.length > 50) throw new HTTPException(422, "no such name"); // a cookie is not larger
    signIn(session, name);
    return Redirect("/");
  });
  rt("/", ({ session, htmx }) => P(session.auth ?? "", htmx.target ?? "", htmx.currentUrl ?? ""));
  rt("/trigger", { v: "" }, ({ v }) => [P(v), HtmxResponseHeaders({ trigger: { it: v } })]);

  // Plain routes, which a link of another site must not use to write.
  rt("/add", { title: "" }, ({ title }) => P(todos.insert({ title }).id));
  rt("/rename", { id: 0, title: "" }, ({ id, title }) => {
    if (!todos.has(id)) throw new HTTPException(404, "no such row");
    return P(todos.update({ id, title }).title);
  });
  rt("/remove", { id: 0 }, ({ id }) => P(todos.deleteWhere({ id })));
  rt("/list", {
    title: optional(String),
    done: optional(Boolean),
    limit: optional(Number),
    offset: optional(Number),
  }, ({ title, done, limit, offset }) => {
    const where = { ...title !== undefined && { title }, ...done !== undefined && { done } };
    const page = (n: number | undefined) =>
      Number.isSafeInteger(n) ? Math.min(100, Math.max(0, n!)) : 10;
    return P(todos(where, { limit: page(limit), offset: page(offset) }).length);
  });
  rt.post("/search", async ({ data }) => {
    const fields = await data();
    try {
      return P(books({ ...fields, open: true } as object).map(({ title }) => title).join());
    } catch (error) {
      if (error instanceof DataError || error instanceof TypeError) {
        throw new HTTPException(422, "no such field");
      }
      throw error;
    }
  });
  rt.post("/upload", { file: File }, ({ file }) => P(file.size));
  rt.post("/json", async ({ data }) => P(JSON.stringify(await data()).length));
  app.ws("/ws", { msg: "", n: optional(Number) }, ({ msg, n }) => P(msg, String(n)));
  rt.get("/ok", () => "ok");
  rt.get("/cpu", () => {
    const { user, system } = process.cpuUsage();
    return { milliseconds: (user + system) / 1000, rss: Deno.memoryUsage().rss };
  });
  return { app, changes: () => Number(db.q("select total_changes() as n")[0]!.n) };
}

if (import.meta.main) serve(makeApp(Deno.args[0]!).app);
