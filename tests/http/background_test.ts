import { BackgroundTask, P } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { logged, newApp, read } from "./_app.ts";

Deno.test("BackgroundTask runs after any kind of answer; its error harms nothing", async () => {
  const ran: unknown[] = [];
  const { app, rt } = newApp();
  const note = (path: string) => new BackgroundTask((text: string) => void ran.push(text), path);
  rt("/page", () => [P("x"), note("page")]);
  rt("/json", () => [{ a: 1 }, note("json")]);
  rt("/response", () => [new Response("r"), note("response")]);
  rt("/fails", () => [
    "ok",
    new BackgroundTask(() => Promise.reject(new Error("later"))),
    note("after"),
  ]);
  const lines = await logged(async () => {
    for (const path of ["/page", "/json", "/response", "/fails"]) {
      strictEqual((await read(app.request(path))).status, 200);
    }
    await app.close();
  });
  deepStrictEqual(ran, ["page", "json", "response", "after"]);
  deepStrictEqual(lines.map(([where]) => where), ["GET http://localhost/fails:"]);
});
