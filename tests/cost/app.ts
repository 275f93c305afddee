/** The program whose processor time is measured: a route for each kind of input. */
import { database, fastApp, fromCookie, HTTPException, optional, serve } from "@fasthtml/fasthtml";
import { htmlToFt } from "@fasthtml/fasthtml/ext/html2ft";
import process from "node:process";

class Item {
  name = "";
  amount = 0;
  day = new Date(0);
  tags: string[] = [];
}

const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters", exts: ["ws"] });

rt.get("/cpu", () => {
  const { user, system } = process.cpuUsage();
  return { milliseconds: (user + system) / 1000 };
});
rt.get("/text/{v}", () => "text");
rt.get("/path/{v:path}", () => "path");
rt.get("/number/{v:float}", () => "number");
rt.get("/query", {
  text: "",
  number: optional(Number),
  big: optional(BigInt),
  date: optional(Date),
  flag: optional(Boolean),
  link: optional(URL),
  list: [Number],
}, () => "query");
rt.get("/headers", ({ htmx, session, url }) => `${htmx.request} ${session.auth} ${url.pathname}`);
rt.get("/cookie", { v: fromCookie("v", "") }, ({ session }) => `cookie ${session.auth}`);
rt.post("/item", { item: Item }, () => "item");
rt.post("/data", async ({ data }) => `${Object.keys(await data()).length} fields`);
rt.post("/file", { file: File }, ({ file }) => `${file.size} bytes`);
rt.post("/html2ft", async ({ body }) => {
  const html = await body();
  try {
    return `${htmlToFt(html).length} characters`;
  } catch (error) {
    if (error instanceof RangeError) throw new HTTPException(413, error.message);
    throw error;
  }
});
rt.post("/csv", async ({ body }) => {
  const db = database(":memory:");
  try {
    const table = await db.importFile("item", new File([await body()], "item.csv"));
    return `${table.columns.length} columns`;
  } catch (error) {
    throw new HTTPException(400, (error as Error).message);
  } finally {
    await db.close();
  }
});
app.ws("/ws", { text: "", number: optional(Number), date: optional(Date) }, () => "message");

serve(app);
