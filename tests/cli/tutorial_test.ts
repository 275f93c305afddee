/** Follows docs/tutorial.md from an empty folder: its commands, its edits, and what they show. */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { openBrowser } from "../browser/_browser.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { type Program, startProgram } from "../_program.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";
import { run } from "./_cli.ts";
import { buildImage, type Image, startImage } from "./_dockerfile.ts";

const TUTORIAL = fileURLToPath(new URL("../../docs/tutorial.md", import.meta.url));
const isRoot = Deno.uid() === 0; // who builds an image is

/** Where a reader is: the open page, the program of the first terminal, the project's folder. */
interface Reader {
  page: Page;
  program: Program;
  cwd: string;
}

Deno.test({
  ...needing(["chromium", "tar"], "the tutorial can be followed from an empty folder"),
  sanitizeOps: false, // Playwright keeps timers and its driver's pipes.
  sanitizeResources: false,
  async fn(t) {
    await using resources = new AsyncDisposableStack();
    const registry = resources.use(await startRegistry());
    const folder = resources.use(await tempFolder()).path;
    const root = resources.use(await tempFolder()).path;
    const browser = await openBrowser();
    resources.defer(() => browser.close());
    await Deno.symlink(Deno.execPath(), `${folder}/deno`);
    const port = `${freePort()}`;
    const env = { ...registry.env, PORT: port, PATH: `${folder}:${Deno.env.get("PATH")}` };
    const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
    const page = await context.newPage();
    let cwd = folder, program: Program | undefined, image: Image | undefined;
    resources.defer(async () => void await program?.end());
    const looks = new Map(Object.entries(LOOKS));
    const edits = new Map<string, string>();

    const saveEdits = async () => {
      const starts = () => program?.printed().split("Link: ").length ?? 0;
      const before = starts();
      const isNoticed = [...edits.keys()].some((file) => !file.endsWith("_test.ts"));
      await page.evaluate("document.body.dataset.old = ''");
      // Together, so that the program is started once, whatever else the machine does.
      for (const [file, text] of edits) Deno.writeTextFileSync(file, text);
      if (program && isNoticed) {
        await until(120, "the program starts again", () => starts() > before);
        // A search that is typed before is one of the program as it was.
        await page.locator("body:not([data-old]), #fh-error").waitFor();
      }
      edits.clear();
    };
    const look = async (text: string) => {
      for (const [start, story] of looks) {
        if (!text.startsWith(start)) continue;
        looks.delete(start);
        await saveEdits();
        ok(await t.step(start, () => story({ page, program: program!, cwd })));
      }
    };
    const type = async (line: string) => {
      await saveEdits();
      const [word, ...args] = line.split(" ");
      if (word === "cd") cwd = resolve(cwd, args[0]!);
      else if (line.startsWith("docker build ")) image = await buildImage(cwd, root, env);
      else if (word === "docker") program = await startImage(image!, port);
      else if (/^deno task (dev|start)$/.test(line)) {
        const alone = ["-u", "FASTHTML_SECRET", `${folder}/deno`]; // as that of the tests is known
        program = await startProgram([...alone, ...args], { cwd, env, command: "env" });
      } else {
        const { code, stdout, stderr } = await run("sh", ["-c", line], { cwd, env });
        strictEqual(code, 0, stdout + stderr);
      }
    };

    for (const step of toSteps(await Deno.readTextFile(TUTORIAL))) {
      if (step.kind === "edit") {
        const file = `${cwd}/${step.file}`;
        const text = edits.get(file) ?? await Deno.readTextFile(file);
        edits.set(file, step.old ? replace(text, step.old, step.text) : `${text}\n${step.text}\n`);
      } else if (step.kind === "command") {
        ok(await t.step(step.text, () => type(step.text)));
      } else if (step.kind === "text") {
        await look(step.text);
        if (step.text.startsWith("Press Ctrl+C")) {
          await program!.end("SIGINT");
          program = undefined;
        }
      } else if (step.kind === "output") {
        const shown = step.text.replace("5001", port);
        await until(120, shown, () => program!.printed().includes(shown));
      }
      if (step.text.startsWith("With [Docker]") && !isRoot) {
        await t.step({ name: "the Dockerfile (not here: root)", ignore: true, fn() {} });
        return;
      }
    }
    deepStrictEqual([...looks.keys()], []);
  },
});

