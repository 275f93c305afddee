import { Redirect, Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { HREF } from "../../lib/html/mod.ts";
import { BasePath, checkPrefix, cutPrefix } from "../../lib/http/base_path.ts";
import { answer, newApp, read } from "./_app.ts";

Deno.test("basePath starts every URL, and a proxy may leave it or take it off", async () => {
  const { app, rt } = newApp({ basePath: "/shop" });
  const cart = rt("/cart/{id:int}", ({ url }) => url.pathname);
  rt("/go", () => Redirect(cart.to({ id: 1 })));
  rt("/slash/", () => "slash");
  strictEqual(cart.to({ id: 1 }), "/shop/cart/1");
  deepStrictEqual(await answer(app.request("/shop/cart/1")), [200, "/shop/cart/1"]);
  deepStrictEqual(await answer(app.request("/cart/1")), [200, "/shop/cart/1"]);
  strictEqual((await app.request("/go")).headers.get("location"), "/shop/cart/1");
  strictEqual((await app.request("/shop/slash")).headers.get("location"), "/shop/slash/");
});

Deno.test("basePath starts the URLs of assets", async () => {
  const { app, rt } = newApp({ basePath: "/shop", defaultHdrs: true });
  rt("/", () => Titled("x"));
  const { text } = await read(app.request("/shop/"));
  const urls = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  strictEqual(urls.every((url) => url.startsWith("/shop/_fasthtml/")), true, text);
  strictEqual((await read(app.request(urls[0]!))).status, 200);
});

Deno.test("BasePath under another has the prefixes of both, also in links made before", () => {
  const shop = new BasePath("/shop"), cart = new BasePath("/cart"), item = new BasePath();
  const link = item.link("/1");
  deepStrictEqual([item.base, link[HREF]()], ["", "/1"]);
  item.mountUnder(cart, "/item");
  cart.mountUnder(shop, "/my");
  deepStrictEqual([item.base, link[HREF]()], ["/shop/my/cart/item", "/shop/my/cart/item/1"]);
  strictEqual(shop.base, "/shop");
  throws(() => item.mountUnder(shop, "/again"), {
    message: 'Cannot mount at "/again": an application at "/shop/my/cart/item", ' +
      "expected one that is not mounted",
  });
});

Deno.test("checkPrefix() takes paths without a slash at the end", () => {
  const good = ["", "/a", "/a/b-c", "/v1.0/~x_y"];
  deepStrictEqual(good.map(checkPrefix), good);
  for (const prefix of ["/", "a", "/a/", "//a", "/a//b", "/a b", "/{a}", "/a?b", "/é", "/a\n"]) {
    throws(() => checkPrefix(prefix), {
      name: "SyntaxError",
      message: `Cannot use a prefix: "${prefix}", expected a path such as "/shop"`,
    });
  }
  throws(() => newApp({ basePath: "shop" }), SyntaxError);
});

const CUT: [path: string, prefix: string, rest: string | undefined][] = [
  ["/shop", "/shop", "/"],
  ["/shop/", "/shop", "/"],
  ["/shop/a", "/shop", "/a"],
  ["/shopping", "/shop", undefined],
  ["/Shop", "/shop", undefined],
  ["/a/shop", "/shop", undefined],
  ["/a", "", "/a"],
];

Deno.test("cutPrefix() cuts at a slash alone", () => {
  deepStrictEqual(CUT.map(([path, prefix]) => [path, prefix, cutPrefix(path, prefix)]), CUT);
});
