/** Each public name of FastHTML is a name of an entry here, or docs/porting.md says what to use. */
import { deepStrictEqual } from "node:assert";
import { goldenTest, readGolden } from "../_golden.ts";
import { codeWords, ROOT } from "../house/_files.ts";
import { publicNames } from "../house/_public.ts";

goldenTest(
  "every public name of FastHTML is here or in docs/porting.md",
  ["names.json"],
  async () => {
    const here = new Set((await publicNames()).map(({ name }) => name));
    const said = new Set(codeWords(Deno.readTextFileSync(`${ROOT}docs/porting.md`)));
    const golden = await readGolden<{ module: string; name: string }[]>("names.json");
    const missing = golden.filter(({ name }) =>
      !here.has(name) && !here.has(toCamel(name)) && !said.has(name)
    );
    deepStrictEqual(missing.map(({ module, name }) => `${module}.${name}`), []);
  },
);

function toCamel(name: string): string {
  return name.replace(/(?<=[a-z\d])_([a-z\d])/g, (_, letter) => letter.toUpperCase());
}
