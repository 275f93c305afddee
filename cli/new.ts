/** `new`: a project to start from. */
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

/** Writes a working application into a new folder, or an empty one; throws where there is more. */
export async function makeProject(folder: string): Promise<void> {
  const name = folder.replace(/\/+$/, "").split("/").at(-1)!;
  if (!/^[\w.-]*\w$/.test(name)) {
    throw new TypeError(`Cannot make a project: the name "${name}", expected letters and digits`);
  }
  await Deno.mkdir(`${folder}/data`, { recursive: true });
  for await (const entry of Deno.readDir(folder)) {
    if (entry.name === "data") continue;
    throw new Error(`Cannot make a project: "${entry.name}" is in ${folder}, expected it empty`);
  }
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
    await Deno.writeTextFile(`${folder}/${file}`, text, { createNew: true });
  }
  print(`Made ${name}. Next: cd ${folder} && deno task dev`);
}

/** Publishing writes the version into imports of this package; a project has it in its deno.json. */
function toSource(text: string): string {
  return text.replace(/"jsr:(@\w+\/\w+)@[^"]*"/, '"$1"');
}
