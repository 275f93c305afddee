import { strictEqual, throws } from "node:assert";
import { ScriptX, StyleX } from "../../compat.ts";
import { tempFolder } from "../_temp.ts";

Deno.test("ScriptX() fills values into a file's code as JSON, and into no text", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/a.js`;
  await Deno.writeTextFile(file, "function f() { return {x}; } // </script>");
  strictEqual(
    `${ScriptX(file, { x: ["</script>", 1] }, { defer: true })}`,
    '<script defer>function f() { return ["\\u003c/script>",1]; } // \\u003c/script></script>',
  );
  strictEqual(
    `${ScriptX(file)}`,
    "<script>function f() { return {x}; } // \\u003c/script></script>",
  );
  await Deno.writeTextFile(file, 'f("{x}")');
  throws(
    () => ScriptX(file, { x: "a" }),
    /^TypeError: Cannot fill in \{x\}: found "\{x\}" around it/,
  );
});

Deno.test("StyleX() fills values into a file's styles, and none that is more than a value", async () => {
  await using folder = await tempFolder();
  const file = new URL(`file://${folder.path}/a.css`);
  await Deno.writeTextFile(
    file,
    "a { color: var(--tpl-main-color); top: var(--own); left: var(--tpl-x) }",
  );
  strictEqual(
    `${StyleX(file, { main_color: "red", x: 0 }, { media: "print" })}`,
    '<style media="print">a { color: red; top: var(--own); left: 0 }</style>',
  );
  for (const value of ["red; top: 0", "red } b {", "url(//evil.example)", "red /*"]) {
    throws(() => StyleX(file, { main_color: value }), {
      name: "TypeError",
      message: `Cannot fill in var(--tpl-main-color): found ${JSON.stringify(value)}, ` +
        "expected a value without ; : { } \\ or //",
    });
  }
});
