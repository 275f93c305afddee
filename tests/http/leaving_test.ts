import { deepStrictEqual, strictEqual } from "node:assert";
import { newApp } from "./_app.ts";

Deno.test("A handler's signal is aborted when the client leaves, and not by a good answer", async () => {
  const { app, rt } = newApp();
  const left: string[] = [];
  const begun = Promise.withResolvers<void>(), seen = Promise.withResolvers<void>();
  rt("/slow", async ({ signal }) => {
    signal.addEventListener("abort", () => {
      left.push("slow");
      seen.resolve();
    });
    begun.resolve();
    await seen.promise;
    return "late";
  });
  rt("/fast", ({ signal }) => {
    signal.addEventListener("abort", () => left.push("fast"));
    return "fast";
  });
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  const origin = `http://127.0.0.1:${server.addr.port}`;
  strictEqual(await (await fetch(`${origin}/fast`)).text(), "fast");
  const socket = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  await socket.write(new TextEncoder().encode(`GET /slow HTTP/1.1\r\nHost: x\r\n\r\n`));
  await begun.promise;
  socket.close();
  await seen.promise;
  deepStrictEqual(left, ["slow"]);
});
