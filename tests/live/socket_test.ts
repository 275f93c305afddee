import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { P } from "@fasthtml/fasthtml";
import type { Socket } from "@fasthtml/fasthtml/types";
import { within } from "../_within.ts";
import { headsOf, logged, newApp } from "../http/_app.ts";
import { serveSite } from "./_socket.ts";

Deno.test("Socket.send() keeps the order, rendered at once or later", async () => {
  const { app } = newApp();
  const later = async (text: string) => {
    await Promise.resolve();
    return P(text);
  };
  app.ws("/", { msg: String }, async ({ msg, send }) => {
    const sent = [send(later("first")), send("<second>"), send(P("a"), P("b"))];
    await Promise.all(sent);
    return P(`last ${msg}`);
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  client.send({ msg: "1" });
  client.send({ msg: "2" });
  const expected = (msg: string) => [
    "<p>first</p>",
    "&lt;second&gt;",
    "<p>a</p><p>b</p>",
    `<p>last ${msg}</p>`,
  ];
  deepStrictEqual(await client.take(8), [...expected("1"), ...expected("2")]);
});

Deno.test("Socket.send() rejects where its own content fails, and the next one is sent", async () => {
  const { app } = newApp();
  app.ws("/", async ({ send }) => {
    const failing = send(Promise.reject(new Error("no content")));
    const next = send(P("next"));
    await rejects(failing, /no content/);
    await next;
    await send(P("last"));
  });
  await using site = serveSite(app);
  await using client = await site.open("/");
  client.send("{}");
  deepStrictEqual(await client.take(2), ["<p>next</p>", "<p>last</p>"]);
});

Deno.test("Socket ends once: signal, onEnd and isOpen say so, and sending is then nothing", async () => {
  const { app } = newApp();
  const seen: string[] = [];
  const gone = Promise.withResolvers<Socket>();
  app.ws("/", () => {}, {
    onConnect: ({ ws, signal }) => {
      seen.push(`${ws.isOpen} ${signal.aborted} ${ws.signal === signal}`);
      signal.addEventListener("abort", () => seen.push("aborted"));
      ws.onEnd(() => seen.push("first"));
      const forget = ws.onEnd(() => seen.push("never"));
      ws.onEnd(() => seen.push("last"));
      forget();
    },
    onDisconnect: ({ ws }) => gone.resolve(ws),
  });
  await using site = serveSite(app);
  const lines = await logged(async () => {
    await (await site.open("/"))[Symbol.asyncDispose]();
    const ws = await within(20, "onDisconnect", gone.promise);
    ws.close(4000);
    await ws.send(P("into the void"));
    ws.sendText("into the void");
    seen.push(`${ws.isOpen} ${ws.signal.aborted}`);
  });
  deepStrictEqual(seen, ["true false true", "aborted", "first", "last", "false true"]);
  deepStrictEqual(lines, []);
});

Deno.test("Socket.signal is aborted also where it is first asked for after the end", async () => {
  const { app } = newApp();
  const gone = Promise.withResolvers<boolean>();
  app.ws("/", () => {}, { onDisconnect: ({ ws }) => gone.resolve(ws.signal.aborted) });
  await using site = serveSite(app);
  await (await site.open("/"))[Symbol.asyncDispose]();
  strictEqual(await within(20, "onDisconnect", gone.promise), true);
});

Deno.test("Socket.close() sends what was sent before, its code and its reason", async () => {
  const { app } = newApp();
  app.ws("/plain", ({ ws }) => ws.close());
  app.ws("/code", async ({ ws, send }) => {
    await send(P("last words"));
    ws.close(4321, "é".repeat(61));
    await send(P("too late"));
  });
  await using site = serveSite(app);
  await using plain = await site.open("/plain");
  plain.send("{}");
  const { code, reason } = await within(20, "the socket's end", plain.closed);
  deepStrictEqual([code, reason], [1000, ""]);
  await using client = await site.open("/code");
  client.send("{}");
  const end = await within(20, "the socket's end", client.closed);
  deepStrictEqual([end.code, end.reason], [4321, "é".repeat(61)]);
  deepStrictEqual(await client.take(2), ["<p>last words</p>", undefined]);
});

Deno.test("maxUnsent drops a client that reads too slowly, before the heap grows", async () => {
  const { app } = newApp({ limits: { maxUnsent: 100_000 } });
  const page = P("x".repeat(50_000));
  const left = Promise.withResolvers<number>();
  app.ws("/", () => {}, {
    onConnect: async ({ send, signal }) => {
      let sent = 0;
      for (; !signal.aborted && sent < 4000; sent++) {
        await send(page);
        if (sent % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
      left.resolve(sent);
    },
  });
  await using site = serveSite(app);
  const stalled = await site.openSilent("/");
  const sent = await left.promise;
  stalled.close();
  // The kernel holds some megabytes of its own.
  strictEqual(sent < 400, true, `${sent} messages of 50 kB were taken`);
});

Deno.test("Socket.onEnd() runs every step though one throws or rejects, and reports it", async () => {
  const { app } = newApp(), ran: string[] = [], done = Promise.withResolvers<void>();
  app.ws("/", () => {}, {
    onConnect: ({ ws }) => {
      ws.onEnd(() => {
        ran.push("first");
        throw new Error("a mistake");
      });
      ws.onEnd(async () => {
        ran.push("second");
        await Promise.reject(new Error("another"));
      });
      ws.onEnd(() => ran.push("third"));
    },
    onDisconnect: () => done.resolve(),
  });
  await using site = serveSite(app);
  const lines = await logged(async () => {
    await using client = await site.open("/");
    await client[Symbol.asyncDispose]();
    await within(20, "onDisconnect", done.promise);
  });
  deepStrictEqual([ran, headsOf(lines)], [["first", "second", "third"], [
    "Error at the end of a socket: Error: a mistake",
    "Error at the end of a socket: Error: another",
  ]]);
});
