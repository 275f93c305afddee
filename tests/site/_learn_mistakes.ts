/** How each message of docs/learn comes about, by the beginning of the item that has it. */
import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { until } from "../_within.ts";
import { add, type Reader } from "./_learn.ts";

/** How each message under “If it does not work” comes about. */
export const MISTAKES: Record<string, (reader: Reader, message: string) => Promise<void>> = {
  // install
  '**`Cannot make a project: "main.ts" is in books, expected it empty`**': (reader, message) =>
    prints(
      reader,
      "cd .. && deno run -A jsr:@fasthtml/fasthtml/cli new books --blank",
      message,
      /"[\w.]+" is in/,
    ),
  "**`Cannot serve: port 5001 is taken, expected a free one (set PORT)`**": (reader, message) =>
    prints(reader, "deno run -A main.ts", message.replace("5001", reader.port)),
  // first_page
  "**`P is not defined`**": (reader, message) =>
    shows(reader, message, (text) => text.replace("P, ", "")),
  "**`Cannot add a route: a function without a name, expected a path`**": async (reader, message) =>
    await ends(reader, message, (text) => text.replace('rt("/", ', "rt(")),
  // components
  "**`is not assignable to parameter of type`**": (reader, message) =>
    ends(
      reader,
      message,
      (text) =>
        text.replace(
          /\nfunction BookItem[^]*?\n}/,
          "\nfunction BookItem(book: Book) {\n  return Li(book);\n}",
        ),
      async () => {
        await reader.page.goto("/");
        const items = await reader.page.getByRole("listitem").allInnerTexts();
        deepStrictEqual(new Set(items), new Set([""]));
      },
    ),
  "**`Cannot render a child of main > ul: found function BookItem`**": (reader, message) =>
    shows(reader, message, (text) => text.replace("books.map(BookItem)", "BookItem")),
  // forms
  "**`Method Not Allowed`**": async ({ page, mistake }, message) =>
    await mistake("main.ts", (text) => text.replace('method: "post", ', ""), async () => {
      await page.goto("/");
      await add(page, "Dune", "");
      await page.getByText(inner(message)).first().waitFor();
    }),
  "**`Please fill in this field.`**": async ({ page, mistake }, message) =>
    await mistake("main.ts", (text) => text.replace('name: "title"', 'name: "titel"'), async () => {
      await page.goto("/");
      await add(page, "Dune", "");
      await page.getByText(inner(message)).waitFor();
    }),
  // database
  '**`Cannot use "titel" on table "book": it has no such column, did you mean "title"?`**': (
    reader,
    message,
  ) => shows(reader, message, (text) => text.replace('orderBy: "title"', 'orderBy: "titel"')),
  '**`Cannot open table "book": it has no column pages`**': (reader, message) =>
    ends(
      reader,
      message,
      (text) =>
        text.replace(", { transform: true }", "").replace("id = 0;", "id = 0;\n  pages = 0;"),
    ),
  // htmx
  "**`Type '\"outterHTML\"' is not assignable to type`**": (reader, message) =>
    ends(
      reader,
      message,
      (text) => text.replace('hx_swap: "outerHTML"', 'hx_swap: "outterHTML"'),
      () => Promise.resolve(),
    ),
  "**`This does not exist. It may have been moved or removed.`**": async ({ page }, message) => {
    const second = await page.context().newPage();
    await second.goto(page.url());
    await page.getByRole("button", { name: "Delete Persuasion" }).click();
    await page.getByText("Persuasion").waitFor({ state: "detached" });
    await second.getByRole("button", { name: "Delete Persuasion" }).click();
    await second.getByText(inner(message)).waitFor();
    await second.reload();
    await second.getByText("Dune").waitFor();
    strictEqual(await second.getByText("Persuasion").count(), 0);
    await second.close();
  },
  // sign_in
  "**`ERR_TOO_MANY_REDIRECTS`**": async ({ page, mistake }, message) => {
    const edit = (text: string) => text.replace('"/sign-in", "/sign-up"', "");
    const url = new URL("/", page.url()).href;
    await mistake("accounts.ts", edit, async () => {
      const stranger = await page.context().browser()!.newContext();
      await rejects((await stranger.newPage()).goto(url), new RegExp(inner(message)));
      await stranger.close();
    });
  },
  "**`Module not found`**": (reader, message) =>
    ends(reader, message, (text) => text.replace("./accounts.ts", "./account.ts")),
  // live
  '**`Cannot load extension "see" of htmx 4: unknown, expected one of`**': (reader, message) =>
    ends(reader, message, (text) => text.replace('"sse", "morph"', '"see", "morph"')),
  "**`Cannot access 'app' before initialization`**": (reader, message) =>
    ends(
      reader,
      message,
      (text) => text.replace("export const", 'app.channel("news");\n\nexport const'),
    ),
  // tests
  "**`No test modules found`**": async ({ cwd, ...reader }, message) => {
    await Deno.rename(`${cwd}/main_test.ts`, `${cwd}/tests.ts`);
    await prints({ cwd, ...reader }, "deno task test", message);
    await Deno.rename(`${cwd}/tests.ts`, `${cwd}/main_test.ts`);
  },
  "**`Property 'text' does not exist on type 'Promise<Response>'`**": async (reader, message) => {
    const right = 'await (await ann.get("/")).text()';
    const edit = (text: string) => text.replace(right, 'await ann.get("/").text()');
    const file = `${reader.cwd}/main_test.ts`, text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, edit(text));
    await prints(reader, "deno task test", message);
    await Deno.writeTextFile(file, text);
  },
  // deploy
  "**`Cannot sign sessions: the secret of FASTHTML_SECRET has 5 characters, expected at least 32`**":
    async (reader, message) => {
      await reader.stop();
      await prints(reader, "FASTHTML_SECRET=short deno task start", message);
    },
  "**`Requires write access to`**": (reader, message) =>
    fails(
      reader,
      message,
      (text) => text.replace('rt("/", ', 'Deno.writeTextFileSync("log.txt", "");\nrt("/", '),
    ),
};

