/** What every page and fragment has beside what its handler returned, such as toasts. */
import type { Child } from "../html/mod.ts";
import { OpenContext } from "../http/request/context.ts";
import type { Reply } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";

/** Makes content to be added to an answer; nothing where there is none. */
export type Extra = (context: RequestContext) => Child;

/** What these functions make for one answer. */
export function toExtras(extras: readonly Extra[], context: RequestContext): Child[] {
  return extras.map((make) => make(context)).filter((content) => content != null);
}

/** Headers by which the browser leaves the page before it would show the content. */
const LEAVES = /^hx-(redirect|refresh|location)$/i;

/** Adds extras to a reply that the visitor will see. */
export function withExtras(reply: Reply, context: OpenContext, extras: readonly Extra[]): Reply {
  const { content, status, headers } = reply;
  if (extras.length === 0 || status === 204) return reply;
  if (headers.some(({ name }) => LEAVES.test(name))) return reply;
  const isFragment = OpenContext.wantsFragment(context);
  if (content.kind !== "page" && !(content.kind === "text" && isFragment)) return reply;
  // htmx 2, which says no type, does not put errors into the page.
  if (isFragment && status >= 400 && !context.headers.has("hx-request-type")) return reply;
  const more = toExtras(extras, context);
  if (more.length === 0) return reply;
  const parts = content.kind === "page" ? content.parts : [content.text];
  return { ...reply, content: { kind: "page", parts: [...parts, ...more] } };
}
