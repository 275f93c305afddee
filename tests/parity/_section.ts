import { deepStrictEqual, ok } from "node:assert";
import { goldenTest } from "../_golden.ts";
import type { Excused, Findings } from "./rules.ts";

/** Of the wrong answers of one kind, this share may pass: in place of the same, and of an explained answer. */
const SHARES = { same: 0.02, explained: 0.05 };

const PORTING = new URL("../../docs/porting.md", import.meta.url);

/** Declares the tests that each section of the parity run has to pass. */
export function testSection(
  name: string,
  file: string | readonly string[],
  find: () => Promise<Findings>,
): void {
  const files = [file].flat();
  let found: Promise<Findings> | undefined;
  const findings = () => found ??= find();

  goldenTest(`${name}: every difference from FastHTML is explained`, files, async () => {
    deepStrictEqual((await findings()).parity.unexplained, []);
  });

  goldenTest(`${name}: a wrong answer is not excused`, files, async () => {
    const { excused } = await findings();
    for (const group of ["same", "explained"] as const) {
      ok(Object.keys(excused[group]).length > 0, `no ${group} answer was corrupted`);
      const fooled = Object.entries(excused[group])
        .filter(([, { of, excused }]) => excused.length > SHARES[group] * of)
        .map(([kind, { of, excused }]: [string, Excused]) => [kind, excused.length, of, excused]);
      deepStrictEqual(fooled, [], `${group}: kind, excused, of, ids`);
    }
  });

  goldenTest(`${name}: docs/porting.md has a row for each difference`, files, async () => {
    const { says } = await findings();
    deepStrictEqual(rows(await Deno.readTextFile(PORTING), name), [...says].sort());
  });
}

/** The first cells of the table under `### … (name)`. */
function rows(text: string, name: string): string[] {
  const [, section = ""] = text.split(new RegExp(`^### .*\\(\`${name}\`\\)$`, "m"));
  const [table] = section.split(/^#/m);
  return [...table!.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell]) => cell!).slice(2).sort();
}
