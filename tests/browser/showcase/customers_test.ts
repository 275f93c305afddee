import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Buffer } from "node:buffer";
import { Client } from "@fasthtml/fasthtml";
import { withEnv } from "../../examples/_env.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, REJECTED, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { CUSTOMERS_DB: ":memory:" },
  () => import("../../../examples/showcase/customers.ts"),
);
const CUSTOMERS = showcase("customers.ts");

const ADA = { name: "Ada", email: "ada@example.org", company: "", stage: "lead", owner: "" };
const EVE = { ...ADA, name: "=Eve()", email: "eve@example.org", note: 'She said "no",\r\ntwice' };

Deno.test("customers: what differs from the rule is not kept, and comes back", async () => {
  const client = new Client(app);
  const bad = { ...ADA, name: " ", email: "ada", stage: "king", value: "-1", since: "soon" };
  const response = await client.post("/new", { data: bad });
  strictEqual(response.status, 422);
  deepStrictEqual(toErrors(await response.text()), {
    name: "A name, please",
    email: "Such as ada@example.com",
    stage: "One of lead, trial, won, lost",
    value: "0 or more",
    since: "A day such as 2026-11-20",
  });
  strictEqual(await count(client, "king"), "No rows");

  strictEqual(await post(client, "/new", { ...ADA, id: "1", version: "9" }), "303 /");
  strictEqual(await count(client, "ada@example.org"), "1 row");
  const again = await client.post("/new", { data: { ...ADA, email: "ADA@example.org " } });
  strictEqual(again.status, 422);
  deepStrictEqual(toErrors(await again.text()), { email: "Another customer has this one" });
});

Deno.test("customers: who saves an older version is told what is there, and may save again", async () => {
  const client = new Client(app);
  await post(client, "/new", { ...ADA, name: "Two", email: "two@example.org" });
  const id = await idOf(client, "two@example.org");
  const two = { ...ADA, name: "Two", email: "two@example.org" };
  strictEqual(await post(client, `/customers/${id}/1`, { ...two, stage: "won" }), "303 /");
  const late = await client.post(`/customers/${id}/1`, { data: { ...two, owner: "Ben Okri" } });
  strictEqual(late.status, 409);
  const form = await late.text();
  match(form, /Someone else has changed this customer meanwhile\./);
  deepStrictEqual(toErrors(form), { owner: "Now there: nothing", stage: "Now there: won" });
  match(form, new RegExp(`action="/customers/${id}/2"`));
  strictEqual(await post(client, `/customers/${id}/2`, { ...two, owner: "Ben Okri" }), "303 /");
  strictEqual(await post(client, `/customers/${id}/2`, two), "409");

  const moved = await post(client, "/move/lost?q=two", { keys: id });
  strictEqual(moved, "303 /?q=two");
  strictEqual(await post(client, `/customers/${id}/3`, two), "409");
  strictEqual(await post(client, "/move/king", { keys: id }), "404");
  strictEqual(await post(client, "/customers/9999/1", two), "404");
});

Deno.test("customers: CSV is what is shown, harmless, and comes back as it was", async () => {
  const client = new Client(app);
  await post(client, "/new", EVE);
  const file = await client.get("/customers.csv?q=eve%40&sort=-name&page=7");
  strictEqual(file.headers.get("content-disposition"), 'attachment; filename="customers.csv"');
  const csv = await file.text();
  strictEqual(
    csv,
    "\uFEFFname,company,email,stage,owner,value,since,note\r\n" +
      `'=Eve(),,eve@example.org,lead,,0,,"She said ""no"",\r\ntwice"\r\n`,
  );
  const changed = csv.replace(",lead,", ",trial,") +
    "Émile,,emile@example.org,won,,12.5,2026-01-31,\r\n";
  strictEqual(await send(client, changed), "303 /");
  match(await (await client.get("/")).text(), /1 added, 1 changed/);
  strictEqual(
    await (await client.get("/customers.csv?q=example.org&stage=trial")).text(),
    csv.replace(",lead,", ",trial,"),
  );
  match(
    await (await client.get("/customers.csv?q=emile%40example.org")).text(),
    /^Émile,,emile@example.org,won,,12.5,2026-01-31,\r\n$/m,
  );
});

