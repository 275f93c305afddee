/** `new`: creates a project. */
import { existsSync } from "node:fs";
import { basename, relative, resolve } from "node:path";
import config from "../deno.json" with { type: "json" };
import dockerfile from "./template/Dockerfile" with { type: "text" };
import main from "./template/main.ts" with { type: "text" };
import mainTest from "./template/main_test.ts" with { type: "text" };
import readme from "./template/README.md" with { type: "text" };
import { print } from "./print.ts";

const PERMISSIONS = "--allow-net --allow-env --allow-read=. --allow-write=data";

const PROJECT = {
  tasks: {
    dev: "deno run -A --watch main.ts",
    start: `deno run ${PERMISSIONS} main.ts`,
    test: "deno test -A",
  },
  imports: { [config.name]: `jsr:${config.name}@^${config.version}` },
  compilerOptions: { noImplicitOverride: true },
  fmt: { lineWidth: 100 },
};

/**
 * Writes a working application into a new or empty folder, or into the current one with `.`. The
 * folder may hold an empty repository. Throws if it holds anything else.
 */
export async function makeProject(folder: string): Promise<void> {
  const path = resolve(folder);
  const name = basename(path);
  if (!/^\w(?:[\w.-]*\w)?$/.test(name) || name === "node_modules") {
    throw new TypeError(
      `Cannot make a project: its name is "${name}", expected letters, digits, "_", and "-" and ` +
        '"." between them, as in "my-notes"',
    );
  }
  const entries = existsSync(path) ? [...Deno.readDirSync(path)] : [];
  const other = entries.find((entry) => entry.name !== ".git");
  if (other) {
    throw new Error(`Cannot make a project: "${other.name}" is in ${folder}, expected it empty`);
  }
  await Deno.mkdir(`${path}/data`, { recursive: true });
  const files = {
    "deno.json": JSON.stringify(PROJECT, null, 2) + "\n",
    "main.ts": toSource(main),
    "main_test.ts": toSource(mainTest),
    "Dockerfile": dockerfile,
    "README.md": readme.replaceAll("{{name}}", name),
    ".gitignore": "/data/\n",
    ".dockerignore": "/data/\n.git/\n",
  };
  for (const [file, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${path}/${file}`, text, { createNew: true });
  }
  const here = relative(Deno.cwd(), path);
  print(`Made ${name}. Next: ${here ? `cd ${quote(here)} && ` : ""}deno task dev`);
}

/** Writes a folder so that a shell takes it as one word, and not as an option. */
function quote(folder: string): string {
  const path = folder.startsWith("-") ? `./${folder}` : folder;
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/**
 * Publishing writes the version into imports of this package, but a project has it in its
 * deno.json.
 */
function toSource(text: string): string {
  return text.replace(/"jsr:(@\w+\/\w+)@[^"]*"/, '"$1"');
}
