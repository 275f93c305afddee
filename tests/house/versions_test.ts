import { deepStrictEqual } from "node:assert";
import config from "../../deno.json" with { type: "json" };
import { ENTRIES, ROOT, sources } from "./_files.ts";

const SPECIFIER = /npm:\/?((?:@[\w.-]+\/)?[\w.-]+)@(\d[\w.-]*)/g;

Deno.test("an npm package has one version everywhere, that of deno.json where it is there", () => {
  const known = Map.groupBy(
    Object.values(config.imports).flatMap(toVersions),
    ({ name }) => name,
  );
  const wrong: string[] = [];
  for (
    const file of sources(...ENTRIES, "lib", "ext", "cli", "examples", "bench", "site", "tests")
  ) {
    for (const { name, version } of toVersions(Deno.readTextFileSync(ROOT + file))) {
      if (!known.has(name)) known.set(name, [{ name, version }]);
      const versions = known.get(name)!.map(({ version }) => version);
      if (!versions.includes(version)) wrong.push(`${file}: ${name}@${version}, not ${versions}`);
    }
  }
  deepStrictEqual(wrong, []);
});

function toVersions(text: string): { name: string; version: string }[] {
  return [...text.matchAll(SPECIFIER)].map(([, name, version]) => ({ name, version }));
}
