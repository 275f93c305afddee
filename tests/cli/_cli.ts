const ROOT = new URL("../..", import.meta.url).pathname;

/** How a command ended, and what it printed. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command line in a folder, as who has the package does. */
export async function cli(
  args: string[],
  { cwd, env = {}, stdin = "" }: { cwd: string; env?: Record<string, string>; stdin?: string },
): Promise<Outcome> {
  return await deno(["run", "-A", `--config=${ROOT}deno.json`, `${ROOT}cli/main.ts`, ...args], {
    cwd,
    env,
    stdin,
  });
}

/** Runs Deno in a folder. */
export async function deno(
  args: string[],
  { cwd, env = {}, stdin = "" }: { cwd: string; env?: Record<string, string>; stdin?: string },
): Promise<Outcome> {
  const process = new Deno.Command(Deno.execPath(), {
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
  const folder = await Deno.makeTempDir();
  try {
    await story(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Lets a project find the package in this checkout, rather than on JSR. */
export async function linkHere(folder: string): Promise<void> {
  const file = `${folder}/deno.json`;
  const config = JSON.parse(await Deno.readTextFile(file));
  await Deno.writeTextFile(file, JSON.stringify({ ...config, links: [ROOT] }));
}