/** A line in the second terminal prints the message. */
async function prints(
  { shell }: Reader,
  line: string,
  message: string,
  varying?: RegExp,
): Promise<void> {
  const { code, printed } = await shell(line);
  strictEqual(code, 1, printed);
  const [shown, expected] = [printed, inner(message)].map((text) =>
    varying ? text.replace(varying, "") : text
  );
  ok(shown!.includes(expected!), printed);
}

/** With a mistake in main.ts, the page shows the message. */
async function shows(
  { page, mistake }: Reader,
  message: string,
  edit: (text: string) => string,
): Promise<void> {
  await mistake("main.ts", edit, async () => {
    await page.goto("/");
    await page.getByText(inner(message)).first().waitFor();
  });
}

/**
 * With a mistake in main.ts, the terminal shows the message. The program starts all the same if there
 * is a story of what the page then shows.
 */
async function ends(
  { mistake, printed }: Reader,
  message: string,
  edit: (text: string) => string,
  started?: () => Promise<void>,
): Promise<void> {
  const before = printed().length;
  const isShown = () => printed().slice(before).includes(inner(message));
  await mistake("main.ts", edit, async () => {
    await started?.();
    await until(300, message, isShown);
  }, started !== undefined);
}

/** With a mistake in main.ts, the program does not start for production, and prints the message. */
async function fails(
  { mistake, start, stop }: Reader,
  message: string,
  edit: (text: string) => string,
): Promise<void> {
  await stop();
  await mistake("main.ts", edit, async () => {
    await rejects(start("deno task start"), new RegExp(inner(message)));
  });
}

/** The message in an item: `**\`…\`**`. */
function inner(item: string): string {
  return /^\*\*`(.*)`\*\*$/.exec(item)![1]!;
}
