import { deepStrictEqual, match } from "node:assert";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { addAuthenticator } from "../examples/_authenticator.ts";
import { CLIENT, startProvider } from "../ext/_provider.ts";
import { MongoStandIn } from "../ext/mongodb_stand_in.ts";
import { ROOT, sources } from "../house/_files.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { findBarriers } from "./_axe.ts";
import { isReloadSocket, openBrowser, watch } from "./_browser.ts";
import { argsOfHtmx2 } from "./_htmx_2.ts";

/** How an example is used where `useFirst()` does not do, and what it needs for that. */
interface Use {
  /** Starts what the example speaks to, and returns its environment. */
  start?(stack: AsyncDisposableStack, origin: string): Promise<Record<string, string>>;
  args?: string[];
  /** The browser's time zone. */
  timezoneId?: string;
  /** What an article loads from a CDN, and the package that has it; this machine sends it instead. */
  loads?: Readonly<Record<string, string>>;
  story?(page: Page, origin: string): Promise<void>;
}

const mongo = {
  start: (stack: AsyncDisposableStack) =>
    Promise.resolve({ MONGO_URI: stack.use(new MongoStandIn()).newUrl() }),
};

const USES: Readonly<Record<string, Use>> = {
  "gallery/dependent_selects.ts": {
    async story(page) {
      await page.getByLabel("Country").selectOption("Austria");
      await page.getByLabel("City").selectOption("Vienna");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("You live in Vienna, Austria.").waitFor();
    },
  },
  "gallery/inline_validation.ts": {
    async story(page) {
      await page.getByLabel("User name").fill("ann");
      await page.getByLabel("Favorite color").fill("#ff8800");
      await page.getByText("ann is taken.").waitFor();
    },
  },
  "gallery/validation.ts": {
    async story(page) {
      await page.getByLabel("Name").fill("Ann");
      await page.getByLabel("Email").fill("ann@example.com");
      await page.getByLabel("Age").fill("42");
      await page.getByLabel("I accept the terms").check();
      await page.getByRole("button", { name: "Sign up" }).click();
      await page.getByText("Welcome, Ann!").waitFor();
    },
  },
  "showcase/blog.ts": {
    async story(page) {
      await page.getByRole("searchbox", { name: "Search" }).fill("charts");
      await page.getByRole("link", { name: "A blog in three files" }).waitFor({
        state: "detached",
      });
    },
  },
  "showcase/files.ts": {
    async story(page) {
      await page.locator("input[type=file]").setInputFiles(ROOT + "docs/todo.png");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("button", { name: "todo.png" }).waitFor();
    },
  },
  "showcase/customers.ts": {
    async story(page) {
      await page.getByRole("searchbox", { name: "Search" }).fill("zola");
      await page.getByRole("link", { name: "Alan Abbas", exact: true }).waitFor({
        state: "detached",
      });
      await page.getByRole("link", { name: "Edit Alan Zola" }).click();
      await page.getByRole("dialog").getByLabel("Company").fill("Gable Labs");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("row", { name: "Gable Labs" }).waitFor();
    },
  },
  "showcase/signup.ts": {
    start: (_, BASE_URL) => Promise.resolve({ BASE_URL }),
    async story(page) {
      await page.getByRole("link", { name: "Forgotten your password?" }).click();
      await page.getByLabel("Email address").fill("ann@example.com");
      await page.getByRole("button", { name: "Send me a link" }).click();
      await page.getByText("a mail with a link is on its way").waitFor();
    },
  },
  "showcase/booking.ts": {
    start: (_, BASE_URL) => Promise.resolve({ BASE_URL }),
    timezoneId: "Europe/Berlin", // in another one the page loads itself again, while axe looks at it
    async story(page) {
      await page.getByRole("link", { name: "Next week" }).click();
      await page.waitForURL(/week=/);
      await page.locator(".week a").first().click();
      await page.getByLabel("Your name").fill("Ann");
      await page.getByLabel("E-mail").fill("ann@example.com");
      await page.getByRole("button", { name: "Book", exact: true }).click();
      await page.getByRole("heading", { name: "See you soon" }).waitFor();
    },
  },
  "showcase/survey.ts": {
    async story(page) {
      await page.getByRole("button", { name: "New survey" }).click();
      await page.getByRole("button", { name: "Add a question" }).click();
      await page.locator("#text-2:focus").waitFor();
    },
  },
  "showcase/admin.ts": {
    async story(page) {
      await page.getByRole("button", { name: "Enter as the admin" }).click();
      await page.getByRole("link", { name: "Orders", exact: true }).first().click();
      await page.getByText("180 rows").waitFor();
    },
  },
  "showcase/shop.ts": {
    async story(page) {
      await page.getByRole("link", { name: "Aurora" }).click();
      await page.getByRole("button", { name: "Add to cart" }).click();
      await page.getByText("Aurora is in your cart.").waitFor();
    },
  },
  "showcase/chat.ts": {
    start: () => Promise.resolve({ PACE: "1" }),
    async story(page) {
      await page.getByRole("button", { name: "Compare tea and coffee" }).click();
      await page.getByText("No milk for mint.").waitFor();
    },
  },
  "showcase/kanban.ts": {
    async story(page) {
      await page.getByRole("textbox", { name: "New task" }).fill("Ann");
      await page.getByRole("button", { name: "Add" }).click();
      await page.getByRole("heading", { name: "Ann" }).waitFor();
    },
  },
  "showcase/dashboard.ts": {
    start: () => Promise.resolve({ EVERY: "0" }),
    async story(page) {
      await page.getByRole("link", { name: "7 days" }).click();
      await page.locator("a[aria-current]", { hasText: "7 days" }).waitFor();
    },
  },
  "upload.ts": {
    async story(page) {
      await page.locator("input[type=file]").setInputFiles(ROOT + "docs/todo.png");
      await page.getByRole("button", { name: "Send" }).click();
      await page.getByRole("link", { name: "todo.png" }).waitFor();
    },
  },
  "html2ft.ts": {
    story: async (page) => {
      await page.getByRole("textbox").fill("<hr>");
      await page.locator("code", { hasText: "Hr()" }).waitFor();
    },
  },
  "mongodb_tasks.ts": mongo,
  "oauth.ts": {
    async start(stack, BASE_URL) {
      const { issuer } = stack.use(await startProvider(`${BASE_URL}/redirect`));
      return { BASE_URL, OIDC_ISSUER: issuer, OIDC_ID: CLIENT.id, OIDC_SECRET: CLIENT.secret };
    },
    async story(page) {
      await page.getByRole("link", { name: "Log in" }).click();
      await page.getByLabel("Name").fill("ada");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("heading", { name: "Hello, ada Example" }).waitFor();
    },
  },
  "passkey.ts": {
    start: (_, BASE_URL) => Promise.resolve({ BASE_URL }),
    async story(page) {
      await addAuthenticator(page);
      await page.getByLabel("Name").fill("Ann");
      await page.getByRole("button", { name: "Sign up" }).click();
      await page.getByRole("heading", { name: "Welcome, Ann" }).waitFor();
    },
  },
  "showcase/components.ts": {
    async story(page) {
      await page.getByRole("link", { name: "Overlays" }).first().click();
      await page.getByRole("button", { name: "Open a dialog" }).click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    },
  },
  "showcase/monsterui.ts": {
    async story(page) {
      await page.getByRole("button", { name: "Open Modal" }).click();
      await page.getByRole("dialog").waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    },
  },
  "stripe_checkout.ts": {
    args: [`--preload=${fileURLToPath(new URL("../fixtures/stripe.ts", import.meta.url))}`],
    start: (_, BASE_URL) => Promise.resolve({ BASE_URL }),
    async story(page) {
      await page.getByRole("button", { name: "Buy" }).click();
      await page.getByRole("heading", { name: "One moment" }).waitFor();
    },
  },
  "seeds/guide/github.ts": {
    async story(page) {
      const link = await page.getByRole("link").getAttribute("href");
      const { headers } = await fetch(new URL(link!, page.url()), { redirect: "manual" });
      match(headers.get("location")!, /^https:\/\/github\.com\//);
    },
  },
  "seeds/guide/scripts.ts": {
    loads: {
      "https://cdn.plot.ly/plotly-2.32.0.min.js":
        "npm:plotly.js-basic-dist-min@4.1.1/plotly-basic.min.js",
    },
    story: (page) => page.locator("#chart .plotly").first().waitFor(),
  },
  "seeds/mongodb/task_manager.ts": {
    ...mongo,
    loads: { "https://cdn.tailwindcss.com/": "@tailwindcss/browser" },
  },
};

const IMPACTS = ["critical", "serious", "moderate", "minor"] as const;

/** Programs whose first response is no page. */
const NO_PAGES = ["guide/broadcast.ts", "versus/approach1.ts", "versus/approach2.ts"];

// Playwright keeps timers and its driver's pipes until the browser is closed.
const KEPT = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };

