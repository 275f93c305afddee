import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { needing } from "./_needs.ts";
import { startRegistry } from "./_registry.ts";
import { tempFolder } from "./_temp.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

Deno.test({
  ...needing(["tar"], "README can be followed from an empty folder, line by line"),
  async fn(t) {
    await using registry = await startRegistry();
    await using folder = await tempFolder();
    await Deno.mkdir(`${folder.path}/bin`);
    await Deno.symlink(Deno.execPath(), `${folder.path}/bin/deno`);
    let cwd = `${folder.path}/empty`;
    await Deno.mkdir(cwd);
    const env = {
      ...registry.env,
      HOST: "127.0.0.1",
      PORT: "0",
      PATH: `${folder.path}/bin:${Deno.env.get("PATH")}`,
    };
    const served: string[] = [];
    for (const step of toSteps(await Deno.readTextFile(`${ROOT}README.md`))) {
      if (step.kind === "file") await Deno.writeTextFile(`${cwd}/${step.name}`, step.text);
      else if (step.line.startsWith("cd ")) cwd = resolve(cwd, step.line.slice(3));
      else {
        await t.step(step.line, async () => {
          const title = await type(step.line, { cwd, env });
          if (title) served.push(`${step.line}: ${title}`);
        });
      }
    }
    deepStrictEqual(served, [
      "deno task dev: Sign in",
      "deno run -A main.ts: Hello",
      "deno run -A todo.ts: To do",
      "deno run -A members.ts: Who are you?",
    ]);
  },
});

Deno.test({
  ...needing(["tar"], "links of the published documents lead to published files"),
  async fn() {
    await using registry = await startRegistry();
    const files = await registry.files(`${config.name}/${config.version}`);
    const documents = files.filter((file) => file.endsWith(".md") && !file.startsWith("/cli/"));
    const broken: string[] = [];
    for (const file of documents) {
      const text = await Deno.readTextFile(ROOT + file.slice(1));
      const prose = text.replace(/^```[^]*?^```/gm, ""); // programs may have links of their own
      for (const [, link] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        const { protocol, pathname } = new URL(link!, `file://${file}`);
        const isThere = files.some((file) => file === pathname || file.startsWith(`${pathname}/`));
        if (protocol === "file:" && !isThere) broken.push(`${file}: ${link}`);
      }
    }
    deepStrictEqual(broken, []);
    // Beside them is what the repository has, and no database that an example has made.
    const kinds = new Set(files.map((file) => /[^./]*$/.exec(file)![0]));
    deepStrictEqual([...kinds].sort(), [
      "Caddyfile",
      "Dockerfile",
      "LICENSE",
      "css",
      "example",
      "js",
      "json",
      "md",
      "png",
      "svg",
      "ts",
      "txt",
      "yml",
    ]);
  },
});

type Step =
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "command"; readonly line: string };

/** The blocks before the part for a clone, whose commands `.ci/newcomer` runs. */
function toSteps(readme: string): Step[] {
  const [forUsers] = readme.split("## Developing");
  const steps: Step[] = [];
  for (const [, before, kind, text] of forUsers!.matchAll(/(.*?)^```(\w+)\n(.*?)^```$/gms)) {
    if (kind === "ts" || kind === "json") {
      const name = before!.match(/`(\w+\.\w+)`[^`]*$/)?.[1];
      ok(name, `no name of a file is the last thing in backticks before\n${text}`);
      steps.push({ kind: "file", name, text: text! });
    } else {
      strictEqual(kind, "sh");
      const lines = text!.trim().split("\n");
      steps.push(...lines.map((line) => ({ kind: "command", line }) as const));
    }
  }
  return steps;
}

/** Runs a line until it ends, or until it prints a link: then returns the title of its page. */
async function type(
  line: string,
  options: { cwd: string; env: Record<string, string> },
): Promise<string | undefined> {
  const process = new Deno.Command("sh", {
    ...options,
    args: ["-c", `exec ${line} 2>&1`],
    stdout: "piped",
  }).spawn();
  let printed = "";
  let title: string | undefined;
  for await (const text of process.stdout.pipeThrough(new TextDecoderStream())) {
    printed += text;
    const link = /^Link: (http:\S+)$/m.exec(printed)?.[1];
    if (!link || title) continue;
    const response = await fetch(link.replace("localhost", "127.0.0.1"));
    const page = await response.text();
    strictEqual(response.status, 200);
    match(page, /^<!doctype html>/i);
    title = /<title>(.*?)<\/title>/.exec(page)![1];
    process.kill("SIGINT");
  }
  const { code } = await process.status;
  if (!title) strictEqual(code, 0, printed);
  return title;
}