Deno.test("customers: of a file with a mistake nothing is kept", async () => {
  const client = new Client(app);
  const wrong: [file: string | Uint8Array<ArrayBuffer>, ...problems: string[]][] = [
    ["", "There are no customers in it."],
    ["name,email\r\n\r\n", "There are no customers in it."],
    ["name,salary\nAda,9", "The first row has “salary”."],
    ["name,email\nZed,zed@example.org,9", "Row 2 has 3 values, the first row 2."],
    [
      "name,email\nZed,zed@example.org\n,zed\nZed,zed@example.org\nZed,zed",
      "Row 3, name: A name, please.",
      "Row 4 has the email address of row 2.",
      "Row 5, email: Such as ada@example.com.",
    ],
    ['name,email\nZed,"zed@example.org', "Row 2 has a quote too many."],
    [new Uint8Array([0x5a, 0xff]), "It is no text in UTF-8: save it as CSV in UTF-8."],
  ];
  for (const [file, ...problems] of wrong) {
    const body = new FormData();
    body.append("file", new File([file], "new.csv"));
    const response = await app.request("/import", { method: "POST", body });
    strictEqual(response.status, 422);
    const found = (await response.text()).matchAll(/<li>(?!<)([^<]*)<\/li>/g);
    deepStrictEqual([...found].map(([, text]) => text), problems);
  }
  strictEqual(await count(client, "zed"), "No rows");
});

/** Milliseconds for a step, on a busy machine. */
const PATIENCE = 120_000;

testWithBoth(
  "customers: found, added, changed in a modal, moved and deleted",
  "examples/showcase/customers.ts",
  async ({ page, browser, program }) => {
    page.context().setDefaultTimeout(PATIENCE);
    await page.goto("/");
    await page.getByText("1–10 of 126").waitFor();
    await page.getByRole("searchbox").fill("alan");
    await page.getByRole("combobox", { name: "Stage" }).selectOption("Customer");
    await page.getByText("5 rows").waitFor();
    const query = new URL(page.url()).search;
    strictEqual(query, "?q=alan&stage=won");

    const pencil = page.getByRole("link", { name: "Edit Alan Hopper" });
    const dialog = page.getByRole("dialog");
    const [tab] = await Promise.all([
      page.context().waitForEvent("page"),
      pencil.click({ modifiers: ["ControlOrMeta"] }),
    ]);
    await tab.getByRole("heading", { name: "Alan Hopper" }).waitFor();
    await tab.close();
    strictEqual(await dialog.count(), 0);
    await pencil.click();
    await dialog.getByLabel("Name").fill("Alan Bopper");
    await dialog.getByLabel("E-mail").fill("alan.rossi@example.com");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Another customer has this one").waitFor();

    await dialog.getByLabel("E-mail").fill("alan.bopper@example.com");

    const ben = await browser.newPage({ baseURL: program.origin });
    ben.setDefaultTimeout(PATIENCE);
    await ben.goto("/?q=alan.hopper");
    await ben.getByRole("link", { name: "Alan Hopper", exact: true }).click();
    await ben.getByLabel("Stage").selectOption("Lost");
    await ben.getByRole("button", { name: "Save" }).click();
    await ben.getByText("Alan Hopper is saved").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Someone else has changed this customer").waitFor();
    await dialog.getByText("Now there: lost").waitFor();
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Alan Bopper is saved").waitFor();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("row", { name: "Alan Bopper" }).waitFor();
    strictEqual(await page.getByRole("link", { name: "Edit Alan Bopper" }).count(), 1);
    await page.locator("[id^=edit-]:focus").waitFor();
    strictEqual(new URL(page.url()).search, query);

    await page.getByRole("checkbox", { name: "Alan Bopper" }).check();
    await page.getByRole("checkbox", { name: "Alan Rossi" }).check();
    await page.getByRole("button", { name: "Lost" }).click();
    await page.getByText("3 rows").waitFor();
    await page.getByText("2 customers: Lost").waitFor();
    await page.locator("#figures").getByText("52", { exact: true }).waitFor();
    strictEqual(new URL(page.url()).search, query);
    await page.getByRole("checkbox", { name: "Choose all on this page" }).check();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Nothing found").waitFor();
    await page.locator("#figures").getByText("49", { exact: true }).waitFor();

    await page.getByRole("link", { name: "Show all" }).click();
    await page.getByText("1–10 of 123").waitFor();
    await page.getByRole("link", { name: "New customer" }).click();
    await dialog.getByLabel("Name").fill("Aaron <b>");
    await dialog.getByLabel("E-mail").fill("aaron@example.com");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Aaron <b>", exact: true }).waitFor();
    await page.locator("a:focus", { hasText: "New customer" }).waitFor();
  },
  CUSTOMERS.env(),
  REJECTED,
);

