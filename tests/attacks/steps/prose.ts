/** Steps for the shared format's own cases, which say in a line of text what is called or sent. */
import type { Case, Step } from "../types.ts";

/**
 * Reads code (`api`), requests (`GET /a ; POST /b`) and messages (`text frame "{bad"`, `{"msg":1}`);
 * what should come of it is what `expect.text` begins with: throws, [], or a status.
 */
export function toSteps({ kind, call = "", expect: { text } }: Case): readonly Step[] | undefined {
  if (kind === "api") return isCode(call) ? [{ run: call, ...toOutcome(text) }] : undefined;
  const requests = call.split(/\s;\s(?:then\s)?/).map((each) =>
    each.match(/^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/)
  );
  if (requests.every((found) => found !== null)) {
    const status = text.match(/^\d{3}\b/)?.map(Number);
    return requests.map(([, method, path], i) => ({
      request: { method: method!, path: path! },
      ...status && i === requests.length - 1 && { expect: { status } },
    }));
  }
  const messages = kind === "ws" ? toMessages(call) : [];
  if (messages.length === 0) return;
  return [
    { connect: "it", path: "/ws" },
    ...messages.flatMap((text): Step[] => [
      { say: "it", text },
      { hear: "it", expect: { lacks: OF_PARSERS, close: [1003, 1007, 1008, 1009] } },
    ]),
    { connect: "next", path: "/ws" },
    { say: "next", text: '{"msg":"good"}' },
    { hear: "next", expect: { equals: "<p>good</p>" } },
  ];
}

/** What shows that a parser's own message came through. */
const OF_PARSERS = ["SyntaxError", "JSON at", "position", "at file"];

function isCode(call: string): boolean {
  try {
    new Function(call);
    return call !== "";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function toOutcome(text: string): { throws?: string; equals?: unknown; may_throw?: true } {
  if (/^(throws|refused|rejected)\b/i.test(text)) return { throws: "." };
  if (text.startsWith("[]")) return { equals: [] };
  return { may_throw: true };
}

function toMessages(call: string): string[] {
  if (isJson(call)) return [call];
  const [, list] = call.match(/^text frame (".*")\s*$/) ?? [];
  return list && isJson(`[${list}]`) ? JSON.parse(`[${list}]`) : quoted(list);
}

/** Texts in quotes that are not escaped: `"{bad", "[1,2]"`. */
function quoted(list = ""): string[] {
  return list ? list.slice(1, -1).split('", "') : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
