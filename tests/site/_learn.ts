/** What a reader of docs/learn does and sees, by the beginning of the item that says it. */
import { match, ok, strictEqual } from "node:assert";
import type { Page } from "playwright-core";

/** Where a reader is: the open page, the first terminal, and the project's folder. */
export interface Reader {
  readonly page: Page;
  readonly port: string;
  readonly cwd: string;
  /** What the first terminal shows. */
  printed(): string;
  /** Runs a line in the second terminal. */
  shell(
    line: string,
    env?: Record<string, string>,
  ): Promise<{ readonly code: number; readonly printed: string }>;
  /** Changes a file, and waits until the program and the open page have followed. */
  change(name: string, edit: (text: string) => string): Promise<void>;
  /**
   * Changes a file, waits for the program unless it can't start, and changes the file back after the
   * story, which opens pages itself.
   */
  mistake(
    name: string,
    edit: (text: string) => string,
    story: () => Promise<void>,
    isStarting?: boolean,
  ): Promise<void>;
  /** Starts a program in the first terminal. */
  start(line: string): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = "correct horse battery";

export const LOOKS: Record<string, (reader: Reader) => Promise<void>> = {
  // install
  "Open the link. The page shows “Hello, World!”.": async ({ page }) => {
    await page.goto("/");
    await page.getByText("Hello, World!").waitFor();
  },
  // first_page
  "Save the file. The page in the browser shows “Reading list”.": async ({ page }) => {
    await page.getByRole("heading", { name: "Reading list" }).waitFor(); // without page.goto()
    await page.getByText("Nothing to read yet.").waitFor();
  },
  "Change `Nothing to read yet.` to": async ({ page, change }) => {
    await change(
      "main.ts",
      (text) => text.replace("Nothing to read yet.", "Books that I want to read."),
    );
    await page.getByText("Books that I want to read.").waitFor();
  },
  // components
  "Save the file. The page lists “Dune by Frank Herbert”": async ({ page }) => {
    await page.getByText("Dune by Frank Herbert").waitFor();
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  "Add the line `{ title: ": async ({ page, change }) => {
    const line = '  { title: "<b>1984</b>", author: "" },\n';
    await change("main.ts", (text) => text.replace("];", `${line}];`));
    await page.getByText("<b>1984</b>").waitFor();
  },
  // forms
  "Save the file, enter the title “Dune” and the author": async ({ page }) => {
    await page.getByText("Nothing to read yet.").waitFor();
    await add(page, "Dune", "Frank Herbert");
    await page.getByText("Dune by Frank Herbert").waitFor();
  },
  "Enter only the author “Jane Austen”, and click **Add**.": async ({ page }) => {
    await add(page, "", "Jane Austen");
    await page.getByText("Please fill in this field.").waitFor();
    strictEqual(await page.getByLabel("Author").inputValue(), "Jane Austen");
  },
  "The browser now shows the URL `/add`": async ({ page }) => {
    strictEqual(new URL(page.url()).pathname, "/add");
    await page.goto("/");
  },
  // database
  "Save the file, and add the book “Emma” by “Jane Austen”.": async ({ page }) => {
    await page.getByText("Nothing to read yet.").waitFor();
    await add(page, "Emma", "Jane Austen");
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  "Add the book “Dune” by “Frank Herbert”. The list is sorted": async ({ page }) => {
    await add(page, "Dune", "Frank Herbert");
    await page.locator("li", { hasText: "Dune by Frank Herbert" }).first().waitFor();
    strictEqual(
      await page.getByRole("listitem").first().innerText(),
      "Dune by Frank Herbert",
    );
  },
  "Press Ctrl+C in the terminal, run `deno task dev` again": async ({ page, stop, start }) => {
    await stop();
    await start("deno task dev");
    await page.reload();
    await page.getByText("Dune by Frank Herbert").waitFor();
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  // htmx
  "Save the file, and reload the page. Each book has a checkbox": async ({ page }) => {
    await page.reload();
    await page.getByRole("checkbox", { name: "Dune by Frank Herbert" }).waitFor();
    await page.getByRole("button", { name: "Delete Emma" }).waitFor();
  },
  "Add the book “Persuasion” by “Jane Austen”.": async ({ page }) => {
    await add(page, "Persuasion", "Jane Austen");
    await page.locator("li:last-child", { hasText: "Persuasion by Jane Austen" }).waitFor();
    strictEqual(await page.getByLabel("Title").inputValue(), "");
  },
  "Check the box of “Dune”, and reload the page.": async ({ page }) => {
    const sent = page.waitForResponse(/\/toggle/);
    await page.getByRole("checkbox", { name: "Dune" }).check();
    await sent;
    await page.reload();
    ok(await page.getByRole("checkbox", { name: "Dune" }).isChecked());
  },
  "Click **Delete** next to “Emma”.": async ({ page }) => {
    await page.getByRole("button", { name: "Delete Emma" }).click();
    await page.getByText("Emma").waitFor({ state: "detached" });
    await page.getByText("Dune by Frank Herbert").waitFor();
  },
  // sign_in
  "Save the three files, and reload the page.": async ({ page }) => {
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  },
  "Follow **Sign up**, enter the name “ann” and the password “short”": async ({ page }) => {
    await page.getByRole("link", { name: "Sign up" }).click();
    await page.getByRole("heading", { name: "Sign up" }).waitFor();
    await enter(page, "Sign up", "ann", "short");
    await page.getByText("A password needs 8 to 1,024 characters.").waitFor();
  },
  "Enter the password “correct horse battery”": async ({ page }) => {
    await enter(page, "Sign up", "ann");
    await page.getByRole("heading", { name: "Reading list" }).waitFor();
    strictEqual(await page.getByRole("listitem").count(), 0);
  },
  "Add the book “Emma” by “Jane Austen”.": async ({ page }) => {
    await add(page, "Emma", "Jane Austen");
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  "Click **Sign out ann**, and sign up as “ben”": async ({ page }) => {
    await page.getByRole("button", { name: "Sign out ann" }).click();
    await page.getByRole("link", { name: "Sign up" }).click();
    await page.getByRole("heading", { name: "Sign up" }).waitFor();
    await enter(page, "Sign up", "ben");
    await page.getByRole("button", { name: "Sign out ben" }).waitFor();
    strictEqual(await page.getByRole("listitem").count(), 0);
  },
  "Sign out, and sign in as “ann”.": async ({ page }) => {
    await page.getByRole("button", { name: "Sign out ben" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await enter(page, "Sign in", "ann");
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  // live
  "Save the file, and reload the page.": async ({ page }) => {
    await openLive(page);
  },
  "Open a second window": async ({ page }) => {
    await openLive(await page.context().newPage());
  },
  "Add the book “Dune” by “Frank Herbert” in the first": async ({ page }) => {
    await add(page, "Dune", "Frank Herbert");
    for (const one of page.context().pages()) {
      await one.locator("li:first-child", { hasText: "Dune by Frank Herbert" }).waitFor();
    }
  },
  "Check the box of “Dune” in the second window.": async ({ page }) => {
    await page.context().pages()[1]!.getByRole("checkbox", { name: "Dune" }).check();
    await page.locator("li:has(:checked)", { hasText: "Dune" }).waitFor();
  },
  "Delete “Dune” in the first window.": async ({ page }) => {
    await page.getByRole("button", { name: "Delete Dune" }).click();
    for (const one of page.context().pages()) {
      await one.getByText("Dune").waitFor({ state: "detached" });
    }
    await page.context().pages()[1]!.close();
  },
  // tests
  "In `main.ts`, remove the line `books.delete(id);`": async ({ mistake, shell }) =>
    await mistake("main.ts", (text) => text.replace("  books.delete(id);\n", ""), async () => {
      const { code, printed } = await shell("deno task test");
      strictEqual(code, 1);
      match(printed, /a book is added, shown and deleted \.\.\. FAILED/);
      match(printed, /doesNotMatch\(await \(await ann\.get\("\/"\)\)\.text\(\), \/Dune\/\);/);
    }),
  // deploy
  "Open the link, and sign in as “ann”.": async ({ page }) => {
    await page.goto("/");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await enter(page, "Sign in", "ann");
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  "Press Ctrl+C, run `deno task start` again": async ({ page, start }) => {
    await start("deno task start");
    await page.reload();
    await page.getByText("Emma by Jane Austen").waitFor();
  },
  "Open http://localhost:8000.": async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Sign up" }).click();
    await page.getByRole("heading", { name: "Sign up" }).waitFor();
    await enter(page, "Sign up", "ann");
    await page.getByRole("button", { name: "Sign out ann" }).waitFor();
    strictEqual(await page.getByRole("listitem").count(), 0);
  },
};

export async function add(page: Page, title: string, author: string): Promise<void> {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Author").fill(author);
  await page.getByRole("button", { name: "Add" }).click();
}

export async function enter(
  page: Page,
  button: string,
  name: string,
  password = PASSWORD,
): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}

/** Opens the list, and waits until its stream is there. */
async function openLive(page: Page): Promise<void> {
  const stream = page.waitForResponse(/\/changes/);
  await page.goto("/");
  await stream;
}
