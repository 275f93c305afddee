import { deepStrictEqual, strictEqual } from "node:assert";
import { P } from "../../../mod.ts";
import { areSame, bytesOf, toPath } from "../../../ext/export/bytes.ts";
import { crawlSite } from "../../../ext/export.ts";
import { bare } from "./_site.ts";

Deno.test("a file has the bytes of its response, in however many pieces they come", async () => {
  const { app, rt } = bare();
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
  rt("/", () => P("x"));
  rt("/a.bin", () =>
    new Response(
      ReadableStream.from([bytes.slice(0, 7), bytes.slice(7, 7), bytes.slice(7)]),
      { headers: { "content-type": "application/octet-stream" } },
    ));
  rt(
    "/empty.bin",
    () => new Response(null, { headers: { "content-type": "application/octet-stream" } }),
  );
  const { files, problems } = await crawlSite(app, { from: ["/a.bin", "/empty.bin"] });
  deepStrictEqual(problems, []);
  deepStrictEqual(files.get("a.bin"), bytes);
  deepStrictEqual(files.get("empty.bin"), new Uint8Array());
});

Deno.test("a body that is given up before it is read is ended", async () => {
  const ended = Promise.withResolvers<string>();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    cancel: () => ended.resolve("ended"),
  });
  const { length } = await bytesOf(new Response(body), AbortSignal.abort());
  strictEqual(length, 0);
  strictEqual(await ended.promise, "ended");
});

Deno.test("toPath() never makes another host of a path, and areSame() compares all bytes", () => {
  strictEqual(toPath(new URL("http://a//evil.example/?b#c")), "/.//evil.example/?b#c");
  strictEqual(toPath(new URL("http://a/b?c")), "/b?c");
  strictEqual(areSame(Uint8Array.of(1, 2), Uint8Array.of(1, 2)), true);
  strictEqual(areSame(Uint8Array.of(1, 2), Uint8Array.of(1, 3)), false);
  strictEqual(areSame(Uint8Array.of(1), Uint8Array.of(1, 3)), false);
});
