import { P } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { answer, HTMX, newApp } from "./_app.ts";

Deno.test("invokeFirst() runs functions in turn until one answers", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({
    before: [
      () => void ran.push("a"),
      async ({ url }) => {
        ran.push("b");
        await Promise.resolve();
        return url.searchParams.has("stop") ? P("stopped") : undefined;
      },
      () => void ran.push("c"),
    ],
  });
  rt("/", () => P("handler"), { before: () => void ran.push("own") });
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>handler</p>"]);
  deepStrictEqual(await answer(app.request("/?stop", HTMX)), [200, "<p>stopped</p>"]);
  deepStrictEqual(ran, ["a", "b", "c", "own", "a", "b"]);
});

Deno.test("invoke() reads no body before the guards have run", async () => {
  const { client, rt } = newApp({ before: () => new Response("no", { status: 403 }) });
  class Todo {
    title = "";
  }
  rt("/x", { todo: Todo }, () => "");
  const headers = { "content-type": "application/json" };
  deepStrictEqual(await answer(client.post("/x", { body: "{bad", headers })), [403, "no"]);
});
