import { Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, match } from "node:assert";
import { newApp, read } from "../http/_app.ts";

Deno.test("toHeads() loads htmx and Pico from the application, under hashed URLs", async () => {
  const { app, rt } = newApp({ defaultHdrs: true });
  rt("/", () => Titled("Hi"));
  const { text } = await read(app.request("/"));
  const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  deepStrictEqual(urls.map((url) => url.replace(/[0-9a-f]{12}/, "HASH")), [
    "/_fasthtml/pico.HASH.css",
    "/_fasthtml/htmx.HASH.js",
    "/_fasthtml/fasthtml.HASH.js",
  ]);
  const asset = await read(app.request(urls[1]!));
  deepStrictEqual([asset.status, asset.headers.get("cache-control")], [
    200,
    "public, max-age=31536000, immutable",
  ]);
  match(asset.text, /htmx/);
});
