/** Follows docs/learn from an empty folder: its commands, its files, and what they show. */
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { resolve } from "node:path";
import { openBrowser } from "../browser/_browser.ts";
import { run } from "../cli/_cli.ts";
import { buildImage, type Image, startImage } from "../cli/_dockerfile.ts";
import { ROOT } from "../house/_files.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { type Program, startProgram } from "../_program.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";
import { until } from "../_within.ts";
import { LOOKS, type Reader } from "./_learn.ts";
import { MISTAKES } from "./_learn_mistakes.ts";

const PAGES = "install first_page components forms database htmx sign_in live tests deploy"
  .split(" ");
const isRoot = Deno.uid() === 0; // who builds an image is

Deno.test({
  ...needing(["chromium", "tar"], "docs/learn can be followed from an empty folder"),
  sanitizeOps: false, // Playwright keeps timers and its driver's pipes.
  sanitizeResources: false,
  async fn(t) {
    await using resources = new AsyncDisposableStack();
    const registry = resources.use(await startRegistry());
    const folder = resources.use(await tempFolder()).path;
    const root = resources.use(await tempFolder()).path;
    const browser = await openBrowser();
    resources.defer(() => browser.close());
    await Deno.mkdir(`${folder}/bin`);
    await Deno.symlink(Deno.execPath(), `${folder}/bin/deno`);
    const port = `${freePort()}`;
    const env = { ...registry.env, PORT: port, PATH: `${folder}/bin:${Deno.env.get("PATH")}` };
    const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
    context.setDefaultTimeout(300_000);
    const page = await context.newPage();
    let cwd = folder, program: Program | undefined, image: Image | undefined, printed = "";
    resources.defer(() => stop());
    const files = new Map<string, string>();
    const looks = new Map(Object.entries(LOOKS)), mistakes = new Map(Object.entries(MISTAKES));

    const starts = () => program?.printed().split("Link: ").length ?? 0;
    const write = async (texts: ReadonlyMap<string, string>, isStarting: boolean) => {
      const before = starts();
      for (const [name, text] of texts) await Deno.writeTextFile(`${cwd}/${name}`, text);
      if (!program || !isStarting) return;
      await until(300, "the program starts again", () => starts() > before);
    };
    // Waits until the open page has followed: until then it could reload under what comes next.
    const save = async (texts: ReadonlyMap<string, string>) => {
      if (texts.size === 0) return;
      const isStarting = texts.has("main.ts") && program !== undefined;
      if (isStarting) await page.locator("main").evaluate((main) => main.setAttribute("old", ""));
      await write(texts, isStarting);
      if (isStarting) await page.locator("main[old]").waitFor({ state: "detached" });
    };
    const shell = async (line: string, more: Record<string, string> = {}) => {
      const outcome = await run("sh", ["-c", line], { cwd, env: { ...env, ...more } });
      printed = outcome.stdout + outcome.stderr;
      return { code: outcome.code, printed };
    };
    const start = async (line: string) => {
      await stop();
      // As a reader has it: without the secret of tests, which is known, and with its log.
      const alone = ["-u", "FASTHTML_SECRET", "-u", "FASTHTML_LOG", "sh", "-c", `exec ${line}`];
      program = await startProgram(alone, { cwd, env, command: "env" });
    };
    const stop = async () => {
      await program?.end("SIGINT");
      program = undefined;
    };
    const type = async (line: string) => {
      if (line.startsWith("cd ")) cwd = resolve(cwd, line.slice(3));
      else if (line.startsWith("docker build ")) image = await buildImage(cwd, root, env);
      else if (line.startsWith("docker run ")) {
        await stop(); // a container has a port of its own
        program = await startImage(image!, port);
      } else if (/^deno task (dev|start)$/.test(line)) await start(line);
      else {
        const outcome = await shell(line);
        strictEqual(outcome.code, 0, outcome.printed);
      }
    };
    const edited = async (name: string, edit: (text: string) => string) => {
      const text = await Deno.readTextFile(`${cwd}/${name}`), changed = edit(text);
      ok(changed !== text, `${name} is as before`);
      return { old: new Map([[name, text]]), made: new Map([[name, changed]]) };
    };
    const mistake: Reader["mistake"] = async (name, edit, story, isStarting = true) => {
      const { old, made } = await edited(name, edit);
      await page.goto("about:blank"); // a page that follows would reload in the middle
      await write(made, isStarting);
      await story();
      await page.goto("about:blank");
      await write(old, true);
      if (program) await page.goto("/");
    };
    const change: Reader["change"] = async (name, edit) =>
      await save((await edited(name, edit)).made);
    const reader = () => {
      return {
        page,
        port,
        cwd,
        printed: () => program?.printed() ?? "",
        shell,
        change,
        mistake,
        start,
        stop,
      };
    };

    for (const name of PAGES) {
      for (const step of toSteps(await Deno.readTextFile(`${ROOT}docs/learn/${name}.md`))) {
        const title = `${name}: ${step.text.split("\n", 1)}`;
        if (step.kind === "file") files.set(step.name, step.text);
        else if (step.kind === "edit") {
          const text = files.get(step.name) ?? await Deno.readTextFile(`${cwd}/${step.name}`);
          const indent = new RegExp(`^ *(?=${RegExp.escape(step.old)}$)`, "m").exec(text)?.[0];
          ok(indent !== undefined, `${step.old}\nis in\n${text}`);
          files.set(step.name, text.replace(step.old, step.text.replaceAll("\n", `\n${indent}`)));
        } else {
          await save(files);
          files.clear();
          if (step.kind === "stop") await stop();
          else if (step.kind === "output") {
            const shown = step.text.replace("5001", port);
            await until(300, shown, () => (printed + program?.printed()).includes(shown));
          } else if (step.kind === "text") {
            if (!isRoot && step.text.startsWith("The project contains a `Dockerfile`.")) {
              await t.step({ name: "the Dockerfile (not here: root)", ignore: true, fn() {} });
              return;
            }
          } else if (step.kind === "command") ok(await t.step(title, () => type(step.text)));
          else {
            const todo = step.kind === "look" ? looks : mistakes;
            const [start, story] = [...todo].find(([start]) => step.text.startsWith(start)) ?? [];
            ok(story && todo.delete(start!), `${name} says what no test does: ${step.text}`);
            ok(await t.step(title, () => story(reader(), start!)));
          }
        }
      }
    }
    deepStrictEqual([...looks.keys(), ...mistakes.keys()], []);
  },
});

