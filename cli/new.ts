/** `new`: makes a project. */
import { basename, dirname, relative, resolve } from "node:path";
import config from "../deno.json" with { type: "json" };
import { print, tell } from "./print.ts";
import blankMain from "./template/blank/main.ts" with { type: "text" };
import blankTest from "./template/blank/main_test.ts" with { type: "text" };
import blankReadme from "./template/blank/README.md" with { type: "text" };
import ci from "./template/ci.yml" with { type: "text" };
import data from "./template/data.ts" with { type: "text" };
import db from "./template/db.ts" with { type: "text" };
import dbPostgres from "./template/db_postgres.ts" with { type: "text" };
import dockerfile from "./template/Dockerfile" with { type: "text" };
import envExample from "./template/env.example" with { type: "text" };
import main from "./template/main.ts" with { type: "text" };
import about from "./template/pages/about.ts" with { type: "text" };
import accounts from "./template/pages/accounts.ts" with { type: "text" };
import notes from "./template/pages/notes.ts" with { type: "text" };
import shell from "./template/parts/shell.ts" with { type: "text" };
import signOut from "./template/parts/sign_out.ts" with { type: "text" };
import readme from "./template/README.md" with { type: "text" };
import icon from "./template/static/icon.svg" with { type: "text" };
import css from "./template/style.css" with { type: "text" };
import browserTest from "./template/tests/browser_test.ts" with { type: "text" };
import notesTest from "./template/tests/notes_test.ts" with { type: "text" };

/** What `new` may be asked for. */
export interface NewOptions {
  /** The database. Default: `sqlite`. */
  readonly db?: "sqlite" | "postgres";
  /** Whether users sign in, with a password. Default: true. */
  readonly auth?: boolean;
  /** Whether it is one page without a database. */
  readonly blank?: boolean;
}

const PERMISSIONS = "--allow-net --allow-env --allow-read=. --allow-write=data";

const TASKS = {
  dev: "deno check --watch --no-clear-screen & LIVE=1 deno run -A --env-file main.ts",
  start: `DENO_ENV=production deno run ${PERMISSIONS} main.ts`,
  test: "deno test -A",
  check: "deno check",
  lint: "deno lint",
  fmt: "deno fmt",
  ok: "deno fmt --check && deno lint && deno check && deno task test",
};

/**
 * Writes a working application into a new or empty folder, or into the current one with `.`, and
 * downloads its packages. The folder may hold an empty repository. Throws if it holds anything else.
 */
export async function makeProject(folder: string, options: NewOptions): Promise<void> {
  if (options.blank && (options.auth !== undefined || options.db)) {
    throw new Error(
      "Cannot make a project: --blank has neither users nor a database, expected it alone",
    );
  }
  const path = resolve(folder);
  const name = basename(path).normalize(); // macOS writes "é" as two characters
  if (
    !/^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_. -]*[\p{L}\p{M}\p{N}_])?$/u.test(name) ||
    name === "node_modules"
  ) {
    throw new TypeError(
      `Cannot make a project: its name is "${name}", expected letters and digits, with "_", "-", ` +
        '"." or a space between them, as in "my-notes"',
    );
  }
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    const found = error instanceof Error ? error.message : error;
    throw new Error(`Cannot make a project: ${found}, expected a new folder, or an empty one`);
  }
  const other = [...Deno.readDirSync(path)].find((entry) => entry.name !== ".git");
  if (other) {
    throw new Error(`Cannot make a project: "${other.name}" is in ${folder}, expected it empty`);
  }
  for (const [file, text] of Object.entries(toFiles(options))) {
    const whole = `${path}/${file}`;
    await Deno.mkdir(dirname(whole), { recursive: true });
    await Deno.writeTextFile(whole, toSource(text, name, options), { createNew: true });
  }
  await beginRepository(path);
  await downloadPackages(path, options);
  const here = relative(Deno.cwd(), path);
  print(`Made ${name}. Next: ${here ? `cd ${quote(here)} && ` : ""}deno task dev`);
}

