import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { DebianServer, type Server, startPglite } from "../ext/postgres_servers.ts";
import { openBrowser, watch } from "./_browser.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Writes the to-do list with the line that opens the database changed, and nothing else. */
async function moveToPostgres(program: string, url: string): Promise<void> {
  const lines = (await Deno.readTextFile(`${ROOT}/examples/todo/main.ts`)).split("\n");
  const opening = lines.filter((line) => line.startsWith("const db = database("));
  strictEqual(opening.length, 1);
  // pglite-socket serves one connection at a time
  const line = 'import { postgres } from "@fasthtml/fasthtml/ext/postgres"; ' +
    `const db = database(postgres(${JSON.stringify(url)}, { max: 1 }));`;
  await Deno.writeTextFile(program, lines.map((one) => one === opening[0] ? line : one).join("\n"));
}

const SERVERS: [name: string, needs: string[], start: () => Promise<Server>][] = [
  ["PGlite over TCP", ["chromium"], startPglite],
  ["Debian's PostgreSQL", ["chromium", "postgresql"], () => DebianServer.start()],
];

for (const [name, needs, start] of SERVERS) {
  Deno.test({
    ...needing(needs, `a person keeps to-dos on ${name}: one line of the program is another`),
    // Playwright keeps timers and its driver's pipes until the browser is closed.
    sanitizeOps: false,
    sanitizeResources: false,
  }, async () => {
    await using server = await start();
    await using folder = await tempFolder();
    const program = `${folder.path}/main.ts`;
    await moveToPostgres(program, `${server.address}/postgres`);
    const browser = await openBrowser();
    try {
      await tell(browser, ["run", "-A", `--config=${ROOT}/deno.json`, program]);
    } finally {
      await browser.close();
    }
  });
}

async function tell(browser: Browser, args: string[]): Promise<void> {
  {
    await using first = await startProgram(args);
    const page = await browser.newPage({ baseURL: first.origin });
    const problems = watch(page);
    await page.goto("/");
    for (const title of ["Bread", "Butter & jam", "<b>Cheese</b>"]) await add(page, title);
    await page.getByRole("checkbox", { name: "Bread" }).click();
    await left(page, "2 of 3 left");
    await page.getByRole("button", { name: "Butter & jam", exact: true }).click();
    const input = page.locator("#todos").getByRole("textbox");
    await input.fill("Salted butter");
    await input.press("Enter");
    await page.getByRole("button", { name: "Move <b>Cheese</b> up" }).click();
    await page.locator("#todos > li").nth(1).getByText("Cheese").waitFor();
    await page.getByRole("button", { name: "Delete Salted butter" }).click();
    await left(page, "1 of 2 left");
    deepStrictEqual(problems, []);
    await first.end();
  }
  await using again = await startProgram(args);
  const page = await browser.newPage({ baseURL: again.origin });
  const problems = watch(page);
  await page.goto("/");
  deepStrictEqual(await page.locator("#todos .title").allTextContents(), [
    "Bread",
    "<b>Cheese</b>",
  ]);
  strictEqual(await page.getByRole("checkbox", { name: "Bread" }).isChecked(), true);
  await add(page, "Wine");
  await left(page, "2 of 3 left");
  deepStrictEqual(problems, []);
}

async function add(page: Page, title: string): Promise<void> {
  await page.getByPlaceholder("What is to be done?").fill(title);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: title, exact: true }).waitFor();
}

async function left(page: Page, text: string): Promise<void> {
  await page.locator("#left", { hasText: text }).waitFor();
}
