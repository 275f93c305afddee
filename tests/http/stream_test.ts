import {
  ApiReturn,
  BackgroundTask,
  cancelOnDisconnect,
  ifChanged,
  Main,
  P,
  StaticFiles,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { answer, HTMX, logged, newApp, read } from "./_app.ts";

Deno.test("A page whose parts come one by one is sent as they come, the head first", async () => {
  const { app, rt } = newApp({ title: "T", bodyWrap: (content) => Main(...content) });
  const made: string[] = [];
  rt("/", async function* () {
    for (const name of ["a", "<b>"]) {
      made.push(name);
      yield P(await Promise.resolve(name));
    }
  });
  const response = await app.request("/");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  strictEqual(
    (await reader.read()).value,
    "<!doctype html><html><head><title>T</title></head><body><main>",
  );
  strictEqual((await reader.read()).value, "<p>a</p>");
  strictEqual((await reader.read()).value, "<p>&lt;b&gt;</p>");
  strictEqual((await reader.read()).value, "</main></body></html>");
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>a</p><p>&lt;b&gt;</p>"]);
});

Deno.test("A stream's generator ends when the visitor leaves", async () => {
  const { app, rt } = newApp();
  let ended = false;
  rt("/", async function* () {
    try {
      for (;;) yield P(await Promise.resolve("x"));
    } finally {
      ended = true;
    }
  });
  const reader = (await app.request("/")).body!.getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  strictEqual(ended, true);
});

Deno.test("A visitor who leaves a stream, or only asks for its head, is no error", async () => {
  const { app, rt } = newApp();
  const ended: true[] = [];
  rt("/", async function* () {
    try {
      for (;;) yield P(await new Promise<string>((done) => setTimeout(done, 5, "x")));
    } finally {
      ended.push(true);
    }
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}/`;
  const lines = await logged(async () => {
    strictEqual((await fetch(url, { method: "HEAD" })).status, 200);
    const left = new AbortController();
    const reader = (await fetch(url, { signal: left.signal })).body!.getReader();
    await reader.read();
    await reader.read();
    left.abort();
    await reader.closed.catch(() => {});
    while (ended.length < 1) await new Promise((done) => setTimeout(done, 5));
    await server.shutdown();
    const own = (await app.request("/")).body!.getReader();
    await own.read();
    const next = own.read();
    await new Promise((done) => setTimeout(done)); // the generator is asked now
    await own.cancel();
    await next;
  });
  deepStrictEqual([lines, ended.length > 1], [[], true]);
});

Deno.test("A part that fails breaks the stream, and is logged", async () => {
  const { app, rt } = newApp();
  rt("/", async function* () {
    yield P(await Promise.resolve("x"));
    throw new Error("broken");
  });
  const lines = await logged(() => rejects(async () => await read(app.request("/")), /broken/));
  strictEqual(lines.length, 1);
});

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

Deno.test("ApiReturn() answers programs with data and people with content", async () => {
  const { app, rt } = newApp({ title: "T" });
  rt("/", () => ApiReturn(P("Eve"), { name: "Eve" }));
  const ask = async (accept: string) =>
    (await app.request("/", { headers: { accept } })).headers.get("content-type");
  deepStrictEqual(
    await Promise.all(["application/json", "application/json, text/html", "*/*"].map(ask)),
    ["application/json", "text/html; charset=utf-8", "text/html; charset=utf-8"],
  );
  match((await app.request("/")).headers.get("vary")!, /Accept/);
});

Deno.test("ifChanged() makes nothing that the browser has", async () => {
  const { app, rt } = newApp();
  let made = 0;
  const lastModified = new Date("2026-11-20T10:00:00Z");
  rt("/", () => ifChanged({ etag: "v1", lastModified }, () => (made++, P("x"))));
  const { status, headers } = await read(app.request("/"));
  deepStrictEqual([status, headers.get("etag"), made], [200, 'W/"v1-page"', 1]);
  const again: HeadersInit = { "if-none-match": headers.get("etag")! };
  strictEqual((await app.request("/", { headers: again })).status, 304);
  const since = { "if-modified-since": headers.get("last-modified")! };
  strictEqual((await app.request("/", { headers: since })).status, 304);
  strictEqual(made, 1);
  strictEqual(
    (await app.request("/", { headers: { ...again, "hx-request": "true" } })).status,
    200,
  );
});

Deno.test("cancelOnDisconnect() stops waiting when the visitor leaves", async () => {
  const { app, rt } = newApp();
  rt("/never", cancelOnDisconnect(() => new Promise(() => {})));
  rt("/at-once", cancelOnDisconnect(() => "done"));
  const visitor = new AbortController();
  const waiting = app.request("/never", { signal: visitor.signal });
  visitor.abort();
  strictEqual((await waiting).status, 499);
  deepStrictEqual(await answer(app.request("/at-once")), [200, "done"]);
});

Deno.test("A handler's signal is aborted when the visitor leaves, and not by a good answer", async () => {
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

Deno.test("StaticFiles() and app.vurl() serve versions that browsers keep", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/a.css`, "a {}");
  await Deno.writeTextFile(`${folder}/.env`, "SECRET");
  const { app } = newApp({ staticPath: folder });
  app.mount("/files", StaticFiles(folder, { cacheControl: "no-store" }));
  const cache = async (path: string) => {
    const { status, headers } = await read(app.request(path));
    return [status, headers.get("cache-control")];
  };
  const versioned = app.vurl("/a.css");
  match(versioned, /^\/a\.css\?v=[\w-]+$/);
  deepStrictEqual(await cache(versioned), [200, "public, max-age=31536000, immutable"]);
  deepStrictEqual(await cache("/a.css?v=old"), [200, "no-cache"]);
  deepStrictEqual(await cache("/files/a.css"), [200, "no-store"]);
  strictEqual((await cache("/files/.env"))[0], 404);
  strictEqual(app.vurl("/none.css"), "/none.css");
  await Deno.remove(folder, { recursive: true });
});
