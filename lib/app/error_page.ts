/** Error pages: plain for users, with the stack and the source for developers. */
import { Code, type FT, H2, P, Pre, Section, Strong, Titled } from "../html/mod.ts";
import { type HTTPException, toPhrase } from "../http/errors.ts";

/** The plain error page: the status, and the detail for the user. */
export function toErrorPage(error: HTTPException): FT[] {
  const phrase = toPhrase(error.status);
  return Titled(`${error.status} ${phrase}`, error.detail === phrase ? null : P(error.detail));
}

/** The developer's error page: message, stack, and the source lines around each place. */
export async function toDebugPage(error: unknown): Promise<FT[]> {
  const { name, message, stack = "" } = error instanceof Error
    ? error
    : { name: "Error", message: `Cannot answer: thrown ${String(error)}, expected an Error` };
  const frames = await Promise.all(
    [...stack.matchAll(/(file:\/\/[^\s)]+):(\d+):\d+/g)].slice(0, 5).map(([, file, line]) =>
      toExcerpt(file!, Number(line))
    ),
  );
  return Titled(name, P(message), frames, H2("Stack"), Pre(stack));
}

async function toExcerpt(file: string, line: number): Promise<FT> {
  let source: string;
  try {
    source = await Deno.readTextFile(new URL(file));
  } catch (error) {
    return P(`${file}:${line}: ${error instanceof Error ? error.message : error}`);
  }
  const first = Math.max(1, line - 3);
  const rows = source.split("\n").slice(first - 1, line + 3).map((text, i) => {
    const row = `${String(first + i).padStart(5)}  ${text}\n`;
    return first + i === line ? Strong(row) : row;
  });
  return Section(H2(`${file}:${line}`), Pre(Code(rows)));
}
