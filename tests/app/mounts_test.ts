import { A, fastApp, P, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, SECRET } from "../http/_app.ts";

const small = { defaultHdrs: false, secretKey: SECRET, staticPath: "/nowhere" };

Deno.test("app.mount() answers all below a prefix by another application", async () => {
  const { app, rt } = newApp();
  const { app: sub, rt: subRt } = fastApp(small);
  const other = subRt("/other", () => "other");
  subRt("/", ({ url }) => [P(url.pathname), A({ href: other }, "other")]);
  subRt("/away", () => Redirect(other));
  rt("/sub/own", () => "never");
  rt("/", () => "main");
  app.mount("/sub", sub);
  deepStrictEqual(await answer(app.request("/sub/", HTMX)), [
    200,
    '<p>/sub/</p><a href="/sub/other">other</a>',
  ]);
  deepStrictEqual(await answer(app.request("/sub", HTMX)), [
    200,
    '<p>/sub/</p><a href="/sub/other">other</a>',
  ]);
  strictEqual(other.to(), "/sub/other");
  strictEqual((await app.request("/sub/away")).headers.get("location"), "/sub/other");
  strictEqual((await app.request("/sub/own")).status, 404);
  strictEqual((await app.request("/subs")).status, 404);
  deepStrictEqual(await answer(app.request("/")), [200, "main"]);
  throws(() => app.mount("/again", sub), /the application is mounted at "\/sub"/);
  throws(() => app.mount("again", () => new Response()), /expected a path such as "\/shop"/);
});

Deno.test("app.mount() takes any function that answers requests", async () => {
  const { app } = newApp();
  app.mount(
    "/api",
    (request) => new Response(`${request.method} ${new URL(request.url).pathname}`),
  );
  app.mount("/api/deep", { fetch: () => new Response("deep") });
  deepStrictEqual(await answer(app.request("/api/x?y=1")), [200, "GET /x"]);
  deepStrictEqual(await answer(app.request("/api/deep/x")), [200, "deep"]);
  const headers = { "sec-fetch-site": "cross-site" };
  strictEqual((await app.request("/api/x", { method: "POST", headers })).status, 403);
});
