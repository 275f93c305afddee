import { database, fastApp, FtResponse, HTTPException, P } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { z } from "zod";
import { logged, SECRET } from "../_app.ts";

class Todo {
  id = 0;
}

/** The rows of the documentation's table: what a request has, and what its errors are. */
function readTable(): [request: string, answer: string][] {
  const text = Deno.readTextFileSync(new URL("../../../docs/messages.md", import.meta.url));
  const [, section = ""] = text.split("## Page or data\n");
  const rows = section.split("\n").filter((line) => line.startsWith("| ")).slice(2);
  return rows.map((row) => {
    const [, request, answer] = row.split("|").map((cell) => cell.trim());
    return [request!, answer!];
  });
}

/** The headers of a row. */
function toHeaders(request: string): Record<string, string> {
  if (request.includes("`HX-Request`")) return { "hx-request": "true", accept: "*/*" };
  if (request === "without `Accept`") return {};
  if (request === "with a JSON body") return { "content-type": "application/json" };
  return { accept: /`([^`]+)`$/.exec(request)![1]! };
}

const TYPES: Record<string, string> = {
  "a page": "text/html; charset=utf-8 whole",
  "a sentence, which a toast shows": "text/html; charset=utf-8 part",
  data: "application/problem+json",
};

Deno.test("wantsProblem() tells pages from data, as the documentation's table says", async () => {
  using db = database(":memory:");
  const todos = db.create(Todo);
  const { app, rt } = fastApp({
    defaultHdrs: false,
    secretKey: SECRET,
    staticPath: "/nowhere",
    limits: { maxBody: 20 },
    allowedHosts: ["localhost"],
  });
  rt("/400", { n: Number }, ({ n }) => P(n));
  rt("/row", () => P(todos.get(1).id));
  rt("/403", () => {
    throw new HTTPException(403);
  });
  rt.post("/405", () => P());
  rt.post("/413", { text: String }, ({ text }) => P(text));
  rt.post("/422", { text: z.object({ a: z.number() }) }, ({ text }) => P(text.a));
  rt("/500", () => {
    throw new Error("a mistake");
  });
  rt("/own", () => FtResponse(P("own"), { status: 409 }));
  const body = '{"text":"x"}', large = `{"text":"${"x".repeat(20)}"}`;
  const cases: [status: number, path: string, init?: RequestInit][] = [
    [400, "/400"],
    [400, "/400?n=x"],
    [404, "/nowhere"],
    [404, "/row"],
    [403, "/403"],
    [403, "/405", { method: "POST", body, headers: { "sec-fetch-site": "cross-site" } }],
    [405, "/405"],
    [413, "/413", { method: "POST", body: large }],
    [421, "http://other.example/400?n=1"],
    [422, "/422", { method: "POST", body }],
    [500, "/500"],
  ];
  const wrong: unknown[] = [];
  const table = readTable();
  for (const [request, answer] of table) {
    for (const [status, path, init] of cases) {
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        ...init?.headers,
        ...toHeaders(request),
      };
      let found = "";
      await logged(async () => {
        const response = await app.request(path, { ...init, headers });
        const type = response.headers.get("content-type"), text = await response.text();
        const extent = type?.startsWith("text/html")
          ? text.startsWith("<!doctype") ? " whole" : " part"
          : "";
        found = `${response.status} ${type}${extent}`;
      });
      const expected = `${status} ${TYPES[answer]}`;
      if (found !== expected) wrong.push([request, path, found, expected]);
    }
    // What the program answers itself is as it wrote it.
    const own = await app.request("/own", { headers: toHeaders(request) });
    deepStrictEqual(own.headers.get("content-type"), "text/html; charset=utf-8", request);
  }
  deepStrictEqual(wrong, []);
  deepStrictEqual(table.length, 18);
});

Deno.test("wantsProblem() gives htmx a page where it restores one", async () => {
  const { app } = fastApp({ defaultHdrs: false, secretKey: SECRET, staticPath: "/nowhere" });
  const restoring = { "hx-request": "true", "hx-history-restore-request": "true" };
  const { status, headers } = await app.request("/none", {
    headers: { ...restoring, accept: "*/*" },
  });
  deepStrictEqual([status, headers.get("content-type")], [404, "text/html; charset=utf-8"]);
});
