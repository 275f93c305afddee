import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { withEnv } from "../../examples/_env.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { SHOP_DB: ":memory:" },
  () => import("../../../examples/showcase/shop.ts"),
);
const SHOP = showcase("shop.ts");

const ADA = { name: "Ada", email: "ada@example.com", street: "Deich 1", city: "26721 Emden" };
const KEYS = Array.from({ length: 4 }, () => crypto.randomUUID());

Deno.test("shop: a client says how many, and nothing of the price or the stock", async () => {
  const ada = new Client(app);
  const add = (slug: string, data: Data) => post(ada, `/cart/${slug}`, data);
  strictEqual(await add("aurora", { count: 2, cents: 1 }), "303 /cart");
  strictEqual(await add("ember", { count: 99 }), "303 /cart");
  strictEqual(await add("heron", { count: 1 }), "303 /cart");
  strictEqual(await add("aurora", { count: -1 }), "422");
  strictEqual(await add("aurora", { count: 0.5 }), "400");
  strictEqual(await add("nothing", { count: 1 }), "404");
  const cart = await (await ada.get("/cart")).text();
  deepStrictEqual(cart.match(/€[\d,.]+/g), ["€78.00", "€162.00", "€240.00"]);
  strictEqual(await post(ada, "/cart", { slug: "ember", count: 0 }), "303 /cart");
  deepStrictEqual((await (await ada.get("/cart")).text()).match(/€[\d,.]+/g), [
    "€78.00",
    "€4.90",
    "€82.90",
  ]);
});

Deno.test("shop: two who want the last ones at once do not both get them", async () => {
  const buyers = [new Client(app), new Client(app)];
  for (const buyer of buyers) await post(buyer, "/cart/boreas", { count: 2 });
  const ends = await Promise.all(
    buyers.map((buyer, at) => post(buyer, `/checkout/${KEYS[at]}`, ADA)),
  );
  deepStrictEqual(ends, [`303 /orders/${KEYS[0]}`, "409"]);
  match(await (await buyers[0]!.get("/kites/boreas")).text(), /Boreas is sold out/);
  const again = await buyers[1]!.post(`/checkout/${KEYS[1]}`, { data: ADA });
  match(await again.text(), /Someone was faster: we lack Boreas\./);
});

Deno.test("shop: pressing twice orders once, and only who ordered sees where it goes", async () => {
  const ada = new Client(app), eve = new Client(app);
  await post(ada, "/cart/mistral", { count: 1 });
  strictEqual(await post(ada, `/checkout/${KEYS[2]}`, { ...ADA, name: " " }), "422");
  const path = `/orders/${KEYS[2]}`;
  strictEqual(await post(ada, `/checkout/${KEYS[2]}`, ADA), `303 ${path}`);
  strictEqual(await post(ada, `/checkout/${KEYS[2]}`, ADA), `303 ${path}`);
  match(await (await ada.get("/kites/mistral")).text(), /max="3"/);
  match(await (await ada.get(path)).text(), /1 × Mistral[^]*Deich 1, 26721 Emden[^]*€249\.00/);
  strictEqual((await eve.get(path)).status, 404);
  strictEqual(await post(ada, `/checkout/${KEYS[3]}`, ADA), "303 /cart");
});

testWithBoth(
  "shop: from the first page to the order",
  "examples/showcase/shop.ts",
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Stunt" }).click();
    await page.getByRole("link", { name: "Swift" }).click();
    await page.getByLabel("How many").fill("2");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByText("Swift is in your cart.").waitFor();
    await page.getByRole("link", { name: "Cart 2" }).waitFor();
    await page.getByLabel("How many").fill("7");
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByText("There are only 7 of Swift.").waitFor();
    await page.getByRole("link", { name: "Cart 7" }).click();
    await page.getByLabel("How many Swift").fill("1");
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByText("€129.00").first().waitFor();
    await page.getByRole("link", { name: "Order" }).click();
    await fillIn(page);
    await page.getByRole("heading", { name: "Thank you" }).waitFor();
    await page.getByText("1 × Swift").waitFor();
    await page.getByRole("link", { name: "Cart", exact: true }).click();
    await page.getByRole("heading", { name: "No kites yet" }).waitFor();
  },
  SHOP.env(),
);

browserTest("shop: without scripts it sells, too", SHOP, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  const problems = watch(page);
  await page.goto("/");
  await page.getByRole("link", { name: "Aurora" }).click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("heading", { name: "Your cart" }).waitFor();
  await page.getByRole("button", { name: "Remove Aurora" }).click();
  await page.getByRole("link", { name: "See the kites" }).click();
  await page.getByRole("link", { name: "Ember" }).click();
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("link", { name: "Order" }).click();
  await fillIn(page);
  await page.getByText("1 × Ember").waitFor();
  deepStrictEqual(problems, []);
  await context.close();
});

browserTest("shop: it keeps no one out, on no screen", SHOP, async ({ page }) => {
  for (const path of ["/", "/kites/ember", "/cart"]) {
    await page.goto(path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
  await page.goto("/kites/ember");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByText("Ember is in your cart.").waitFor();
  for (const path of ["/cart", "/checkout"]) {
    await page.goto(path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
  await fillIn(page);
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  deepStrictEqual(await findFlaws(page), []);
});

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Street and number").fill("Deich 1");
  await page.getByLabel("Postcode and city").fill("26721 Emden");
  await page.getByRole("button", { name: "Order now" }).click();
}

type Data = Record<string, string | number>;

/** The status of a post, and where it leads to. */
async function post(client: Client, path: string, data: Data): Promise<string> {
  const response = await client.post(path, { data, redirect: "manual" });
  return [response.status, response.headers.get("location")].filter(Boolean).join(" ");
}
