import { deepStrictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { runMain, writeMain } from "../_main.ts";

Deno.test("toEditorLink() opens the editor that FASTHTML_EDITOR names, at line and column", async () => {
  await using folder = await tempFolder();
  const path = `${folder.path}/a b`;
  await Deno.mkdir(path);
  await writeMain(
    path,
    `import { fastApp } from "@fasthtml/fasthtml";
const { app, rt } = fastApp({ debug: true, secretKey: "x".repeat(32), defaultHdrs: false });
rt("/", () => {
  throw new Error("boom");
});
console.log(await (await app.request("/")).text());
`,
  );
  const linkOf = async (env: Record<string, string>) => {
    const { stdout } = await runMain(path, env);
    return /<h1>boom<\/h1><p>(.*?)<\/p>/.exec(stdout)?.[1];
  };
  const link = (href: string) => `<a href="${href}">main.ts:4:9</a>`;
  const file = `${folder.path}/a%20b/main.ts`;
  deepStrictEqual(
    [
      await linkOf({}),
      await linkOf({ FASTHTML_EDITOR: "idea://open?file={file}&line={line}" }),
      await linkOf({ FASTHTML_EDITOR: "javascript:alert(1)" }),
      await linkOf({ FASTHTML_EDITOR: "" }),
    ],
    [
      link(`vscode://file${file}:4:9`),
      link(`idea://open?file=${file}&amp;line=4`),
      link("about:blank"),
      "main.ts:4:9",
    ],
  );
});