/** One for all tests of this file; each program has a context of its own. */
let browser: Promise<Browser> | undefined;

Deno.test.afterAll(async () => await (await browser)?.close());

for (const file of sources("examples").filter(isProgram)) {
  const name = file.slice("examples/".length);
  Deno.test({ ...needing(["chromium"], `${file} is used in a browser`), ...KEPT }, async (test) => {
    browser ??= openBrowser();
    await Promise.all(
      [4, 2].map((version) =>
        test.step({ name: `htmx ${version}`, fn: () => use(name, version), ...KEPT })
      ),
    );
  });
}

Deno.test("each program of examples/ported has a story in tests/ported", () => {
  const told = ["browser_test.ts", "browser2_test.ts"].flatMap((
    file,
  ) => [...Deno.readTextFileSync(`${ROOT}tests/ported/${file}`).matchAll(/^port\("(\w+)"/gm)]).map((
    [, name],
  ) => `examples/ported/${name}.ts`);
  deepStrictEqual(told.sort(), sources("examples/ported"));
});

/** Opens the first page of an example, and uses it; nothing may fail on the way. */
async function use(name: string, version: number): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const { path } = stack.use(await tempFolder());
  const { start, args = [], timezoneId, loads = {}, story = useFirst } = USES[name] ?? {};
  const port = freePort();
  // Passkeys are bound to a name; 127.0.0.1 has none.
  const origin = `http://localhost:${port}`;
  const env = { ...storesIn(path), HTMX: `${version}`, PORT: `${port}` };
  const program = stack.use(
    await startProgram(
      [
        "run",
        "-A",
        ...version === 2 ? await argsOfHtmx2(path) : [],
        ...args,
        ROOT + "examples/" + name,
      ],
      { cwd: path, env: { ...env, ...await start?.(stack, origin) } },
    ),
  );
  const context = stack.adopt(
    await (await browser!).newContext({ timezoneId }),
    (context) => context.close(),
  );
  const page = await context.newPage();
  for (const [url, file] of Object.entries(loads)) {
    await page.route(
      url,
      (route) => route.fulfill({ path: fileURLToPath(import.meta.resolve(file)) }),
    );
  }
  const problems = watch(page);
  page.on("console", (message) => {
    // htmx has given a swapped field its focus before Chromium would.
    if (/^Autofocus processing was blocked/.test(message.text())) return;
    if (isReloadSocket(message.text())) return;
    problems.push(`said: ${message.text()}`);
  });
  const response = await page.goto(origin);
  if (NO_PAGES.some((file) => name.endsWith(file))) return;
  deepStrictEqual(response!.status(), 200);
  const isSeed = name.startsWith("seeds/"); // the page of an article stays as it was published
  const look = () => {
    if (version === 4 && !isSeed) return findAll(page);
    return findBarriers(page, [version === 4 ? "light" : "dark"]);
  };
  const barriers = await look();
  await story(page, origin);
  barriers.push(...await look());
  const isLoaded = (problem: string) => problem.replace("request: ", "") in loads;
  const failed = problems.filter((problem) => !isLoaded(problem));
  deepStrictEqual({ barriers, failed }, { barriers: [], failed: [] }, program.printed());
}

