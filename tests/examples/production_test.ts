import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { openBrowser, watch } from "../browser/_browser.ts";
import { smtpServer } from "../ext/_smtp.ts";
import { startProgram } from "../_program.ts";
import { until, within } from "../_within.ts";
import { toIdentity } from "../../examples/production/part.ts";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";
import { killAll, KILLS } from "./production.ts";

// Ten minutes of it: docs/reliability.md.
Deno.test({
  ...needing(
    ["caddy", "postgresql", "redis-server"],
    "production: each part is killed while people order, and no order, session or page is lost",
  ),
  fn: async () => {
    const kills = KILLS.filter(([part, signal]) =>
      signal === "SIGKILL" || part.startsWith("server")
    );
    const { problems, costs, orders } = await killAll({ people: 3, kills, seconds: 0, every: 0 });
    deepStrictEqual(problems, []);
    strictEqual(Object.values(costs).length, kills.length);
    strictEqual(orders >= kills.length * 3, true);
  },
});

Deno.test("production: a folder has one shop at a time", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/main.pid`, toIdentity(Deno.pid)!);
  const main = toPath("main.ts");
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main],
    env: { SHOP_DATA: folder.path },
  }).output();
  strictEqual(code, 1);
  match(
    new TextDecoder().decode(stdout),
    new RegExp(`Cannot start the shop: process ${Deno.pid} runs it in`),
  );
});

// Playwright keeps timers and its driver's pipes until the browser is closed.
Deno.test({
  ...needing(["chromium"], "production: alone on SQLite, an order is shipped, shown and mailed"),
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  await using folder = await tempFolder();
  await using smtp = await smtpServer();
  await using program = await startProgram(["run", "-A", toPath("app.ts")], {
    cwd: folder.path,
    env: { MAIL_URL: `smtp://127.0.0.1:${smtp.port}` },
  });
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ baseURL: program.origin });
    const page = await context.newPage();
    const problems = watch(page);
    await page.goto("/");
    await page.getByRole("link", { name: "Sign up" }).click();
    const fill = async (fields: Record<string, string>, button: string) => {
      for (const [name, value] of Object.entries(fields)) {
        await page.getByPlaceholder(name, { exact: true }).fill(value);
      }
      await page.getByRole("button", { name: button }).click();
    };
    const account = { Name: "ada <3", Password: "correct horse" };
    await fill({ ...account, "E-mail": "ada@example.com" }, "Sign up");
    const other = await context.newPage();
    const otherProblems = watch(other);
    // An order is packed for a second: a machine that is busy may look at the page before and after.
    await other.addInitScript(`globalThis.seen = "";
      new MutationObserver(() => seen += document.body?.innerText)
        .observe(document, { childList: true, subtree: true });`);
    const connected = Promise.withResolvers<void>();
    other.once("websocket", (socket) => socket.once("framereceived", () => connected.resolve()));
    await other.goto("/");
    await within(30, "the socket's first message", connected.promise);
    const id = () => page.locator("[name=id]").inputValue();
    for (const tea of ["Oolong", "Keemun"]) {
      const before = await id();
      await page.getByRole("combobox").selectOption(tea);
      await page.getByRole("button", { name: "Order" }).click();
      await other.waitForFunction(`seen.includes("${tea} for ada <3: being packed")`);
      await until(30, "the id of the next order", async () => await id() !== before);
    }
    for (const seen of [page, other]) {
      await seen.getByText("Oolong for ada <3: shipped").waitFor();
      await seen.getByText("Keemun for ada <3: shipped").waitFor();
      await seen.getByText("0 being packed").waitFor();
      strictEqual(await seen.getByRole("listitem").count(), 2);
    }
    await until(30, "mails", () => smtp.arrived.length === 3);
    deepStrictEqual(smtp.arrived.map(({ to, email }) => [...to, email.subject]).sort(), [
      ["ada@example.com", "Welcome"],
      ["ada@example.com", "Your Keemun is on its way"],
      ["ada@example.com", "Your Oolong is on its way"],
    ]);
    await other.close(); // Its socket ends with the session.
    await page.getByRole("button", { name: "Log out" }).click();
    await fill({ ...account, Password: "battery staple" }, "Log in");
    await page.getByText("This name and this password do not fit.").waitFor();
    await fill(account, "Log in");
    await page.getByText("Hello, ada <3").waitFor();
    deepStrictEqual([problems, otherProblems], [[], []]);
  } finally {
    await browser.close();
  }
});

function toPath(file: string): string {
  return fileURLToPath(new URL(`../../examples/production/${file}`, import.meta.url));
}
