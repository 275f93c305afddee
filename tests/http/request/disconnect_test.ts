import { cancelOnDisconnect, HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { DisconnectWatch } from "../../../lib/http/request/disconnect.ts";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("cancelOnDisconnect() stops waiting when the client leaves", async () => {
  const { app, rt } = newApp();
  rt("/never", cancelOnDisconnect(() => new Promise(() => {})));
  rt("/at-once", cancelOnDisconnect(() => "done"));
  const client = new AbortController();
  const waiting = app.request("/never", { signal: client.signal });
  client.abort();
  strictEqual((await waiting).status, 499);
  deepStrictEqual(await answer(app.request("/at-once")), [200, "done"]);
});

Deno.test("cancelOnDisconnect() answers as the handler, whether it returns or throws", async () => {
  const { app, rt } = newApp();
  const client = new AbortController(), init = { signal: client.signal };
  const route = rt(
    cancelOnDisconnect(async function report({ url }: { url: URL; signal: AbortSignal }) {
      await Promise.resolve();
      if (url.searchParams.has("fail")) throw new HTTPException(409, "busy");
      return "done";
    }),
  );
  strictEqual(`${route}`, "/report");
  deepStrictEqual(await answer(app.request("/report", init)), [200, "done"]);
  deepStrictEqual(await detail(app.request("/report?fail", init)), [409, "busy"]);
});

Deno.test("cancelOnDisconnect() leaves nothing behind on the signal", async () => {
  const { signal } = new AbortController();
  const listeners: string[] = [];
  const watched = Object.assign(signal, {
    addEventListener: (name: string) => listeners.push(`+${name}`),
    removeEventListener: (name: string) => listeners.push(`-${name}`),
  });
  const handler = cancelOnDisconnect(({ signal }) =>
    signal.aborted ? "gone" : Promise.reject("no")
  );
  await handler({ signal: watched }).catch(() => {});
  deepStrictEqual(listeners, ["+abort", "-abort"]);
});

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

Deno.test("DisconnectWatch aborts its signal with the reason of the request's, also one aborted before", async () => {
  const closing = new AbortController().signal;
  const request = new AbortController();
  const watch = new DisconnectWatch(request, closing);
  await turn();
  strictEqual(watch.signal.aborted, false);
  request.abort("gone");
  deepStrictEqual([watch.signal.aborted, watch.signal.reason], [true, "gone"]);
  const late = new DisconnectWatch(request, closing);
  await turn();
  deepStrictEqual([late.signal.aborted, late.signal.reason], [true, "gone"]);
});

Deno.test("DisconnectWatch aborts its signal when the server closes, also after the watch ended", async () => {
  const closing = new AbortController(), request = new AbortController();
  const watch = new DisconnectWatch(request, closing.signal);
  await turn();
  watch.stop();
  request.abort("delivered"); // as Deno does after a good answer
  strictEqual(watch.signal.aborted, false);
  closing.abort("closing");
  deepStrictEqual([watch.signal.aborted, watch.signal.reason], [true, "closing"]);
});

Deno.test("DisconnectWatch reads no signal of a request that is answered within a turn", async () => {
  let reads = 0;
  const request = {
    get signal() {
      reads++;
      return new AbortController().signal;
    },
  };
  const stream = new AbortController(), closing = new AbortController().signal;
  const watches = [new DisconnectWatch(request, closing), new DisconnectWatch(request, closing)];
  watches[0]!.stop();
  watches[1]!.follow(stream.signal);
  await turn();
  stream.abort();
  deepStrictEqual([reads, ...watches.map(({ signal }) => signal.aborted)], [0, false, true]);
});

Deno.test("DisconnectWatch watches a stream until its end, and an answer that is whole no longer", async () => {
  const { app, rt } = newApp();
  const signals: AbortSignal[] = [];
  rt("/whole", ({ signal }) => `${signals.push(signal)}`);
  rt("/stream", async function* ({ signal }) {
    signals.push(signal);
    yield await Promise.resolve("x");
    await new Promise((done) => signal.addEventListener("abort", done));
  });
  const client = new AbortController();
  await app.request("/whole", { signal: client.signal });
  const reader = (await app.request("/stream", { signal: client.signal })).body!.getReader();
  await reader.read(); // the head
  await reader.read();
  client.abort();
  await turn();
  deepStrictEqual(signals.map(({ aborted }) => aborted), [false, true]);
  await reader.cancel();
});

/** Timers that wait have run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
