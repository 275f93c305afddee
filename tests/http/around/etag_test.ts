import { cookie, EventStream, FileResponse, HttpHeader, ifChanged, P } from "@fasthtml/fasthtml";
import { compress, etag } from "@fasthtml/fasthtml/middleware";
import { createHash } from "node:crypto";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { HTMX, newApp } from "../_app.ts";

function tagOf(text: string): string {
  return `"${createHash("sha1").update(text).digest("base64url")}"`;
}

Deno.test("etag() names the bytes of a response, and answers 304 to a client that has them", async () => {
  const { app, rt } = newApp({ middleware: etag() });
  rt("/", () => [P("a"), new HttpHeader("Cache-Control", "no-cache")]);
  const first = await app.request("/", HTMX);
  strictEqual(first.headers.get("etag"), tagOf("<p>a</p>"));
  strictEqual(await first.text(), "<p>a</p>");
  const ask = async (tag: string, method = "GET") => {
    const headers = { ...HTMX.headers, "if-none-match": tag };
    return (await app.request("/", { method, headers })).status;
  };
  const tag = tagOf("<p>a</p>");
  deepStrictEqual(
    [
      await ask(tag),
      await ask(`W/${tag}`),
      await ask(`"other", ${tag}`),
      await ask("*"),
      await ask('"other"'),
      await ask(tag, "HEAD"),
      await ask(tag, "POST"),
    ],
    [304, 304, 304, 304, 200, 304, 200],
  );
});

Deno.test("etag() sends with a 304 what caches keep, and nothing of the content", async () => {
  const { app, rt } = newApp({ middleware: etag() });
  rt("/", () => new Response("a", { headers: { "cache-control": "max-age=9", vary: "Accept" } }));
  const tag = tagOf("a");
  const response = await app.request("/", { headers: { "if-none-match": tag } });
  deepStrictEqual(
    [response.status, response.body, Object.fromEntries(response.headers)],
    [304, null, {
      "cache-control": "max-age=9",
      etag: tag,
      vary: "Accept",
      "x-content-type-options": "nosniff",
    }],
  );
});

Deno.test("etag() tells a page from the part that htmx asks for", async () => {
  const { app, rt } = newApp({ middleware: etag() });
  rt("/", () => P("a"));
  const page = (await app.request("/")).headers.get("etag")!;
  const part = (await app.request("/", HTMX)).headers.get("etag")!;
  match(page, /^"[\w-]{27}"$/);
  ok(page !== part);
});

Deno.test("etag() leaves alone what may not be kept, fails, changes something or has its own", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.txt`, "file");
  await Deno.utime(`${folder.path}/a.txt`, 1, 1);
  const { app, rt } = newApp({ middleware: etag() });
  rt("/cookie", () => [P("a"), cookie("n", "v")]);
  rt("/secret", () => [P("a"), new HttpHeader("Cache-Control", "private, no-store")]);
  rt("/missing", () => new Response("a", { status: 404 }));
  rt("/empty", () => new Response(null));
  rt("/own", () => ifChanged({ etag: "v1" }, () => P("a")));
  rt("/file", () => FileResponse(`${folder.path}/a.txt`));
  rt("/foreign", () => new Response("a", { headers: { etag: '"theirs"' } }));
  const events = { headers: { "content-type": "Text/Event-Stream" } };
  rt("/events", () => new Response("data: a\n\n", events));
  rt.post("/change", () => P("a"));
  const show = async (path: string, init?: RequestInit) => {
    const { status, headers } = await app.request(path, init);
    return [status, headers.get("etag"), headers.get("content-length")];
  };
  const known = { headers: { "if-none-match": '"theirs"' } };
  deepStrictEqual(
    {
      cookie: await show("/cookie"),
      secret: await show("/secret"),
      missing: await show("/missing"),
      empty: await show("/empty"),
      events: await show("/events"),
      change: await show("/change", { method: "POST" }),
      own: await show("/own"),
      file: await show("/file"),
      foreign: await show("/foreign"),
      known: await show("/foreign", known),
    },
    {
      cookie: [200, null, null],
      secret: [200, null, null],
      missing: [404, null, null],
      empty: [200, null, null],
      events: [200, null, null],
      change: [200, null, null],
      own: [200, 'W/"v1-page"', null],
      file: [200, 'W/"4-rs"', "4"],
      foreign: [200, '"theirs"', null],
      known: [304, '"theirs"', null],
    },
  );
});

Deno.test("etag() does not hold back streams", async () => {
  const { app, rt } = newApp({ middleware: etag() });
  let go = Promise.withResolvers<void>();
  const parts = async function* () {
    yield P("first");
    await go.promise;
    yield P("last");
  };
  rt("/page", parts);
  rt("/events", () => EventStream(parts));
  for (const path of ["/page", "/events"]) {
    go = Promise.withResolvers();
    const asked = { headers: { ...HTMX.headers, "if-none-match": '"a"' } };
    const { status, headers, body } = await app.request(path, asked);
    deepStrictEqual([status, headers.get("etag")], [200, null]);
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    match((await reader.read()).value!, /<p>first<\/p>/);
    go.resolve();
    match((await reader.read()).value!, /<p>last<\/p>/);
    strictEqual((await reader.read()).done, true);
  }
});

Deno.test("etag() within compress() is weak, and both forms of the response are one for a 304", async () => {
  const { app, rt } = newApp({ middleware: [compress(), etag()] });
  rt("/", () => new Response("a".repeat(2000), { headers: { "content-type": "text/plain" } }));
  const br = { "accept-encoding": "br" };
  const tag = (await app.request("/", { headers: br })).headers.get("etag")!;
  strictEqual(tag, `W/${tagOf("a".repeat(2000))}`);
  const ask = async (headers: Record<string, string>) =>
    (await app.request("/", { headers: { ...headers, "if-none-match": tag } })).status;
  deepStrictEqual([await ask(br), await ask({})], [304, 304]);
});