/** The files of a project, as the template has them. */
function toFiles({ db: kind, auth = true, blank }: NewOptions): Record<string, string> {
  const secret = crypto.getRandomValues(new Uint8Array(24)).toHex();
  const program: Record<string, string> = blank
    ? { "main.ts": blankMain, "main_test.ts": blankTest, "README.md": blankReadme }
    : {
      "main.ts": main,
      "data.ts": data,
      "db.ts": kind === "postgres" ? dbPostgres : db,
      "pages/about.ts": about,
      ...auth && { "pages/accounts.ts": accounts, "parts/sign_out.ts": signOut },
      "pages/notes.ts": notes,
      "parts/shell.ts": shell,
      "README.md": readme,
      "static/icon.svg": icon,
      "style.css": css,
      "tests/browser_test.ts": browserTest,
      "tests/notes_test.ts": notesTest,
    };
  return {
    ...program,
    "deno.json": JSON.stringify(toConfig({ blank }), null, 2) + "\n",
    "Dockerfile": dockerfile,
    ".env": envExample.replace("#FASTHTML_SECRET=", `FASTHTML_SECRET=${secret}`),
    ".env.example": envExample,
    ".gitignore": "/data/\n.env\n.sesskey\n",
    ".dockerignore": "/data/\n.env\n.sesskey\n.git/\n.github/\n",
    ".github/workflows/ci.yml": ci,
  };
}

function toConfig({ blank }: NewOptions) {
  const own = { [config.name]: `jsr:${config.name}@^${config.version}` };
  const browser = { "playwright-core": config.imports["playwright-core"] };
  return {
    tasks: TASKS,
    imports: blank ? own : { ...own, ...browser },
    compilerOptions: { noImplicitOverride: true },
    fmt: { lineWidth: 100 },
  };
}

function toTests({ blank }: NewOptions): string[] {
  return blank ? ["main_test.ts"] : ["tests/browser_test.ts", "tests/notes_test.ts"];
}

/**
 * Turns a text of the template into that of a project. Lines that end in `// --auth` are for that
 * option. Publishing writes versions into imports of packages; a project has them in its
 * deno.json.
 */
function toSource(text: string, name: string, options: NewOptions): string {
  const { db, auth = true } = options;
  const isOn = { auth, postgres: db === "postgres", sqlite: db !== "postgres" };
  const choose = (line: string) => {
    const [mark, option] = / (?:\/\/|#) --(auth|postgres|sqlite)$/.exec(line) ?? [];
    if (!mark) return [line];
    return isOn[option as keyof typeof isOn] ? [line.slice(0, -mark.length)] : [];
  };
  return text.replaceAll("{{name}}", name).replaceAll("{{version}}", config.version)
    .replaceAll("{{tests}}", toTests(options).join(" "))
    .replaceAll(/ from "(?:jsr|npm):((?:@\w+\/)?[\w-]+)@[^"/]*/g, ' from "$1')
    .split("\n").flatMap(choose).join("\n")
    .replaceAll("\n\n\n", "\n\n");
}

/** Makes a repository, unless the folder is in one or there is no git. */
async function beginRepository(cwd: string): Promise<void> {
  if ((await run("git", ["rev-parse"], cwd)).success) return;
  await run("git", ["init", "--initial-branch=main"], cwd);
}

/**
 * Downloads the packages of the program and its tests, and writes deno.lock, which CI and Docker
 * need. A machine that is not online gets its project all the same.
 */
async function downloadPackages(cwd: string, options: NewOptions): Promise<void> {
  const args = ["install", "--quiet", "--entrypoint", "main.ts", ...toTests(options)];
  const { success, stderr } = await run(Deno.execPath(), args, cwd);
  if (!success) {
    tell(
      `${stderr.split("\n", 1)}\nThe packages are still missing: \`deno task dev\` downloads them.`,
    );
  }
}

/** Runs a program, without a word unless it fails. */
async function run(program: string, args: string[], cwd: string) {
  try {
    const { success, stderr } = await new Deno.Command(program, { args, cwd }).output();
    return { success, stderr: new TextDecoder().decode(stderr) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { success: false, stderr: `There is no program ${program}.` };
  }
}

/** Writes a folder so that a shell takes it as one word, and not as an option. */
function quote(folder: string): string {
  const path = folder.startsWith("-") ? `./${folder}` : folder;
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
