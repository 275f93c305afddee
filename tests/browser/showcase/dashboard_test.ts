import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { database } from "@fasthtml/fasthtml";
import type { Page } from "playwright-core";
import { startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import { within } from "../../_within.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const DAYS = "from=2020-01-01&to=2020-01-04";
const { args, env } = showcase("dashboard.ts", { SALES_DB: "sales.db", EVERY: "3600000" });
const closed = { args, env: () => ({ ...env(), EVERY: "0" }) };

Deno.test("dashboard: the figures of a range are those of its sales, and are sent when they change", async () => {
  await using folder = await tempFolder();
  await using program = await startProgram(args, { cwd: folder.path, env: closed.env() });
  const sell = await openSales(folder.path);
  sell("2020-01-01", 1000);
  sell("2020-01-03", 3050);
  sell("2019-12-31", 5000);
  sell("2020-01-05", 9900);
  const page = await (await fetch(`${program.origin}/?${DAYS}`)).text();
  deepStrictEqual(toStats(page), ["€41", "2", "€20"]);
  match(page, /<th scope="row">Filter papers<\/th><td>€41<\/td>/);
  deepStrictEqual(page.match(/\d+ % \w+ than before/g), [
    "19 % less than before",
    "100 % more than before",
    "59 % less than before",
  ]);

  const response = await fetch(`${program.origin}/stream?${DAYS}&after=4`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  sell("2020-01-02", 100);
  let text = "";
  while (!text.includes("\n\n")) text += (await within(60, "a message", reader.read())).value;
  await reader.cancel();
  match(text, /^id: 5\ndata: <div id="figures"/);
  deepStrictEqual(toStats(text), ["€42", "3", "€14"]);
});

Deno.test("dashboard: a range that can't be shown is said to be one, and costs nothing", async () => {
  await using folder = await tempFolder();
  await using program = await startProgram(args, { cwd: folder.path, env: closed.env() });
  const ask = async (query: string) => {
    const response = await fetch(`${program.origin}/?${query}`);
    return [response.status, /ui-alert-title">([^<]*)/.exec(await response.text())?.[1]];
  };
  deepStrictEqual(await ask("from=2020-01-02&to=2020-01-01"), [
    200,
    "The first day is after the last one.",
  ]);
  deepStrictEqual(await ask("from=0001-01-01&to=9999-12-31"), [
    200,
    "A range has at most 366 days.",
  ]);
  deepStrictEqual(await ask("from=2020-01-01&to=2020-12-31"), [200, undefined]);
  deepStrictEqual(await ask("from=&to="), [200, undefined]);
  deepStrictEqual(await ask("from=yesterday&to=2020-01-01"), [400, undefined]);
});

browserTest(
  "dashboard: a sale is seen while one looks, and without scripts",
  closed,
  async (visit) => {
    const { browser, page, program, folder } = visit;
    const sell = await openSales(folder);
    await page.goto(`/?${DAYS}`);
    await page.getByText("€0", { exact: true }).first().waitFor();
    sell("2020-01-04", 2890);
    await page.locator(".ui-stat", { hasText: "Revenue" }).getByText("€29", { exact: true })
      .waitFor();
    await page.getByRole("row", { name: "Filter papers Web" }).waitFor();

    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
    const plain = await context.newPage();
    const problems = watch(plain);
    await plain.goto("/");
    await plain.getByLabel("From").fill("2020-01-01");
    await plain.getByLabel("To").fill("2020-01-31");
    await plain.getByRole("button", { name: "Show" }).click();
    await plain.locator(".ui-stat", { hasText: "Revenue" }).getByText("€29", { exact: true })
      .waitFor();
    await plain.getByRole("link", { name: "90 days" }).click();
    await plain.locator('a[aria-current="page"]', { hasText: "90 days" }).waitFor();
    deepStrictEqual(problems, []);
    await context.close();
  },
);

browserTest("dashboard: it keeps no one out, on no screen", { args, env }, async ({ page }) => {
  await page.goto("/");
  strictEqual(await page.locator(".chart").count(), 3);
  deepStrictEqual(await findFlaws(page), []);
});

browserTest("dashboard: the whole page is at most 30 KB over the wire", {
  args,
  env: () => ({ ...env(), DENO_ENV: "production" }),
}, async ({ page }) => {
  const sizes = await weigh(page, "/");
  const files = Object.keys(sizes).map((path) => path.replace(/\.\w+(?=\.\w+$)/, "")).sort();
  deepStrictEqual(files, [
    "/",
    "/_fasthtml/charts.css",
    "/_fasthtml/live.mjs",
    "/_fasthtml/ui.css",
    "/_fasthtml/ui.js",
  ]);
  const sum = Object.values(sizes).reduce((a, b) => a + b);
  ok(sum > 5000 && sum <= 30_000, `${sum} bytes: ${JSON.stringify(sizes)}`);
});

/** The bytes of all that a page loads, with their heads, as they come over the wire. */
async function weigh(page: Page, path: string): Promise<Record<string, number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const paths = new Map<string, string>(), sizes: Record<string, number> = {};
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    const { protocol, pathname } = new URL(request.url);
    if (protocol === "http:" && pathname !== "/favicon.ico") paths.set(requestId, pathname);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = paths.get(requestId);
    if (path !== undefined) sizes[path] = encodedDataLength;
  });
  await page.goto(path, { waitUntil: "load" });
  return sizes;
}

/** Writes sales into the table of the program, as a till does that is another program. */
async function openSales(folder: string): Promise<(day: string, cents: number) => void> {
  const sales = await database(`${folder}/sales.db`).table("sale");
  return (day, cents) => {
    const at = new Date(`${day}T12:00Z`), product = "Filter papers";
    sales.insert({ day: new Date(day), at, product, channel: "Web", cents });
  };
}

function toStats(html: string): (string | undefined)[] {
  return [...html.matchAll(/ui-stat-value">([^<]*)/g)].map(([, value]) => value);
}
