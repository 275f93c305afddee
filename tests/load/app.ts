/** The program under load: pages, forms that write, uploads, and what goes wrong. */
import { database, fastApp, Li, P, serve, Titled, Ul } from "@fasthtml/fasthtml";

class Entry {
  id = 0;
  key = "";
  n = 0;
}

const db = database(Deno.env.get("LOAD_DB")!);
const entries = db.create(Entry);
const { app, rt } = fastApp({
  secretKey: "a secret for the program under load",
  limits: { spoolAbove: 10_000 },
});

rt("/", () => Titled("Load", Ul(entries({ orderBy: "-id", limit: 20 }).map(({ key }) => Li(key)))));
rt("/greet/{name}", { times: 1 }, ({ name, times }) => P(`Hello ${name}`.repeat(times)));
rt("/visits", ({ session }) => P(session.n = (session.n ?? 0) + 1));
rt.post("/add", { entry: Entry }, ({ entry }) => {
  const { id, key } = entries.insert({ key: entry.key, n: entry.n });
  return { id, key };
});
rt.post("/upload", { file: File }, async ({ file }) => ({ size: (await file.bytes()).length }));
rt.get("/memory", () => {
  (globalThis as { gc?: () => void }).gc?.();
  const { rss, heapUsed, external } = Deno.memoryUsage();
  return [rss, heapUsed, external].join();
});

serve(app);