/** What a reader does and sees, by the beginning of the paragraph that says it. */
const LOOKS: Record<string, (reader: Reader) => Promise<void>> = {
  "Open the link.": async ({ page }) => {
    await page.goto("/");
    await signUp(page);
    await addNote(page, "Buy milk");
    await deleteNote(page, "Buy milk");
    await addNote(page, "Buy milk");
  },
  'Add a note with the tag "home".': async ({ page }) => {
    await page.getByLabel("Tag").fill("home"); // the page has followed the program
    await addNote(page, "Water the plants");
    await noteOf(page, "Water the plants").locator("td", { hasText: "home" }).waitFor();
    await page.getByLabel("New note").fill("Tidy up");
    await page.getByLabel("Tag").fill("things to do at home");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("Please use at most 12 characters.").waitFor();
    strictEqual(await page.getByLabel("New note").inputValue(), "Tidy up");
    strictEqual(await page.getByLabel("Tag").inputValue(), "things to do at home");
    await page.getByLabel("Tag").fill("home");
    await addNote(page, "Tidy up");
  },
  'Type "home" into the search field': async ({ page }) => {
    await page.getByRole("searchbox").pressSequentially("home");
    await noteOf(page, "Buy milk").waitFor({ state: "detached" });
    await noteOf(page, "Water the plants").waitFor();
    await page.getByRole("searchbox").fill("");
    await noteOf(page, "Buy milk").waitFor();
  },
  "Open the page in a second window": async ({ page }) => {
    await page.locator("[hx-sse\\:connect]").waitFor({ state: "attached" });
    const second = await page.context().newPage();
    const listens = second.waitForResponse((response) => response.url().endsWith("/changes"));
    await second.goto(page.url());
    await listens; // a message that was sent before is not for this page
    await addNote(page, "Call Ann");
    await noteOf(second, "Call Ann").waitFor();
    await deleteNote(second, "Call Ann");
    await noteOf(page, "Call Ann").waitFor({ state: "detached" });
    await second.close();
  },
  "The terminal says that a `Date`": async ({ page, program, cwd }) => {
    const isToldInTerminal = () => /Date.*not assignable/.test(program.printed());
    await until(120, "an error of types", isToldInTerminal);
    await page.getByRole("link", { name: "About" }).click();
    await page.getByText('Card(P("It is ", new Date())),').first().waitFor();
    const link = await page.locator('a[href^="vscode:"]').first().getAttribute("href");
    ok(link!.startsWith(`vscode://file${cwd}/pages/about.ts:`), link!);
  },
  "You need not load the page again": async ({ page }) => {
    await page.getByText(/^It is \d+:\d\d:\d\d [AP]M$/).waitFor();
  },
  "The link is the same": async ({ page }) => {
    await page.goto("/");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await enter(page, "Sign in");
    await noteOf(page, "Buy milk").waitFor();
  },
  "All data is in `data/`": async ({ cwd }) => {
    const names = (await Array.fromAsync(Deno.readDir(`${cwd}/data`))).map(({ name }) => name);
    deepStrictEqual(names.filter((name) => !/-(shm|wal)$/.test(name)).sort(), [
      ".sesskey",
      "app.db",
    ]);
  },
  "Open http://localhost:8000.": async ({ page }) => {
    await page.goto("/");
    await signUp(page);
    await page.getByRole("heading", { name: "No notes yet" }).waitFor();
  },
};

async function signUp(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByRole("heading", { name: "Sign up" }).waitFor();
  await enter(page, "Sign up");
}

async function enter(page: Page, button: string): Promise<void> {
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: button }).click();
  await page.getByLabel("New note").waitFor();
}

async function addNote(page: Page, text: string): Promise<void> {
  await page.getByLabel("New note").fill(text);
  await page.getByRole("button", { name: "Add" }).click();
  await noteOf(page, text).waitFor();
}

async function deleteNote(page: Page, text: string): Promise<void> {
  await noteOf(page, text).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await noteOf(page, text).waitFor({ state: "detached" });
}

function noteOf(page: Page, text: string) {
  return page.locator("#note-table tbody tr", { hasText: text });
}

type Step =
  | { readonly kind: "text" | "output" | "command"; readonly text: string }
  | { readonly kind: "edit"; readonly file: string; readonly old: string; readonly text: string };

/** The paragraphs and the blocks, in order. Two blocks with "with" between them are one edit. */
function toSteps(tutorial: string): Step[] {
  const steps: Step[] = [];
  let before = "", old: { file: string; text: string } | undefined;
  for (const [part, kind, block] of tutorial.matchAll(BLOCK)) {
    if (kind === undefined) {
      before = part.replaceAll("\n", " ");
      steps.push({ kind: "text", text: before });
    } else if (kind === "sh") {
      steps.push(...block!.split("\n").map((text) => ({ kind: "command", text }) as const));
    } else if (kind === "text") steps.push({ kind: "output", text: block! });
    else if (before === "with") {
      steps.push({ kind: "edit", file: old!.file, old: old!.text, text: block! });
      old = undefined;
    } else {
      const [, end, file, verb] = EDIT.exec(before)!;
      strictEqual(verb, end ? "add" : "replace");
      if (end) steps.push({ kind: "edit", file: file!, old: "", text: block! });
      else old = { file: file!, text: block! };
    }
  }
  strictEqual(old, undefined);
  return steps;
}

const BLOCK = /^```(.+)\n([^]*?)\n```$|^\S.*(?:\n\S.*)*/gm;
const EDIT = /(?:in|(at the end of)) `(\S+)`, (replace|add)$/i;

/** Puts lines in the place of others, which are there once, wherever they begin in their line. */
function replace(text: string, old: string, by: string): string {
  const lines = old.split("\n").map((line) => RegExp.escape(line));
  const places = [...text.matchAll(new RegExp(`^( *)${lines.join("\\n *")}$`, "gm"))];
  strictEqual(places.length, 1, `${old}\nis in\n${text}`);
  const [{ 0: found, 1: indent, index }] = places as [RegExpExecArray];
  return text.slice(0, index) + by.replaceAll(/^/gm, indent!) + text.slice(index + found.length);
}