type Step =
  | {
    /** What is typed, seen, and done in the browser; `stop` is Ctrl+C. */
    readonly kind: "command" | "output" | "look" | "mistake" | "stop" | "text";
    readonly text: string;
  }
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "edit"; readonly name: string; readonly old: string; readonly text: string };

/** The paragraphs, items and blocks of a page, in order. */
function toSteps(markdown: string): Step[] {
  const steps: Step[] = [];
  let before = "", heading = "", old: string | undefined;
  for (const [part, info, block] of markdown.matchAll(BLOCK)) {
    if (info === undefined) {
      before = part.replaceAll(/\n */g, " ");
      if (before.startsWith("#")) heading = before;
      const item = before.startsWith("- ") ? before.slice(2) : undefined;
      const isTried = heading === "## Try it" || before.startsWith("Open http");
      const isMistake = heading === "## If it does not work";
      if (item && isMistake) steps.push({ kind: "mistake", text: item });
      else if (item && isTried) steps.push({ kind: "look", text: item });
      else if (isTried && !item && !before.startsWith("#")) {
        steps.push({ kind: before.startsWith("Open http") ? "look" : "text", text: before });
      } else if (before.startsWith("Press Ctrl+C")) steps.push({ kind: "stop", text: before });
      else steps.push({ kind: "text", text: before });
    } else if (info === "sh" || info === "sh docker") {
      steps.push(...block!.split("\n").map((text) => ({ kind: "command", text }) as const));
    } else if (info === "text") steps.push({ kind: "output", text: block! });
    else if (info.startsWith("ts")) {
      const name = /`([\w.]+\.ts)`[^`]*$/.exec(before)?.[1];
      if (before === "with") steps.push({ kind: "edit", name: "main.ts", old: old!, text: block! });
      else if (before.endsWith(", replace")) old = block!;
      else if (
        /^(Replace everything in|Save this as)|\b(Replace everything in|Save this as|save this as) `/
          .test(before)
      ) {
        ok(name, `no name of a file is before\n${block}`);
        steps.push({ kind: "file", name, text: `${block}\n` });
      }
    }
  }
  return steps;
}

const BLOCK = /^```(.+)\n([^]*?)\n```$|^(?:- )?\S.*(?:\n(?!- |```) *\S.*)*/gm;
