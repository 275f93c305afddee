import type { Client, FastHTML, FastHTMLOptions } from "@fasthtml/fasthtml";
import { newApp } from "./_app.ts";

/** Posts a multipart body written by hand, in pieces of one size, so that marks are cut anywhere. */
export function post(
  text: string,
  { size = 7, type = "multipart/form-data; boundary=X" } = {},
): RequestInit {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
  return { method: "POST", body, headers: { "content-type": type } };
}

/** One part of a form: a text, or a file where `more` names it. */
export function part(name: string, content: string, more = ""): string {
  return `--X\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
}

/** What ends a form. */
export const END = "--X--\r\n";

/** What makes a part a file. */
export const FILE = `; filename="f"`;

/** An application that shows the fields it received. */
/** An application that answers with the fields that it received. */
export function fieldsApp(options: FastHTMLOptions = {}): { app: FastHTML; client: Client } {
  const { app, rt, client } = newApp(options);
  rt.post("/", async ({ data }) => {
    const fields = Object.entries(await data()).map(async ([name, value]) => [
      name,
      value instanceof File
        ? { name: value.name, type: value.type, text: await value.text() }
        : value,
    ]);
    return Object.fromEntries(await Promise.all(fields));
  });
  return { app, client };
}

/** The files in the system's temporary folder that uploads left there, of those that begin with a text. */
export async function spooled(start: string): Promise<string[]> {
  const names: string[] = [];
  const folder = Deno.env.get("TMPDIR") ?? "/tmp";
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory || !name.startsWith("fasthtml-")) continue;
    for (let at = 0;; at++) {
      const path = `${folder}/${name}/${at}.upload`;
      const text = await Deno.readTextFile(path).catch(ifGone);
      if (text === undefined) break;
      if (text.startsWith(start)) names.push(path);
    }
  }
  return names;
}

/** Tests that run beside this one remove their files at any time. */
function ifGone(error: unknown): undefined {
  if (error instanceof Deno.errors.NotFound) return;
  throw error;
}
