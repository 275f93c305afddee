import { strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { until } from "../../_within.ts";
import { startMain, toMain, writeMain } from "../_main.ts";
import { countStarts, shows, toSource } from "./_live.ts";

const toText = (text: string) => `export const text = "${text}";`;

/** A program that shows the text of what it imports by lines of its own. */
const toShow = (imports: string, texts: string, options = "") =>
  imports + toMain(
    `const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32), ${options} });
    rt("/", () => P([${texts}].join(" ")));`,
  );

Deno.test("SourceWatch starts no program again for what it only reads or writes", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.mkdir(`${path}/uploads`);
  await writeMain(
    path,
    `import { database } from "@fasthtml/fasthtml";
    Deno.chdir(import.meta.dirname!);
    const names = ["data.json", "notes.txt", "uploads/own.ts", "own.ts", "uploads/deno.json"];
    const write = () => names.forEach((name) => Deno.writeTextFileSync(name, crypto.randomUUID()));
    class Row { id = 0; text = ""; }
    const rows = database("app.db").create(Row);
    write();` +
      toMain(`const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32) });
      rt("/", () => (write(), rows.insert({ text: "x" }), P("one")));`),
  );
  await using program = await startMain(path);
  for (let i = 0; i < 30; i++) await shows(program.origin, 200, "one");
  strictEqual(countStarts(program.printed()), 1);
  await Deno.writeTextFile(`${path}/main.ts`, toSource("two"));
  await shows(program.origin, 200, "two");
  strictEqual(countStarts(program.printed()), 2);
});

Deno.test("SourceWatch sees what is imported from anywhere, in any way", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  for (const name of ["app", "lib", "linked", "far"]) await Deno.mkdir(`${path}/${name}`);
  await Deno.symlink(`${path}/linked`, `${path}/app/link`);
  await Deno.symlink(`${path}/far/file.ts`, `${path}/app/file.ts`);
  const files: Record<string, (text: string) => string> = {
    "lib/above.ts": toText,
    "linked/folder.ts": toText,
    "far/file.ts": toText,
    "far/url.ts": toText,
    "far/late.ts": toText,
    "far/computed.ts": toText,
    "app/data.json": (text) => JSON.stringify({ text }),
    "app/note.md": (text) => text,
  };
  for (const [name, to] of Object.entries(files)) {
    await Deno.writeTextFile(`${path}/${name}`, to("old"));
  }
  const far = `file://${path}/far`;
  await writeMain(
    `${path}/app`,
    toShow(
      `import { text as a } from "../lib/above.ts";
      import { text as b } from "./link/folder.ts";
      import { text as c } from "./file.ts";
      import { text as d } from "${far}/url.ts";
      import e from "./data.json" with { type: "json" };
      import f from "./note.md" with { type: "text" };
      `,
      `a, b, c, d, e.text, f, g, h`,
    ).replace(
      "rt(",
      `const { text: g } = await import("../far/late.ts");
      const { text: h } = await import("../far/" + ["computed"] + ".ts");
      rt(`,
    ),
  );
  await using program = await startMain(`${path}/app`);
  for (const [name, to] of Object.entries(files)) {
    const text = `new-${name.replace(/\W/g, "-")}`;
    await Deno.writeTextFile(`${path}/${name}`, to(text));
    await shows(program.origin, 200, text);
  }
});

Deno.test("SourceWatch follows imports that come and go while the program runs", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await writeMain(path, toSource("one"));
  await using program = await startMain(path);
  const main = (folder: string) => toShow(`import { text } from "./${folder}/new.ts";\n`, "text");
  await writeMain(path, main("sub"));
  await shows(program.origin, 500, "Module not found");
  await Deno.mkdir(`${path}/sub/`);
  await Deno.writeTextFile(`${path}/sub/new.ts`, "export const = 1;");
  await shows(program.origin, 500, "SyntaxError");
  await Deno.writeTextFile(`${path}/sub/new.ts`, toText("two"));
  await shows(program.origin, 200, "two");
  await Deno.writeTextFile(`${path}/sub/new.ts`, toText("three"));
  await shows(program.origin, 200, "three");
  await Deno.remove(`${path}/sub`, { recursive: true });
  await shows(program.origin, 500, "Module not found");
  await Deno.mkdir(`${path}/sub`);
  await Deno.writeTextFile(`${path}/sub/new.ts`, toText("four"));
  await shows(program.origin, 200, "four");
});

