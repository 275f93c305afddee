import { P, Script, Style } from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual } from "node:assert";
import { newApp, read } from "./_app.ts";

Deno.test("csp gives scripts and styles of each answer a nonce of its own", async () => {
  const { app, rt } = newApp({ csp: { "img-src": "*" }, hdrs: Script("head()"), title: "T" });
  rt("/", () => [Style("a{}"), Script(Promise.resolve("late()")), P("x")]);
  rt("/stream", async function* () {
    yield await Promise.resolve(Script("part()"));
  });
  const ask = async (path: string) => {
    const { headers, text } = await read(app.request(path));
    const policy = headers.get("content-security-policy")!;
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)![1]!;
    match(policy, /; img-src \*/);
    const own = [...text.matchAll(/<(?:script|style) nonce="([^"]+)">/g)].map(([, value]) => value);
    return { nonce, isOwn: own.every((value) => value === nonce), count: own.length };
  };
  const [one, two, stream] = [await ask("/"), await ask("/"), await ask("/stream")];
  deepStrictEqual([one.isOwn, one.count, two.isOwn, two.count], [true, 3, true, 3]);
  deepStrictEqual([stream.isOwn, stream.count], [true, 2]);
  strictEqual(one.nonce === two.nonce, false);
});
