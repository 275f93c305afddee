import { ROOT } from "../house/_files.ts";
import { within } from "../_within.ts";

/**
 * Starts two processes that ask for one thing 50 times each, and adds up how often they get it.
 * Without another program, it is a limit of five.
 */
export async function countTogether(
  kind: string,
  where: string,
  program = "ratelimit/_taker.ts",
): Promise<number> {
  const args = ["run", "-A", `${ROOT}tests/ext/${program}`, kind, where];
  const takers = [1, 2].map(() => {
    const options = {
      args,
      cwd: ROOT,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    } as const;
    const process = new Deno.Command(Deno.execPath(), options).spawn();
    const lines = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    return { process, lines, stdin: process.stdin.getWriter() };
  });
  try {
    for (const { lines } of takers) await within(120, "a process that is ready", lines.read());
    for (const { stdin } of takers) await stdin.write(new Uint8Array(1));
    const counts = [];
    for (const { lines } of takers) counts.push(await within(120, "its count", lines.read()));
    return counts.reduce((sum, { value }) => sum + Number(value), 0);
  } finally {
    for (const { process, lines, stdin } of takers) {
      await stdin.close().catch(() => {}); // It may have ended.
      await lines.cancel();
      await process.status;
    }
  }
}