Deno.test("SourceWatch sees files that editors put in the place of others", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  const main = `${path}/main.ts`;
  await writeMain(path, toSource("one"));
  await using program = await startMain(path);
  // A new file in the old one's place, older than the program's start.
  await Deno.writeTextFile(`${path}/.main.ts.new`, toSource("two"));
  await Deno.utime(`${path}/.main.ts.new`, 1e9, 1e9);
  await Deno.rename(`${path}/.main.ts.new`, main);
  await shows(program.origin, 200, "two");
  // The old file as a backup, as vim writes.
  await Deno.rename(main, `${main}~`);
  await Deno.writeTextFile(main, toSource("three"));
  await Deno.remove(`${main}~`);
  await shows(program.origin, 200, "three");
  // Two saves, the second at once.
  await Deno.writeTextFile(main, toSource("four"));
  await Deno.writeTextFile(main, toSource("five"));
  await shows(program.origin, 200, "five");
});

Deno.test("SourceWatch sees what is saved while the program starts", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.writeTextFile(`${path}/text.ts`, toText("one"));
  await Deno.writeTextFile(`${path}/more.ts`, "");
  await Deno.writeTextFile(`${path}/go`, "");
  await writeMain(
    path,
    `import { text } from "./text.ts";
    console.log("starts with", text);
    for (;;) {
      if (await Deno.stat("${path}/go").then(() => true, () => false)) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }` + toShow("import './more.ts';", "text"),
  );
  await using program = await startMain(path);
  await Deno.remove(`${path}/go`);
  await Deno.writeTextFile(`${path}/more.ts`, "// changed");
  await until(
    60,
    "the second start",
    () => program.printed().match(/starts with one/g)?.length === 2,
  );
  await Deno.writeTextFile(`${path}/text.ts`, toText("two"));
  await until(60, "the third start", () => /starts with two/.test(program.printed()));
  await Deno.writeTextFile(`${path}/go`, "");
  await shows(program.origin, 200, "two");
});

Deno.test("SourceWatch takes the writing of a thousand files as one change", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  const write = (text: string) => {
    for (let i = 0; i < 1000; i++) Deno.writeTextFileSync(`${path}/${i}.ts`, toText(`${text}${i}`));
  };
  write("a");
  const imports = Array.from({ length: 1000 }, (_, i) => `import "./${i}.ts";\n`).join("");
  await writeMain(path, toShow(`${imports}import { text } from "./999.ts";\n`, "text"));
  await using program = await startMain(path);
  write("b");
  await shows(program.origin, 200, "b999");
  // On a busy machine the writing may pause for longer than an editor does.
  strictEqual(countStarts(program.printed()) <= 4, true, program.printed());
});

Deno.test("SourceWatch watches what `live: { watch }` names", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.mkdir(`${path}/content/sub`, { recursive: true });
  const write = (text: string) => Deno.writeTextFile(`${path}/content/sub/a.md`, text);
  await write("one");
  const main = toSource("?").replace("live: true", 'live: { watch: ["content"] }')
    .replace('P("?")', `P(text)`);
  await writeMain(path, `const text = Deno.readTextFileSync("${path}/content/sub/a.md");\n${main}`);
  await using program = await startMain(path);
  await write("two");
  await shows(program.origin, 200, "two");
  await write("three");
  await shows(program.origin, 200, "three");
});

Deno.test("SourceWatch sees what is saved after the program read it, and before it named it", async () => {
  await using folder = await tempFolder();
  const { path } = folder;
  await Deno.mkdir(`${path}/content/sub`, { recursive: true });
  const file = `${path}/content/sub/a.md`;
  await Deno.writeTextFile(file, "one");
  const main = toSource("?").replace("live: true", 'live: { watch: ["content"] }')
    .replace('P("?")', `P(text)`);
  await writeMain(
    path,
    `const text = Deno.readTextFileSync("${file}");
    // Read by the process that watches, then by the one that serves.
    const next = { one: "two", two: "three" }[text];
    if (next) Deno.writeTextFileSync("${file}", next);
    ${main}`,
  );
  await using program = await startMain(path);
  await shows(program.origin, 200, "three");
});
