import { fileURLToPath } from "node:url";
import { type Program, startProgram } from "../_program.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The flag by which a program outside of the repository finds the library. */
export const CONFIG = `--config=${ROOT}deno.json`;

/** A program: the part that is a test's own, between its imports and `serve(app)`. */
export function toMain(body: string, serve = "serve(app);"): string {
  return `import { fastApp, P, serve } from "@fasthtml/fasthtml";\n${body}\n${serve}\n`;
}

/** Writes a program as `main.ts` of a folder. */
export async function writeMain(folder: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/main.ts`, text);
}

/** Starts the `main.ts` of a folder, and waits for its link. */
export async function startMain(
  folder: string,
  env: Record<string, string> = {},
  flags: string[] = [],
): Promise<Program> {
  return await startProgram(["run", "-A", CONFIG, ...flags, `${folder}/main.ts`], {
    cwd: folder,
    env,
  });
}

/** Runs the `main.ts` of a folder to its end, without the secret that the tests have. */
export async function runMain(
  folder: string,
  env: Record<string, string> = {},
  { flags = ["-A"], args = [] }: { flags?: string[]; args?: string[] } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { FASTHTML_SECRET: _, ...own } = Deno.env.toObject();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", CONFIG, ...flags, `${folder}/main.ts`, ...args],
    cwd: folder,
    clearEnv: true,
    env: { ...own, NO_COLOR: "1", FASTHTML_LOG: "off", ...env },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, stdout: out!, stderr: err! };
}
