import { EventStream, FileResponse, HttpHeader, P, sseMessage } from "@fasthtml/fasthtml";
import { compress, etag } from "@fasthtml/fasthtml/middleware";
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { tempFolder } from "../../_temp.ts";
import { headsOf, HTMX, logged, newApp } from "../_app.ts";

const LONG = "long ".repeat(1000);
const DECODERS: Record<string, (body: Uint8Array) => Uint8Array> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

/** A response of an application: how it is encoded, and its text. */
async function read(response: Response): Promise<{ encoding: string | null; text: string }> {
  const encoding = response.headers.get("content-encoding");
  const body = await response.bytes();
  const plain = encoding ? DECODERS[encoding]!(body) : body;
  return { encoding, text: new TextDecoder().decode(plain) };
}

/** An application with some of everything. */
function makeApp() {
  const { app, rt } = newApp({ middleware: compress() });
  const typed = (type: string, body: BodyInit = LONG, more = {}) => () =>
    new Response(body, { headers: { "content-type": type, ...more } });
  rt("/page", () => P(LONG));
  rt("/json", () => ({ text: LONG }));
  rt("/ld", typed("application/ld+json"));
  rt("/svg", typed("image/svg+xml; charset=utf-8"));
  rt("/large", typed("text/plain", "x".repeat(3_000_000)));
  rt("/middle", typed("text/plain", "x".repeat(300_000)));
  rt("/least", typed("text/plain", "x".repeat(1024)));
  rt("/small", typed("text/plain", "x".repeat(1023)));
  rt("/told", typed("text/plain", "x", { "content-length": "1" }));
  rt("/png", typed("image/png"));
  rt("/untyped", () => new Response(new Blob([LONG])));
  rt("/encoded", typed("text/plain", LONG, { "content-encoding": "zstd" }));
  rt("/kept", typed("text/plain", LONG, { "cache-control": "no-transform" }));
  rt("/tagged", typed("text/plain", LONG, { etag: '"a"', vary: "Cookie" }));
  rt("/weak", typed("text/plain", LONG, { etag: 'W/"a"', vary: "accept-encoding" }));
  rt("/none", () => new Response(null, { status: 204 }));
  return { app, rt };
}

Deno.test("compress() compresses text of any size from 1 KiB on, and nothing else", async () => {
  const { app } = makeApp();
  const ask = async (path: string) => {
    const headers = { ...HTMX.headers, "accept-encoding": "gzip, br" };
    const { encoding, text } = await read(await app.request(path, { headers }));
    const plain = await (await app.request(path, HTMX)).text();
    return [encoding, text === plain];
  };
  const paths = ["page", "json", "ld", "svg", "least", "middle", "large"];
  for (const path of paths) deepStrictEqual(await ask(`/${path}`), ["br", true], path);
  const others = ["small", "told", "png", "untyped", "kept", "none"];
  for (const path of others) deepStrictEqual(await ask(`/${path}`), [null, true], path);
  const { headers } = await app.request("/encoded", { headers: { "accept-encoding": "br" } });
  strictEqual(headers.get("content-encoding"), "zstd");
});

