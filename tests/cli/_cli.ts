import { fileURLToPath } from "node:url";
import { tempFolder } from "../_temp.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a command ended, and what it printed. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Where a program runs, with what, and what is piped in. */
export interface RunOptions {
  cwd: string;
  env?: Record<string, string>;
  stdin?: string;
}

/** Runs the command line in a folder; what Deno says of its downloads is not the command's. */
export function cli(args: string[], options: RunOptions): Promise<Outcome> {
  const command = ["run", "-A", "--quiet", `--config=${ROOT}deno.json`, `${ROOT}cli/main.ts`];
  return deno([...command, ...args], options);
}

/** Runs Deno in a folder. */
export function deno(args: string[], options: RunOptions): Promise<Outcome> {
  return run(Deno.execPath(), args, options);
}

/** Runs a program in a folder. */
export async function run(
  program: string,
  args: string[],
  { cwd, env = {}, stdin = "" }: RunOptions,
): Promise<Outcome> {
  const process = new Deno.Command(program, {
    args,
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await process.output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, stdout: out!, stderr: err! };
}

/** Runs a story in a folder that is gone afterwards. */
export async function inFolder(story: (folder: string) => Promise<void>): Promise<void> {
  await using folder = await tempFolder();
  await story(folder.path);
}

/** Lets a project find the package in this checkout, rather than on JSR. */
export async function linkHere(folder: string): Promise<void> {
  const file = `${folder}/deno.json`;
  const config = JSON.parse(await Deno.readTextFile(file));
  const text = JSON.stringify({ ...config, links: [ROOT] }, null, 2);
  await Deno.writeTextFile(file, `${text}\n`);
}
