/** What lucide's icons look like, read from the text that `deno task icons` has written. */
import { Safe } from "../../mod.ts";
import type { SafeHtml } from "../../types.ts";
import text from "./lucide.txt" with { type: "text" };

/** Shapes by name, or for an older name "=" and the one of today. Read when an icon is drawn. */
let lines: ReadonlyMap<string, string> | undefined;

const drawn = new Map<string, SafeHtml>();

/** Returns the shapes of an icon. */
export function findLucide(name: string): SafeHtml | undefined {
  lines ??= readLines();
  const line = lines.get(name);
  if (line === undefined || drawn.has(name)) return drawn.get(name);
  const shapes = Safe(line.startsWith("=") ? lines.get(line.slice(1))! : line);
  drawn.set(name, shapes);
  return shapes;
}

/** All names, the older ones last. */
export function lucideNames(): string[] {
  lines ??= readLines();
  return [...lines.keys()];
}

function readLines(): Map<string, string> {
  const all = text.trimEnd().split("\n").filter((line) => !line.startsWith("#"));
  return new Map(all.map((line) => {
    const end = line.indexOf("\t");
    return [line.slice(0, end), line.slice(end + 1)];
  }));
}