/** What axe says of a page in light and dark, on a desktop and a phone, and what is too wide there. */
async function findAll(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [390, 1280]) { // a story begins on a desktop
    await page.setViewportSize({ width, height: 844 });
    const barriers = await findBarriers(page, undefined, { impacts: IMPACTS, targets: true });
    const over = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    if (Number(over) > 0) barriers.push(`${over} px too wide`);
    found.push(...barriers.map((barrier) => `${width} px: ${barrier}`));
  }
  return found;
}

/** Fills the fields of a page, and presses its first button or link: something of it changes. */
async function useFirst(page: Page): Promise<void> {
  for (const field of await page.locator("input:visible, textarea:visible").all()) {
    const type = await field.getAttribute("type") ?? "text";
    if (type === "file") await field.setInputFiles(ROOT + "deno.json");
    else if (type in VALUES) await field.fill(VALUES[type]!);
  }
  const control = page.locator(CONTROL).first();
  if (await control.count() === 0) return;
  // No `waitForFunction()`, which asks by eval: some examples forbid it.
  await page.evaluate(`document.documentElement.dataset.same = "";
    new MutationObserver(() => delete document.documentElement.dataset.same)
      .observe(document.body, { childList: true, characterData: true, subtree: true })`);
  await control.click();
  await page.locator("html:not([data-same])").waitFor({ state: "attached" });
}

/** What the page is for: not what leads through the site, and around it. */
const CONTROL = ":is(main, body:not(:has(main))) :is(button, a):visible";

const VALUES: Readonly<Record<string, string>> = {
  text: "Ann",
  email: "ann@example.com",
  number: "7",
  password: "correct horse",
};

/** The environment that keeps what the examples store in a folder. */
function storesIn(folder: string): Record<string, string> {
  const names = ["ACCOUNTS_DB", "PASSKEY_DB", "PAYMENTS_DB", "TODO_DB", "UPLOADS"];
  return Object.fromEntries(names.map((name) => [name, `${folder}/${name}`]));
}

/** `serve(app)` ends a program that `deno run` starts; those of ported/ have stories of their own. */
function isProgram(file: string): boolean {
  return !file.startsWith("examples/ported/") &&
    /^serve\(/m.test(Deno.readTextFileSync(ROOT + file));
}