browserTest(
  "customers: without scripts they are found, changed, moved, deleted and imported",
  CUSTOMERS,
  async ({ browser, program }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
    const page = await context.newPage();
    const problems = watch(page);
    await page.goto("/");
    await page.getByRole("link", { name: "New customer" }).click();
    await page.getByLabel("Name").fill("Zack");
    await page.getByLabel("E-mail").fill("zack@example.com");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Zack is added").waitFor();
    await page.getByRole("searchbox").fill("zack");
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("link", { name: "Zack", exact: true }).click();
    await page.getByLabel("Company").fill("Elm");
    await page.getByRole("button", { name: "Save" }).click();
    await page.goto("/?q=elm+zack");
    await page.getByRole("checkbox", { name: "Zack" }).check();
    await page.getByRole("button", { name: "Won" }).click();
    await page.getByText("1 customer: Customer").waitFor();
    await page.getByRole("link", { name: "Zack", exact: true }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Zack is deleted").waitFor();
    await page.getByRole("link", { name: "Import" }).click();
    const buffer = Buffer.from("name,email\nZed,zed@example.com\n");
    await page.locator("input[type=file]").setInputFiles({
      name: "new.csv",
      mimeType: "text/csv",
      buffer,
    });
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByText("1 added, 0 changed").waitFor();
    deepStrictEqual(problems, []);
    await context.close();
  },
);

const REJECTING = { ...CUSTOMERS, warns: REJECTED };
browserTest("customers: it keeps no one out, on no screen", REJECTING, async ({ page }) => {
  await page.goto("/?q=alan");
  deepStrictEqual(await findFlaws(page), []);
  await page.getByRole("checkbox", { name: "Alan Abbas" }).check();
  await page.getByRole("link", { name: "Edit Alan Abbas" }).click();
  await page.getByLabel("Name").fill("");
  deepStrictEqual(await findFlaws(page), []);
  await page.goto("/customers/1");
  await page.getByLabel("E-mail").fill("alan.rossi@example.com");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Another customer has this one").waitFor();
  deepStrictEqual(await findFlaws(page), []);
  await page.goto("/import");
  deepStrictEqual(await findFlaws(page), []);
});

/** The messages of a form, by field. */
function toErrors(html: string): Record<string, string> {
  const found = html.matchAll(/<small id="customer-(\w+)-error" class="ui-error">([^<]*)/g);
  return Object.fromEntries([...found].map(([, name, text]) => [name!, text!]));
}

/** How many customers a search finds, as the page says. */
async function count(client: Client, q: string): Promise<string> {
  const page = await (await client.get(`/?q=${encodeURIComponent(q)}`)).text();
  return page.match(/role="status">([^<]*)/)![1]!;
}

async function idOf(client: Client, email: string): Promise<string> {
  const page = await (await client.get(`/?q=${encodeURIComponent(email)}`)).text();
  return page.match(/href="\/customers\/(\d+)"/)![1]!;
}

/** The status of a file that is sent, and where it leads to. */
async function send(client: Client, csv: string): Promise<string> {
  const data = new FormData();
  data.append("file", new File([csv], "new.csv"));
  return toEnd(await client.post("/import", { body: data, redirect: "manual" }));
}

/** The status of a post, and where it leads to. */
async function post(client: Client, path: string, data: Record<string, string>): Promise<string> {
  return toEnd(await client.post(path, { data, redirect: "manual" }));
}

function toEnd(response: Response): string {
  return [response.status, response.headers.get("location")].filter(Boolean).join(" ");
}
