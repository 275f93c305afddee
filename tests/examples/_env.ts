/** Runs something with these variables set; other tests of this process never see them for long. */
export async function withEnv<T>(
  env: Record<string, string>,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(env).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}
