import { deepStrictEqual, strictEqual } from "node:assert";
import { spansOf } from "../_collector.ts";
import { toMain } from "./_main.ts";

const main = toMain(`const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
const inner = fastApp({ secretKey: "x".repeat(32) });
rt("/user/{id}", ({ id }) => P(id));
rt("/invite/{token}", ({ token }) => P(token));
inner.rt("/reset/{secretKey}", ({ secretKey }) => P(secretKey));
app.mount("/shop", inner.app);
rt("/out", { at: String }, async ({ at }) => {
  await (await fetch(at + "/user/8?key=SECRET&SECRET#SECRET")).body?.cancel();
  return P("done");
});`);

Deno.test("spans show no value of a query, and no secret of a path, of requests and of fetch()", async () => {
  let origin = "";
  const spans = await spansOf(main, async (link) => {
    origin = link;
    const paths = ["/user/7?code=SECRET&SECRET", "/none?x=SECRET", "/invite/SECRET?a=SECRET"];
    const more = ["/shop/reset/SECRET", "/user/9?", `/out?at=${encodeURIComponent(link)}`];
    for (const path of [...paths, ...more]) await (await fetch(link + path)).body?.cancel();
    await (await fetch(link + "/invite/SECRET", { method: "PUT" })).body?.cancel();
  });
  const URLS = ["url.full", "url.path", "url.query"];
  const told = spans.map(({ name, kind, attributes }) => [
    kind === 2 ? name : "fetch()",
    ...URLS.map((key) => attributes[key]?.replace(origin, "…")),
  ]);
  deepStrictEqual(told, [
    ["GET /user/{id}", "…/user/7?code=…&…", "/user/7", "code=…&…"],
    ["GET", "…/none?x=…", "/none", "x=…"],
    ["GET /invite/{token}", "…/invite/{token}?a=…", "/invite/{token}", "a=…"],
    ["GET /shop/reset/{secretKey}", "…/shop/reset/{secretKey}", "/shop/reset/{secretKey}", ""],
    ["GET /user/{id}", "…/user/9?", "/user/9", ""],
    ["GET /out", "…/out?at=…", "/out", "at=…"],
    ["fetch()", "…/user/8?key=…&…", "/user/8", "key=…&…"],
    ["GET /user/{id}", "…/user/8?key=…&…", "/user/8", "key=…&…"],
    ["PUT", "…/invite/{token}", "/invite/{token}", ""],
  ]);
  const all = spans.map(({ name, attributes, events }) => [name, attributes, events]);
  strictEqual(JSON.stringify(all).includes("SECRET"), false);
});
