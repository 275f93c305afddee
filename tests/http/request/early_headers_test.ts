import { deepStrictEqual, strictEqual } from "node:assert";
import { Beforeware, fastApp, HttpHeader, P, Redirect } from "@fasthtml/fasthtml";
import { addHeader } from "@fasthtml/fasthtml/middleware";
import { tempFolder } from "../../_temp.ts";
import { logged, newApp } from "../_app.ts";

Deno.test("addHeader() gives its header to every response behind the guard, each time", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.txt`, "a file");
  const before = Beforeware((context) => addHeader(context, new HttpHeader("X-Early", "yes")), {
    skip: ["/skipped"],
  });
  const { app, rt } = newApp({ before, staticPath: folder.path });
  const shared = new Response("kept");
  rt("/page", () => P("Hi"));
  rt("/data", () => ({ a: 1 }));
  rt("/own", () => shared.clone());
  rt("/stream", async function* () {
    yield await Promise.resolve(P("Part"));
  });
  rt("/redirect", () => Redirect("/page"));
  rt("/error", () => {
    throw new TypeError("Cannot work: nothing, expected something");
  });
  rt("/instead", () => [P("Hi"), new HttpHeader("X-Early", "mine")]);
  rt("/skipped", () => P("Hi"));
  const inner = newApp();
  inner.rt("/page", () => P("Inside"));
  app.mount("/inner", inner.app);
  app.mount("/foreign", () => new Response("other"));
  const found: Record<string, [number, string | null]> = {};
  const paths = "/page /data /own /own /stream /redirect /error /instead /a.txt /nothing " +
    "/inner/page /inner/nothing /foreign /skipped";
  await logged(async () => {
    for (const path of paths.split(" ")) {
      const response = await app.request(path);
      await response.text();
      found[path] = [response.status, response.headers.get("x-early")];
    }
  });
  deepStrictEqual(found, {
    "/page": [200, "yes"],
    "/data": [200, "yes"],
    "/own": [200, "yes"],
    "/stream": [200, "yes"],
    "/redirect": [303, "yes"],
    "/error": [500, "yes"],
    "/instead": [200, "mine"],
    "/a.txt": [200, "yes"],
    "/nothing": [404, "yes"],
    "/inner/page": [200, "yes"],
    "/inner/nothing": [404, "yes"],
    "/foreign": [200, "yes"],
    "/skipped": [200, null],
  });
});

Deno.test("addHeader() of two guards joins what may be there several times, and no other", async () => {
  const { app, rt } = fastApp({
    before: [1, 2].map((i) => (context) => {
      addHeader(context, new HttpHeader("RateLimit", `"${i}";r=1`));
      addHeader(context, new HttpHeader("X-Early", i));
    }),
  });
  rt("/", () => P("Hi"));
  const { headers } = await app.request("/");
  strictEqual(headers.get("ratelimit"), '"1";r=1, "2";r=1');
  strictEqual(headers.get("x-early"), "2");
});
