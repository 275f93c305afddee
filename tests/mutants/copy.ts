/** Copies what git keeps, with what is not committed yet. */
export async function copy(root: string, to: string): Promise<void> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd: root,
  }).output();
  const files = new TextDecoder().decode(stdout).split("\0").filter(Boolean);
  for (const file of files) await copyFile(`${root}/${file}`, `${to}/${file}`);
}

async function copyFile(from: string, to: string): Promise<void> {
  await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
  try {
    await Deno.copyFile(from, to);
  } catch (error) {
    // deleted, and the deletion not committed
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
