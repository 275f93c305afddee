import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { needing } from "../_needs.ts";
import { tempFolder } from "../_temp.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));

Deno.test({
  ...needing(["chromium"], "deno task pictures names the pages that look other than accepted"),
  fn: async () => {
    await using folder = await tempFolder();
    const { path } = folder, program = `${path}/pages.ts`;
    // Of four pages one stays, one changes its colour, one its height, and one is new.
    const write = (color: string, height: number) =>
      Deno.writeTextFile(
        program,
        `const styles = { "/same": "", "/color": "color: ${color}", "/height": "height: ${height}px", "/new": "" };
        Deno.serve(
          { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log("http://127.0.0.1:" + port + "/") },
          ({ url }) => new Response(
            '<!doctype html><div style="' + styles[new URL(url).pathname] + '">████████</div>',
            { headers: { "content-type": "text/html; charset=utf-8" } },
          ),
        );`,
      );
    const run = (paths: string, ...more: string[]) =>
      pictures(`${program}=${paths}`, "--accepted", `${path}/accepted`, ...more);
    await write("#336699", 100);
    deepStrictEqual(await run("/same,/color,/height", "--accept"), {
      code: 0,
      lines: ["12 pictures accepted, 0 differ"],
    });
    await write("#cc3300", 3000);
    deepStrictEqual(await run("/same"), { code: 0, lines: ["4 pictures compared, 0 differ"] });
    const name = (page: string, why: string) =>
      ["desktop-dark", "desktop-light", "phone-dark", "phone-light"]
        .map((look) => `pages-${page}-${look}.png: ${why}`);
    deepStrictEqual(await run("/same,/color,/height,/new"), {
      code: 1,
      lines: [
        ...name("color", "N % differ"),
        ...name("height", "it has another size"),
        ...name("new", "it is new"),
        "16 pictures compared, 12 differ",
      ],
    });
  },
});

/** Runs the task with its pictures in a folder, and returns what it printed, sorted but for the end. */
async function pictures(...args: string[]): Promise<{ code: number; lines: string[] }> {
  await using kept = await tempFolder();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", main, ...args],
    env: { TMPDIR: kept.path, NO_COLOR: "1" },
  }).output();
  const printed = new TextDecoder().decode(stdout).trim();
  if (printed === "") throw new Error(new TextDecoder().decode(stderr));
  const lines = printed.split("\n").filter((line) => !line.startsWith("What was seen"))
    .map((line) => line.replace(/[\d.]+ %/, "N %"));
  return { code, lines: [...lines.slice(0, -1).sort(), lines.at(-1)!] };
}