Deno.test("compress() sends what the client likes best, and says what it depends on", async () => {
  const { app } = makeApp();
  const ask = async (accept: string | undefined) => {
    const headers: HeadersInit = accept === undefined ? {} : { "accept-encoding": accept };
    const response = await app.request("/ld", { headers });
    return `${(await read(response)).encoding}; ${response.headers.get("vary")}`;
  };
  const CASES: [accept: string | undefined, encoding: string][] = [
    [undefined, "null"],
    ["", "null"],
    ["br", "br"],
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["GZIP ; Q=0.8", "gzip"],
    ["gzip;q=1.0, br;q=0.9", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["br;q=0, *", "gzip"],
    ["*", "br"],
    ["*;q=0", "null"],
    ["identity", "null"],
    ["identity, br;q=0.5", "null"],
    ["identity;q=0.1, gzip;q=0.5", "gzip"],
    ["zstd, deflate", "null"],
    ["gzip;q=x", "null"],
    [";;,,q=1", "null"],
  ];
  const found = await Promise.all(CASES.map(async ([accept]) => [accept, await ask(accept)]));
  deepStrictEqual(found, CASES.map(([accept, name]) => [accept, `${name}; Accept-Encoding`]));
});

Deno.test("compress() weakens an ETag, and leaves Vary as it is where it says so already", async () => {
  const { app } = makeApp();
  const show = async (path: string) => {
    const { headers } = await app.request(path, { headers: { "accept-encoding": "br" } });
    return [headers.get("etag"), headers.get("vary")];
  };
  deepStrictEqual(await show("/tagged"), ['W/"a"', "Cookie, Accept-Encoding"]);
  deepStrictEqual(await show("/weak"), ['W/"a"', "accept-encoding"]);
});

Deno.test("compress() says of a 304 what it says of the response that the client has", async () => {
  const { app, rt } = newApp({ middleware: [compress(), etag()] });
  rt("/", () => P(LONG));
  const of = async (headers: Record<string, string>) => {
    const response = await app.request("/", { headers: { ...HTMX.headers, ...headers } });
    return [response.status, ...["etag", "vary"].map((name) => response.headers.get(name))];
  };
  for (const accepted of ["br", "identity"]) {
    const [status, tag, vary] = await of({ "accept-encoding": accepted });
    strictEqual(status, 200);
    const headers = { "accept-encoding": accepted, "if-none-match": `${tag}` };
    deepStrictEqual(await of(headers), [304, tag, vary]);
  }
});

Deno.test("compress() sends a file whole without its length, and a part of it as it is", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.txt`, LONG);
  const { app, rt } = makeApp();
  rt("/file", () => FileResponse(`${folder.path}/a.txt`));
  const show = async (more: Record<string, string>) => {
    const headers = { "accept-encoding": "br", ...more };
    const response = await app.request("/file", { headers });
    const names = ["content-length", "accept-ranges"];
    const { encoding, text } = await read(response);
    return [encoding, text.length, ...names.map((name) => response.headers.get(name))];
  };
  deepStrictEqual(await show({}), ["br", 5000, null, null]);
  deepStrictEqual(await show({ range: "bytes=0-2999" }), [null, 3000, "3000", "bytes"]);
});

Deno.test("compress() sends parts of a page when they are made, and events as they are", async () => {
  const { app, rt } = makeApp();
  let go = Promise.withResolvers<void>();
  const parts = async function* () {
    yield P("first");
    await go.promise;
    yield P("last");
  };
  rt("/parts", parts);
  rt("/events", () => EventStream(parts));
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", automaticCompression: false, onListen() {} },
    app.fetch,
  );
  const expected = { "/parts gzip": "gzip", "/parts br": "br", "/events br": null };
  for (const [key, encoding] of Object.entries(expected)) {
    go = Promise.withResolvers();
    const [path, accepted] = key.split(" ");
    const response = await fetch(`http://127.0.0.1:${server.addr.port}${path}`, {
      headers: { ...HTMX.headers, "accept-encoding": accepted! },
    });
    strictEqual(response.headers.get("content-encoding"), encoding);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("first")) text += (await reader.read()).value;
    ok(!text.includes("last"));
    go.resolve();
    while (!text.includes("last")) text += (await reader.read()).value;
    await reader.cancel();
  }
});

Deno.test("compress() breaks the connection where a part of a page throws", async () => {
  const { app, rt } = makeApp();
  const seen = Promise.withResolvers<void>();
  rt("/half", async function* () {
    yield P("first");
    await seen.promise;
    throw new Error("half");
  });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", automaticCompression: false, onListen() {} },
    app.fetch,
  );
  const lines = await logged(async () => {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}/half`, HTMX);
    strictEqual(response.headers.get("content-encoding"), "br");
    const reader = response.body!.getReader();
    await reader.read();
    seen.resolve();
    await rejects(async () => {
      while (!(await reader.read()).done);
    }, TypeError);
  });
  deepStrictEqual(headsOf(lines), ["GET /half: Error: half"]);
});

Deno.test("compress() ends a page's generator when its client leaves", async () => {
  const { app, rt } = makeApp();
  const ended = Promise.withResolvers<void>();
  rt("/endless", async function* () {
    try {
      while (true) {
        yield P(LONG);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      ended.resolve();
    }
  });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", automaticCompression: false, onListen() {} },
    app.fetch,
  );
  const response = await fetch(`http://127.0.0.1:${server.addr.port}/endless`, HTMX);
  strictEqual(response.headers.get("content-encoding"), "br");
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  await ended.promise;
});

Deno.test("compress() and Deno's own compression do it once", async () => {
  const { app, rt } = makeApp();
  rt("/event", () =>
    EventStream(async function* () {
      yield await Promise.resolve(sseMessage("x"));
    }));
  rt("/own", () => [P(LONG), new HttpHeader("Cache-Control", "no-cache")]);
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", automaticCompression: true, onListen() {} },
    app.fetch,
  );
  for (const [path, text] of [["/own", `<p>${LONG}</p>`], ["/event", "data: x\n\n"]]) {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}${path}`, HTMX);
    strictEqual(await response.text(), text);
  }
});
