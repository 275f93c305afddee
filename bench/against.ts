/** An older version of this project, to be measured beside this one. */
import { ROOT, type Version } from "./processes.ts";

/**
 * Checks out a commit in a folder of its own, which is removed at the end. Its bench is this one's,
 * so both versions run the same programs.
 */
export async function checkOut(commit: string): Promise<Version & AsyncDisposable> {
  const name = (await git("rev-parse", "--short", `${commit}^{commit}`)).trim();
  const folder = await Deno.makeTempDir();
  const root = `${folder}/fasthtml`;
  // A clone that borrows the objects: unlike a worktree, git need not forget it when it is gone.
  await git("clone", "--quiet", "--shared", "--no-checkout", ROOT, root);
  await git("-C", root, "checkout", "--quiet", "--detach", name);
  await Deno.remove(`${root}/bench`, { recursive: true });
  await copy(`${ROOT}/bench`, `${root}/bench`);
  return {
    name,
    root,
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function git(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("git", { args, cwd: ROOT }).output();
  if (success) return new TextDecoder().decode(stdout);
  const printed = new TextDecoder().decode(stderr).trim();
  throw new Error(`Cannot run git ${args[0]}: ${printed}, expected a commit of this checkout`);
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copy(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
