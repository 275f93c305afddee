import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { Program } from "../_program.ts";
import { findBarriers } from "./_axe.ts";
import { testWithBoth } from "./_both.ts";
import { browserTest } from "./_browser.ts";

const PROGRAM = "tests/fixtures/jobs_page.ts";
const PAGE = "/admin/jobs";

/** What the program lets its tests do. */
async function tell(program: Program, path: string, body: Record<string, string> = {}) {
  const options = { method: "POST", body: new URLSearchParams(body) };
  const response = await fetch(`${program.origin}${path}`, options);
  await response.body?.cancel();
  strictEqual(response.ok, true);
}

/** The numbers of a queue, as they are on the page at this moment. */
function counts(page: Page, name: string) {
  return page.locator("#now li").filter({ has: page.getByRole("heading", { name, exact: true }) })
    .filter({ has: page.locator("dl") });
}

async function shows(page: Page, name: string, kind: string, count: number) {
  await counts(page, name).locator(`.${kind} dd`).getByText(String(count), { exact: true })
    .waitFor();
}

testWithBoth("the page of jobs shows what happens while it is open", PROGRAM, async (visit) => {
  const { page, program } = visit;
  await page.goto(PAGE);
  await shows(page, "sendMail", "dead", 0);
  await tell(program, "/add", { kind: "report", to: "May" });
  await tell(program, "/add", { kind: "resize", to: "cat.png" });
  await tell(program, "/add", { kind: "mail", to: "ann" });
  await shows(page, "report", "later", 1);
  await shows(page, "images/resize", "running", 1);
  await shows(page, "sendMail", "dead", 1);
  // What is in use stays as it is: the link keeps the focus while numbers change around it.
  await counts(page, "sendMail").getByRole("link").focus();
  await page.evaluate("document.activeElement.isTheSame = true");
  await tell(program, "/add", { kind: "report", to: "June" });
  await shows(page, "report", "later", 2);
  strictEqual(await page.evaluate("document.activeElement.isTheSame"), true);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Dead jobs of sendMail" }).waitFor();
  strictEqual(new URL(page.url()).search, "?name=sendMail");
});

testWithBoth("dead jobs are read, retried and dropped", PROGRAM, async ({ page, program }) => {
  for (const to of ["ann", "bob", "cyd", "dan", "eve"]) {
    await tell(program, "/add", { kind: "mail", to });
  }
  await page.goto(PAGE);
  await shows(page, "sendMail", "dead", 5);
  await page.goto(PAGE);
  const job = (to: string) => page.getByRole("article").filter({ hasText: `<b>${to}</b>` });
  await job("ann").getByText("Data", { exact: true }).click();
  await job("ann").getByText('"to": "ann"').waitFor();
  strictEqual(await page.locator("article b").count(), 0);

  // It fails again: its page, when it is loaded again, has it as before.
  await job("ann").getByRole("button", { name: "Retry" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("sendMail is queued again.").waitFor();
  // htmx moves the focus a moment after the text is there.
  await page.waitForFunction(
    `document.activeElement.textContent === "sendMail is queued again."`,
  );

  // The browser asks before one is dropped.
  const asked: string[] = [];
  const answers = [false, true, true];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void (answers.shift() ? dialog.accept() : dialog.dismiss());
  });
  await job("bob").getByRole("button", { name: "Drop" }).click();
  strictEqual(await job("bob").count(), 1);
  await job("bob").getByRole("button", { name: "Drop" }).click();
  await page.getByText("sendMail is removed.").waitFor();
  await shows(page, "sendMail", "dead", 4);

  await tell(program, "/up");
  await counts(page, "sendMail").getByRole("link").click();
  await page.waitForURL(/name=sendMail/); // And until htmx has the buttons.
  await page.getByRole("button", { name: "Retry all" }).click();
  await page.getByText("4 jobs are queued again.").waitFor();
  await page.getByText("There are none.").waitFor();
  await shows(page, "sendMail", "dead", 0);
  const drop = "Remove this job of sendMail? It can't be brought back.";
  deepStrictEqual(asked, [drop, drop, "Queue all dead jobs of sendMail again?"]);
});

testWithBoth("who is signed out meanwhile leaves the page of jobs", PROGRAM, async (visit) => {
  const { page, program } = visit;
  await page.goto(PAGE);
  await tell(program, "/out");
  await page.getByText("Please sign in.").waitFor();
  strictEqual(new URL(page.url()).pathname, "/login");
});

testWithBoth("the page of jobs can be used by all, also on a phone", PROGRAM, async (visit) => {
  const { page, program } = visit;
  const long = "a".repeat(150);
  for (const to of ["ann", long]) await tell(program, "/add", { kind: "mail", to });
  await tell(program, "/add", { kind: "resize", to: "cat.png" });
  await page.goto(PAGE);
  await shows(page, "sendMail", "dead", 2);
  await page.goto(`${PAGE}/?name=sendMail`);
  for (const summary of await page.locator("summary").all()) await summary.click();
  for (const width of [1000, 360]) {
    await page.setViewportSize({ width, height: 800 });
    strictEqual(await page.evaluate("document.documentElement.scrollWidth"), width);
    const impacts = ["critical", "serious", "moderate", "minor"] as const;
    deepStrictEqual(await findBarriers(page, undefined, { impacts }), []);
  }
});

browserTest("the page of jobs works without JavaScript", {
  args: ["run", "-A", fileURLToPath(new URL(`../../${PROGRAM}`, import.meta.url))],
}, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  for (const to of ["ann", "bob", "cyd"]) await tell(program, "/add", { kind: "mail", to });
  const article = page.getByRole("article");
  do await page.goto(PAGE); while (await article.count() < 3);
  await tell(program, "/up");
  await article.first().getByRole("button", { name: "Retry" }).click();
  await page.getByText("sendMail is queued again.").waitFor();
  await article.first().getByRole("button", { name: "Drop" }).click();
  await page.getByText("sendMail is removed.").waitFor();
  await counts(page, "sendMail").getByRole("link").click();
  await page.getByRole("button", { name: "Retry all" }).click();
  await page.getByText("1 job is queued again.").waitFor();
  await context.close();
});
