import type { TempFolder } from "../../_temp.ts";

/** Runs as if some minutes had passed, so that nothing has changed just now. */
export async function later<T>(run: () => Promise<T>): Promise<T> {
  const { now } = Date;
  Date.now = () => now() + 600_000;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}

/** Waits until what changes next has another time than what has changed before. */
export async function tick({ path }: TempFolder): Promise<void> {
  const probe = `${path}/.probe`;
  const touch = async () => {
    await Deno.writeTextFile(probe, "x");
    return (await Deno.stat(probe)).ctime!.getTime();
  };
  const start = await touch();
  while (await touch() <= start);
}
