import { deepStrictEqual, ok } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./_files.ts";
import { publicNames } from "./_public.ts";

const LIST = new URL("exports.txt", import.meta.url);

Deno.test("public names are those of tests/house/exports.txt, and no others by accident", async () => {
  const names = (await publicNames())
    .map(({ entry, name, kinds }) => `${entry} ${name} ${kinds.join("+")}`).sort();
  // `deno test -A tests/house/exports_test.ts -- --write` takes over a deliberate change.
  if (Deno.args.includes("--write")) Deno.writeTextFileSync(LIST, names.join("\n") + "\n");
  deepStrictEqual(names, Deno.readTextFileSync(LIST).trim().split("\n"));
});

Deno.test("entries are in kebab-case, and their files in snake_case", () => {
  const wrong = Object.entries(config.exports)
    .filter(([entry, file]) =>
      !/^\.(\/[a-z\d-]+)*$/.test(entry) || !/^\.(\/[a-z\d_]+)+\.ts$/.test(file)
    );
  deepStrictEqual(wrong, []);
});

Deno.test("deno doc --lint finds nothing, in any entry", async () => {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", ...Object.values(config.exports)],
    cwd: ROOT,
  }).output();
  ok(success, new TextDecoder().decode(stderr));
});
