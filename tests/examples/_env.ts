/** Runs something with these variables set; other tests of this process never see them for long. */
export async function withEnv<T>(
  env: Record<string, string>,
  run: () => Promise<T>,
): Promise<T> {
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  try {
    return await run();
  } finally {
    Object.keys(env).forEach((name) => Deno.env.delete(name));
  }
}
