import { Redirect, Titled } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
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
