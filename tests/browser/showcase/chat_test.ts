import { deepStrictEqual, match, strictEqual } from "node:assert";
import { type Program, startProgram } from "../../_program.ts";
import { tempFolder } from "../../_temp.ts";
import { until, within } from "../../_within.ts";
import { testWithBoth } from "../_both.ts";
import { browserTest, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const fast = showcase("chat.ts", { PACE: "1" });
const TABLE = "Show a table, please";

Deno.test("chat: a conversation is its user's own, and a question has its limits", async () => {
  await using folder = await tempFolder();
  await using program = await startProgram(fast.args, { cwd: folder.path, env: fast.env() });
  const ann = await signIn(program), eve = await signIn(program);
  const begun = await ann("/", { text: "Are you <b>there</b>?" });
  const path = begun.headers.get("location")!;
  match(path, /^\/chats\/[\w-]{36}$/);
  match(await (await ann(path)).text(), /<h1>Are you &lt;b&gt;there&lt;\/b&gt;\?<\/h1>/);

  const statuses = async (user: typeof ann) => [
    (await user(path)).status,
    (await user(`${path}/99`)).status,
    (await user(path, { text: "Hello" })).status,
    (await user(path, { text: " " })).status,
    (await user(path, { text: "x".repeat(2001) })).status,
  ];
  deepStrictEqual(await statuses(eve), [404, 404, 404, 404, 404]);
  strictEqual((await eve(`${path}/2`)).status, 404);
  strictEqual((await eve(`${path}/delete`, {})).status, 404);
  deepStrictEqual(await statuses(ann), [200, 404, 303, 422, 422]);
  strictEqual((await ann(`${path}/delete`, {})).status, 303);
  strictEqual((await ann(path)).status, 404);
});

Deno.test("chat: a reply is written to its end, also after a restart in the middle", async () => {
  await using folder = await tempFolder();
  const slow = showcase("chat.ts", { PACE: "3600000" });
  const start = ({ args, env }: typeof slow) =>
    startProgram(args, { cwd: folder.path, env: env() });
  let path: string, cookie: string;
  {
    await using program = await start(slow);
    const ann = await signIn(program);
    path = (await ann("/", { text: TABLE })).headers.get("location")!;
    cookie = ann.cookie;
    await program.end("SIGKILL");
  }
  await using program = await start(fast);
  const ann = await signIn(program, cookie);
  await until(60, "the whole reply", async () => {
    const page = await (await ann(path)).text();
    return page.includes("No milk for mint.</li>") && !page.includes("Show what is written");
  });
  const stream = await ann(`${path}/2`);
  const text = await within(60, "the end of the stream", stream.text());
  match(text, /^data: <div class="ui-prose"><p>It depends[^]*\n\nevent: end\ndata: \n\n$/);
});

testWithBoth(
  "chat: replies are shown while they are written, and run nothing",
  "examples/showcase/chat.ts",
  async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Show me some code" }).click();
    await page.locator("pre code", { hasText: "serve(app)" }).waitFor();
    const field = page.getByLabel("Your question");
    await field.fill(TABLE);
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "mint tea" }).waitFor();
    strictEqual(await field.inputValue(), "");
    await until(
      30,
      "the focus",
      () => page.evaluate<boolean>("document.activeElement.name === 'text'"),
    );
    await page.getByText("No milk for mint.").waitFor();

    await field.fill('<img src="/x"><form><button>Pay</button></form> **loud**');
    await page.keyboard.press("Enter");
    await page.getByText("a kite", { exact: false }).last().waitFor();
    await page.locator(".log strong", { hasText: "loud" }).waitFor();
    strictEqual(await page.locator(".log img, .log form").count(), 0);
    strictEqual(await page.title(), "Show me some code");

    await page.getByRole("link", { name: "New chat" }).click();
    await page.getByRole("button", { name: "Write a poem about a kite" }).click();
    await page.locator("blockquote", { hasText: "that none understand" }).waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", {
      name: "Show me some code",
    }).click();
    await page.getByRole("cell", { name: "mint tea" }).waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "What would you like to know?" }).waitFor();
    deepStrictEqual(
      await page.getByRole("navigation", { name: "Main" }).getByRole("link").allTextContents(),
      ["Parrot", "New chat", "Write a poem about a kite"],
    );
  },
  fast.env(),
);

browserTest("chat: without scripts a reply is read, too", fast, async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  const problems = watch(page);
  await page.goto("/");
  await page.getByLabel("Your question").fill(TABLE);
  await page.getByRole("button", { name: "Send" }).click();
  await until(60, "the reply", async () => {
    if (await page.getByText("No milk for mint.").count() > 0) return true;
    const link = page.getByRole("link", { name: "Show what is written by now" });
    if (await link.count() > 0) await link.click();
    return false;
  });
  deepStrictEqual(problems, []);
  await context.close();
});

browserTest("chat: it keeps no one out, on no screen", fast, async ({ page }) => {
  await page.goto("/");
  deepStrictEqual(await findFlaws(page), []);
  await page.getByLabel("Your question").fill(TABLE);
  await page.keyboard.press("Enter");
  await page.getByText("No milk for mint.").waitFor();
  await page.getByLabel("Your question").fill("Some code?");
  await page.keyboard.press("Enter");
  await page.locator("code", { hasText: "deno run" }).waitFor();
  deepStrictEqual(await findFlaws(page), []);
});

/** A user with a session: requests, by POST where there is data. */
async function signIn({ origin }: Program, known?: string) {
  const first = known ?? (await fetch(origin)).headers.get("set-cookie")!.split(";")[0]!;
  const send = (path: string, data?: Record<string, string>) =>
    fetch(origin + path, {
      method: data ? "POST" : "GET",
      body: data && new URLSearchParams(data),
      headers: { cookie: first },
      redirect: "manual",
    });
  return Object.assign(send, { cookie: first });
}
