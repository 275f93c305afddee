import { P } from "@fasthtml/fasthtml";
import { requestId } from "@fasthtml/fasthtml/middleware";
import type { LogEntry } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { serveSite } from "../../live/_socket.ts";
import { HTMX, logged, newApp } from "../_app.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

Deno.test("requestId() sends the id that the handler and the log have, of errors too", async () => {
  const entries: LogEntry[] = [];
  const { app, rt } = newApp({ middleware: requestId(), log: (entry) => void entries.push(entry) });
  rt("/", ({ scope }) => P(`${scope.requestId}`));
  rt("/fail", () => {
    throw new Error("no");
  });
  const response = await app.request("/", HTMX);
  const id = response.headers.get("x-request-id")!;
  match(id, UUID);
  strictEqual(await response.text(), `<p>${id}</p>`);
  await logged(async () => {
    const ids = [id];
    for (const path of ["/nowhere", "/fail"]) {
      ids.push((await app.request(path)).headers.get("x-request-id")!);
    }
    deepStrictEqual(
      entries.filter(({ event }) => event === "request").map((entry) => entry.id),
      ids,
    );
    strictEqual(new Set(ids).size, 3);
  });
});

Deno.test("requestId() takes the id of a trusted proxy alone", async () => {
  const ask = async (trustProxy: boolean, id: string) => {
    const { app } = newApp({ middleware: requestId(), trustProxy });
    const response = await app.request("/", { headers: { "x-request-id": id } });
    return response.headers.get("x-request-id")!;
  };
  strictEqual(await ask(true, "abc-1"), "abc-1");
  match(await ask(true, "<script>"), UUID);
  match(await ask(false, "abc-1"), UUID);
});

Deno.test("requestId() copies what it can't change, and lets sockets open", async () => {
  const { app } = newApp({
    middleware: [
      requestId(),
      (request, next) =>
        request.url.endsWith("/old") ? Response.redirect("http://localhost/new") : next(request),
    ],
  });
  app.ws("/echo", { text: String }, ({ text }) => P(text));
  const { status, headers } = await app.request("/old");
  deepStrictEqual([status, UUID.test(headers.get("x-request-id")!)], [302, true]);
  await using site = serveSite(app);
  await using socket = await site.open("/echo");
  socket.send('{"text":"hi"}');
  match((await socket.take(1))[0]!, /<p>hi<\/p>/);
});
