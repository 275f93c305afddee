import { Div, Safe } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { toMissingCheck } from "../../../ext/tailwind/missing.ts";
import { Sheet } from "../../../ext/tailwind/sheet.ts";
import { HTMX, logged, newApp } from "../../http/_app.ts";
import { until } from "../../_within.ts";

/** An application whose pages are compared with a sheet of these names. */
function newChecked(names: string[], css = "") {
  const made = newApp();
  made.app.addMiddleware(toMissingCheck(new Sheet({ css, plugins: {} }), names));
  return made;
}

/** What is told until a name is, which comes last. */
async function toldUntil(last: string, run: () => Promise<unknown>): Promise<string[]> {
  const lines = await logged(async () => {
    const log: Pick<Console, "warn"> = globalThis.console, keep = log.warn;
    let isTold = false;
    log.warn = (line: string) => {
      keep(line);
      isTold ||= line.includes(last);
    };
    await run();
    await until(30, last, () => isTold);
  }, "warn");
  return lines.map((line) => line.join(" "));
}

const line = (names: string, where: string) =>
  `The style sheet has no rule for ${names} of ${where}: expected each name in full in a string of ` +
  "the source, or in safelist";

Deno.test("names of Tailwind that the sheet lacks are told once, of pages and of fragments", async () => {
  const { app, rt } = newChecked(["flex"], "@utility own { a: b }");
  rt("/", { size: 1 }, ({ size }) => Div({ cls: `flex text-${size}xl card htmx-request` }));
  rt("/part", () => Safe(`<b class="own before:content-[&quot;x\x1b&quot;] text-2xl">x</b>`));
  rt("/last", () => Div({ cls: "sr-only" }));
  const told = await toldUntil("sr-only", async () => {
    await app.request("/?size=2");
    await app.request("/?size=2");
    await app.request("/?size=3");
    await app.request("/part", HTMX);
    await app.request("/last");
  });
  deepStrictEqual(told, [
    line('"text-2xl"', "GET /"),
    line('"text-3xl"', "GET /"),
    line('"own", "before:content-[\\"x\\u001b\\"]"', "GET /part"),
    line('"sr-only"', "GET /last"),
  ]);
});

Deno.test("what is no page is not looked at, and a page arrives as it is", async () => {
  const { app, rt } = newChecked(["a"]);
  rt(
    "/data",
    () => new Response('<p class="flex">', { headers: { "content-type": "text/plain" } }),
  );
  rt("/", () => Div({ cls: "grid" }, "ä"));
  rt.post("/add", () => new Response(null, { status: 204 }));
  const told = await toldUntil("grid", async () => {
    strictEqual(await (await app.request("/data")).text(), '<p class="flex">');
    strictEqual((await app.request("/add", { method: "POST" })).status, 204);
    strictEqual(await (await app.request("/", HTMX)).text(), '<div class="grid">ä</div>');
  });
  deepStrictEqual(told, [line('"grid"', "GET /")]);
});

Deno.test("a page that breaks off, or CSS with a mistake, fails no check by itself", async () => {
  const { app, rt } = newChecked([], "a {");
  rt("/", () => Div({ cls: "grid" }));
  rt("/broken", () => {
    const start = (to: ReadableStreamDefaultController) => to.error(new Error("broken"));
    return new Response(new ReadableStream({ start }), {
      headers: { "content-type": "text/html" },
    });
  });
  strictEqual((await app.request("/")).status, 200);
  const { body } = await app.request("/broken");
  await body!.cancel().catch(() => {});
});
