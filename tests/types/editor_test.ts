import { deepStrictEqual } from "node:assert";
import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

Deno.test("an editor completes attributes, each once, and shows what a tag and an attribute do", async () => {
  await using editor = await openEditor();
  const labels = await editor.complete(`import { Div } from "@fasthtml/fasthtml";\nDiv({ | });`);
  const names = await Promise.all(["global", "htmx"].map(async (file) => {
    const source = await Deno.readTextFile(`${ROOT}lib/html/attr_types/${file}.ts`);
    return [...source.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => `${name}?`);
  }));
  deepStrictEqual(labels, names.flat().sort());

  const links: Record<string, string> = {};
  for (const code of Object.keys(HOVERS)) {
    const [, name = ""] = /(\w+)\(/.exec(code.replace("|", "")) ?? [];
    const text = await editor.hover(`import { ${name} } from "@fasthtml/fasthtml";\n${code}`);
    // A sentence, and then the link.
    links[code] = /^[A-Z].+\. \[(?:MDN|htmx)\]\((https:[^)]+)\)/m.exec(text)?.[1] ?? text;
  }
  deepStrictEqual(links, HOVERS);
});

const MDN = "https://developer.mozilla.org/docs/Web/HTML/";
const HTMX = "https://htmx.org/reference/attributes/";

/** A place of the pointer, and the page that what is shown there links to. */
const HOVERS: Record<string, string> = {
  "Di|v();": `${MDN}Element/div`,
  "Inpu|t();": `${MDN}Element/input`,
  "Butto|n();": `${MDN}Element/button`,
  "Dialo|g();": `${MDN}Element/dialog`,
  'Div({ hx_ta|rget: "this" });': `${HTMX}hx-target`,
  'Form({ hx_po|st: "/" });': `${HTMX}hx-post`,
  'Button({ hx_sw|ap: "outerHTML" });': `${HTMX}hx-swap`,
  "Input({ requir|ed: true });": `${MDN}Element/input#required`,
  'A({ hre|f: "/" });': `${MDN}Element/a#href`,
  'Div({ popo|ver: "auto" });': `${MDN}Global_attributes/popover`,
};

/** Starts Deno's language server in this project. */
async function openEditor() {
  const server = spawn(Deno.execPath(), ["lsp", "--quiet"], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout!),
    new StreamMessageWriter(server.stdin!),
  );
  connection.onRequest(
    "workspace/configuration",
    ({ items }: { items: unknown[] }) => items.map(() => ({ enable: true })),
  );
  connection.listen();
  const rootUri = pathToFileURL(ROOT).href;
  await connection.sendRequest("initialize", {
    processId: null,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "project" }],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true },
    },
  });
  await connection.sendNotification("initialized", {});
  let count = 0;
  /** Opens a file, and asks about the place of `|` in it. */
  const ask = async <T>(method: string, text: string): Promise<T> => {
    const uri = `${rootUri}untitled_${++count}.ts`;
    const before = text.slice(0, text.indexOf("|")).split("\n");
    const textDocument = { uri, languageId: "typescript", version: 1, text: text.replace("|", "") };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    return await connection.sendRequest(method, { textDocument: { uri }, position });
  };
  return {
    async complete(text: string): Promise<string[]> {
      const { items } = await ask<{ items: { label: string }[] }>("textDocument/completion", text);
      return items.map(({ label }) => label).sort();
    },
    async hover(text: string): Promise<string> {
      const { contents } = await ask<{ contents: { value: string } }>("textDocument/hover", text);
      return contents.value;
    },
    async [Symbol.asyncDispose]() {
      connection.dispose();
      server.kill();
      await ended;
    },
  };
}
