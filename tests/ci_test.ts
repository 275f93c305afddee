import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { tempFolder } from "./_temp.ts";

const CI = fileURLToPath(new URL("../.ci", import.meta.url));

/** In place of a new machine: all tests are one suite, and two tasks fail without a test. */
const npx = `if [ "$4" = house ]; then echo "not formatted: a.ts"; exit 1; fi
if [ "$4" = bench:ci ]; then echo "slower: json"; exit 1; fi
shift 4
exec "${Deno.execPath()}" test -A --parallel "$@"`;

Deno.test({
  name: ".ci/run says at its end what failed, within 8 kB, and counts it in its last line",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await tempFolder();
    const { path } = folder;
    await Deno.writeTextFile(
      `${path}/red_test.ts`,
      `const fail = (text: string) => () => { throw new Error(text); };
      Deno.test("good", () => {});
      Deno.test("long", fail("x".repeat(400) + "\\n" + [...Array(40).keys()].join("\\n")));
      Deno.test("two", (t) => t.step("a step", fail("short")).then(() => {}));
      for (let i = 0; i < 90; i++) Deno.test("many " + i, fail("y".repeat(200)));`,
    );
    const { code, printed } = await run(path);
    const end = printed.slice(printed.indexOf('The part "house"'));
    const lines = end.split("\n");
    deepStrictEqual([code, lines.slice(0, 5), lines.slice(-2)], [
      1,
      [
        'The part "house" is red:',
        "not formatted: a.ts",
        'The part "speed" is red:',
        "slower: json",
        'The part "tests" is red:',
      ],
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

Deno.test({
  name: ".ci/run runs again what failed, alone, and counts as flaky what passes then",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using folder = await tempFolder();
    const { path } = folder;
    const test = (name: string, body: string) =>
      Deno.writeTextFile(`${path}/${name}_test.ts`, `Deno.test("${name}", () => { ${body} });`);
    // Fails the first time.
    const once = (name: string) => `
      const at = "${path}/" + "${name}";
      try { Deno.readTextFileSync(at); } catch { Deno.writeTextFileSync(at, ""); throw new Error("late"); }`;
    await test("good", "");
    for (const name of ["one", "two"]) await test(name, once(name));
    const flaky = await run(path);
    deepStrictEqual([flaky.code, flaky.printed.split("\n").slice(-2)], [
      1, // for the part house
      ["1 passed, 0 failed, 2 flaky", ""],
    ]);
    strictEqual(flaky.printed.includes('The part "tests"'), false);
    match(flaky.printed, /# flaky: .*\none => \.\/one_test\.ts:1:6\nerror: Error: late\n/);
    await test("red", 'throw new Error("red");');
    await Deno.remove(`${path}/one`);
    const red = await run(path);
    deepStrictEqual(red.printed.split("\n").slice(-2), ["2 passed, 1 failed, 1 flaky", ""]);
    match(
      red.printed,
      /The part "tests" is red:\n[^]*red => \.\/red_test\.ts:1:6\nerror: Error: red\n/,
    );
    // A test that helpers declare is run again where it ran.
    await Deno.writeTextFile(
      `${path}/_helper.ts`,
      'export const declare = (fn: () => void) => Deno.test("declared", fn);',
    );
    await Deno.writeTextFile(
      `${path}/red_test.ts`,
      'import { declare } from "./_helper.ts"; declare(() => { throw new Error("red"); });',
    );
    await Deno.remove(`${path}/two`);
    deepStrictEqual((await run(path)).printed.split("\n").slice(-2), [
      "2 passed, 1 failed, 1 flaky",
      "",
    ]);
    // So many are no accident.
    for (let n = 0; n < 6; n++) await test(`late${n}`, once(`late${n}`));
    deepStrictEqual((await run(path)).printed.split("\n").slice(-2), ["3 passed, 7 failed", ""]);
  },
});

/** Runs it in a folder with tests, in place of a new machine. */
async function run(path: string): Promise<{ code: number; printed: string }> {
  await Deno.mkdir(`${path}/.ci`, { recursive: true });
  for (const name of ["run", "failures", "again"]) {
    await Deno.copyFile(`${CI}/${name}`, `${path}/.ci/${name}`);
  }
  const scripts = { "apt-get": "true", sudo: "true", npx, ".ci/newcomer": "true" };
  for (const [name, text] of Object.entries(scripts)) {
    await Deno.writeTextFile(`${path}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  const env = { PATH: `${path}:${Deno.env.get("PATH")}` };
  const { code, stdout } = await new Deno.Command(`${path}/.ci/run`, { env }).output();
  return { code, printed: new TextDecoder().decode(stdout) };
}
