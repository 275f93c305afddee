import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { fastApp, P } from "../../mod.ts";
import type { ExtName } from "../../lib/browser/htmx_extensions.ts";

Deno.test("exts loads each extension's file for the chosen htmx, hashed and kept for ever", async () => {
  for (const htmx of [4, 2] as const) {
    const { app, rt } = fastApp({ htmx, exts: ["ws", "sse", "preload", "head", "morph"] });
    rt("/", () => P("x"));
    const page = await (await app.request("/")).text();
    const files = [...page.matchAll(/src="(\/_fasthtml\/([\w-]+)\.\w{12}\.js)"/g)];
    deepStrictEqual(
      files.map(([, , name]) => name),
      htmx === 4
        ? ["htmx", "fasthtml", "hx-ws", "hx-sse", "hx-preload", "hx-head"]
        : ["htmx", "fasthtml", "ws", "sse", "preload", "head-support", "idiomorph-ext"],
    );
    strictEqual(
      /<body( hx-ext="[\w,-]+")?>/.exec(page)![1],
      htmx === 4 ? undefined : ' hx-ext="ws,sse,preload,head-support,morph"',
    );
    for (const [, url] of files) {
      const answer = await app.request(url!);
      strictEqual(answer.headers.get("cache-control"), "public, max-age=31536000, immutable");
      match(await answer.text(), /htmx/);
    }
  }
});

Deno.test("exts names what there is for a wrong name, or for the other version's", () => {
  throws(
    () => fastApp({ exts: ["morse" as ExtName] }),
    /Cannot load extension "morse" of htmx 4: unknown, expected one of alpine-compat, .*, ws$/,
  );
  throws(
    () => fastApp({ exts: "json-enc" }),
    /"json-enc" of htmx 4: found in htmx 2 alone, expected one of alpine-/,
  );
  throws(
    () => fastApp({ htmx: 2, exts: ["live"] }),
    /of htmx 2: found in htmx 4 alone, expected one of class-/,
  );
});
