import { match, ok, strictEqual } from "node:assert";
import { Client, FastHTML } from "@fasthtml/fasthtml";
import { PROGRAMS } from "../../site/gallery/list.ts";
import { FOLDER } from "../../site/gallery/run.ts";

// In a file of its own: an application that was mounted is no longer alone.
Deno.test("each program of the gallery exports its application, which runs without the site", async () => {
  for (const { file } of PROGRAMS) {
    const { app } = await import(new URL(`${file}.ts`, FOLDER).href);
    ok(app instanceof FastHTML, file);
    const response = await new Client(app, { followRedirects: true }).get("/");
    strictEqual(response.status, 200, file);
    match(await response.text(), /<title>[^<]+<\/title>/, file);
  }
});
