import { deepStrictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import types2 from "htmx2/editors/jetbrains/htmx.web-types.json" with { type: "json" };
import types4 from "htmx.org/dist/editors/jetbrains/htmx.web-types.json" with { type: "json" };
import source2 from "htmx2/dist/htmx.js" with { type: "text" };
import source4 from "htmx.org/dist/htmx.js" with { type: "text" };
import { CASES, ELSEWHERE } from "../fixtures/reference/cases.ts";
import { needing } from "../_needs.ts";
import { startProgram } from "../_program.ts";
import { within } from "../_within.ts";
import { openBrowser, watch } from "./_browser.ts";

const file = fileURLToPath(new URL("../fixtures/reference/main.ts", import.meta.url));
const only = Deno.env.get("CASE");

for (const HTMX of ["4", "2"]) {
  Deno.test({
    ...needing(["chromium"], `htmx's reference, name by name, with htmx ${HTMX}`),
    sanitizeOps: false,
    sanitizeResources: false,
  }, async (test) => {
    await using program = await startProgram(["run", "-A", file], { env: { HTMX } });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ baseURL: program.origin });
      const problems = watch(page);
      for (const [name, { act = "click()", see = "out()", expect }] of Object.entries(CASES)) {
        if (only && !name.includes(only)) continue;
        await test.step(name, async () => {
          problems.length = 0;
          await page.goto(`/case/${name}`);
          const acting = page.evaluate(`(async () => { ${act} })()`).catch((error) => {
            // The case loads another page.
            if (!/context was destroyed/.test(`${error}`)) throw error;
          });
          await within(60, "what the case waits for", acting);
          // A page that is being loaded may not have yet what the expression needs.
          const isSeen = `(() => { try { return JSON.stringify(${see}) ===
            ${JSON.stringify(JSON.stringify(expect))} } catch { return false } })()`;
          await page.waitForFunction(isSeen).catch(() => {});
          // The browser itself tells of a status from 400 on, which some cases are about.
          const others = problems.filter((text) => !/Failed to load resource: .* 422/.test(text));
          deepStrictEqual([await page.evaluate(see), others], [expect, []]);
        });
      }
    } finally {
      await browser.close();
    }
  });
}

Deno.test("the cases have every attribute, event of htmx 2 and header of htmx's own lists", () => {
  const [two, four] = [types2, types4].map(({ contributions }) => contributions);
  const attributes = [two, four].flatMap(({ html }) => html.attributes.map(({ name }) => name));
  // What htmx 4 names itself it also dispatches itself.
  const events = two.js["htmx-events"].map(({ name }) => `htmx:${name}`);
  const headers = [source2, source4].flatMap((text) => text.match(/\bHX-[A-Z][A-Za-z-]+\b/g) ?? []);
  const named = Object.values(CASES).flatMap(({ names }) => names);
  const known = new Set([...named, ...Object.values(ELSEWHERE).flat()]);
  deepStrictEqual([...new Set([...attributes, ...events, ...headers]).difference(known)], []);
});
