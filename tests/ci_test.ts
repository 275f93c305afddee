import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "./_temp.ts";

const CI = fileURLToPath(new URL("../.ci", import.meta.url));

/** In place of a new machine: all tests are one suite, and `deno task house` fails without a test. */
const npx = (suite: string) =>
  `if [ "$4" = house ]; then echo "not formatted: a.ts"; exit 1; fi; "${Deno.execPath()}" test ${suite}`;

Deno.test({
  name: ".ci/run says at its end what failed, within 8 kB, and counts it in its last line",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await tempFolder();
    const { path } = folder;
    await Deno.mkdir(`${path}/.ci`);
    for (const name of ["run", "failures"]) {
      await Deno.copyFile(`${CI}/${name}`, `${path}/.ci/${name}`);
    }
    await Deno.writeTextFile(
      `${path}/red_test.ts`,
      `const fail = (text: string) => () => { throw new Error(text); };
      Deno.test("good", () => {});
      Deno.test("long", fail("x".repeat(400) + "\\n" + [...Array(40).keys()].join("\\n")));
      Deno.test("two", (t) => t.step("a step", fail("short")).then(() => {}));
      for (let i = 0; i < 90; i++) Deno.test("many " + i, fail("y".repeat(200)));`,
    );
    const scripts = { "apt-get": "true", sudo: "true", npx: npx(path), ".ci/newcomer": "true" };
    for (const [name, text] of Object.entries(scripts)) {
      await Deno.writeTextFile(`${path}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    }
    const env = { PATH: `${path}:${Deno.env.get("PATH")}` };
    const { code, stdout } = await new Deno.Command(`${path}/.ci/run`, { env }).output();
    const printed = new TextDecoder().decode(stdout);
    const end = printed.slice(printed.indexOf('The part "house"'));
    const lines = end.split("\n");
    deepStrictEqual([code, lines.slice(0, 3), lines.slice(-2)], [
      1,
      ['The part "house" is red:', "not formatted: a.ts", 'The part "tests" is red:'],
      ["1 passed, 92 failed", ""],
    ]);
    const long = lines.indexOf("long => ./red_test.ts:3:12");
    deepStrictEqual(lines.slice(long + 1, long + 16), [
      `error: Error: ${"x".repeat(286)}`,
      ...Array.from(Array(14).keys(), String),
    ]);
    strictEqual(lines[long + 16], "two ... a step => ./red_test.ts:4:33");
    strictEqual(end.length < 8200, true, `${end.length}`);
  },
});
