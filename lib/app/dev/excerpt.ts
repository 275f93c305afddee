/** Development: the program's source around a frame of a stack, and the link that opens an editor. */
import { A, type Child, Code, type FT, Pre, Strong } from "../../html/mod.ts";
import { findFile, toFolder } from "../../http/reply/files.ts";
import type { Frame } from "../../stack.ts";
import { env } from "./watch_mode.ts";

/** The lines around a frame; nothing for what is not source in the main module's folder. */
export async function toExcerpt({ url, line }: Frame): Promise<FT | undefined> {
  const path = toOwnPath(url);
  if (path === undefined || !/\.[cm]?[jt]sx?$/.test(path)) return;
  const file = await findFile(toFolder(new URL(".", Deno.mainModule)), path);
  if (file === undefined) return;
  const source = await Deno.readTextFile(file);
  const first = Math.max(1, line - 3);
  const rows = source.split("\n").slice(first - 1, line + 3).map((text, i) => {
    const row = `${String(first + i).padStart(5)}  ${text}\n`;
    return first + i === line ? Strong(row) : row;
  });
  // A reader without a mouse scrolls it, too.
  return Pre(Code(rows), { tabindex: 0 });
}

/** A place in the program, as a link that opens it in an editor. */
export function toEditorLink(
  { url, line, column }: Pick<Frame, "url" | "line" | "column">,
  main = Deno.mainModule,
): Child {
  if (url === undefined) return;
  const text = `${toOwnPath(url, main)?.slice(1) ?? url}:${line}:${column}`;
  const { pathname } = new URL(url);
  const template = env("FASTHTML_EDITOR") ?? "vscode://file{file}:{line}:{column}";
  const parts = { "{file}": pathname, "{line}": line, "{column}": column };
  const href = Object.entries(parts)
    .reduce((link, [name, value]) => link.replace(name, () => `${value}`), template);
  return template === "" ? text : A(text, { href });
}

/** The path of a file in the main module's folder, as its URL has it. */
function toOwnPath(url: string | undefined, main = Deno.mainModule): string | undefined {
  if (url === undefined || !main.startsWith("file:")) return;
  const folder = new URL(".", main), { href } = new URL(url);
  return href.startsWith(folder.href) ? href.slice(folder.href.length - 1) : undefined;
}
