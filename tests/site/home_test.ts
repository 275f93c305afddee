/** The programs of the home page, used as the text next to them says. */
import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { shot } from "../../site/home.ts";
import type { Story } from "../../site/story.ts";
import { deno } from "../cli/_cli.ts";
import { ROOT } from "../house/_files.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { runStory } from "./_stage.ts";

const FOLDER = `${ROOT}site/home`;

const STORIES: Readonly<Record<string, Story>> = {
  hello: async ({ open }) => {
    const page = await open(0);
    const drawn = /<div class="shot-page"><b>([^<]*)<\/b>([^<]*)<\/div>/.exec(`${shot()}`)!;
    deepStrictEqual(
      [await page.locator("h1").innerText(), await page.locator("p").innerText()],
      drawn.slice(1),
    );
  },

  // “When you click it, htmx sends the request and puts the returned HTML into the page.”
  htmx: async ({ open }) => {
    const page = await open(0);
    await page.locator("main").evaluate((main) => main.setAttribute("data-first", ""));
    for (const text of ["Clicks: 0", "Clicks: 1"]) {
      await page.getByRole("button", { name: text, exact: true }).click();
    }
    await page.locator("main[data-first] button", { hasText: "Clicks: 2" }).waitFor();
  },

  // “The class defines the columns in SQLite, the fields that the handler reads, and how a row looks.”
  table: async ({ open }) => {
    const page = await open(0);
    for (const title of ["Emma", "<Dune>"]) {
      await page.getByLabel("Title").fill(title);
      await page.getByRole("button", { name: "Add" }).click();
      await page.locator("li:last-child", { hasText: title }).waitFor();
      await isEmptied(page);
    }
    const { origin } = await page.restart();
    await page.goto(origin);
    deepStrictEqual(await page.getByRole("listitem").allInnerTexts(), ["<Dune>", "Emma"]);
  },

  // “You get the valid data, or the errors and the form filled with what the user typed.”
  forms: async ({ open }) => {
    const page = await open(0);
    const join = async (name: string, age: string) => {
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Age").fill(age);
      await page.getByRole("button", { name: "Join" }).click();
    };
    await join("A", "17");
    for (const message of ["Enter at least two letters.", "You must be 18 or older."]) {
      await page.getByText(message).waitFor();
    }
    strictEqual(await page.getByLabel("Name").inputValue(), "A");
    strictEqual(await page.getByLabel("Age").inputValue(), "17");
    await join("Ann", "18");
    await page.getByText("Welcome, Ann.").waitFor();
    strictEqual(await page.locator("form").count(), 0);
  },

  // “Send an element to a channel, and all open pages show it.”
  live: async ({ open }) => {
    const first = await open(0);
    const second = await (await first.context().browser()!.newContext()).newPage();
    second.setDefaultTimeout(120_000);
    for (const page of [first, second]) {
      const stream = page.waitForResponse(/\/messages/);
      await page.goto(first.origin);
      await stream;
    }
    await first.getByLabel("Message").fill("Hello, all");
    await first.getByRole("button", { name: "Send" }).click();
    for (const page of [first, second]) {
      await page.getByRole("listitem").filter({ hasText: "Hello, all" }).waitFor();
      strictEqual(await page.getByRole("listitem").count(), 1);
    }
    await isEmptied(first);
  },
};

/** Waits until the only text field is empty: `hx_reset` comes after what the response shows. */
async function isEmptied(page: Page): Promise<void> {
  await page.waitForFunction(`document.querySelector("form input").value === ""`);
}

for (const [name, story] of Object.entries(STORIES)) {
  Deno.test({
    ...needing(["chromium"], `the home page's program ${name} does what its text says`),
    sanitizeOps: false, // Playwright keeps timers and its driver's pipes.
    sanitizeResources: false,
    async fn() {
      const program = await Deno.readTextFile(`${FOLDER}/${name}.ts`);
      await runStory(story, { markdown: `\`\`\`ts\n${program}\`\`\`\n`, name: `home/${name}` });
    },
  });
}

Deno.test("the home page's test passes, and has no other programs", async () => {
  await using folder = await tempFolder();
  await Deno.copyFile(`${FOLDER}/tests.ts`, `${folder.path}/visits_test.ts`);
  const env = { FASTHTML_SECRET: "known-to-everybody-and-for-tests-alone" };
  const args = ["test", "-A", "--no-check", `--config=${ROOT}deno.json`, "visits_test.ts"];
  const { code, stdout, stderr } = await deno(args, { cwd: folder.path, env });
  strictEqual(code, 0, stdout + stderr);
  match(stdout, /^visits are counted \.\.\. ok/m);
  const names = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name.replace(/\.ts$/, ""));
  deepStrictEqual(names.sort(), [...Object.keys(STORIES), "tests"].sort());
});
