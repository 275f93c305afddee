/** Content that is added to every page and fragment, such as toasts. */
import { type Maybe, then } from "../maybe.ts";
import type { Child } from "../html/mod.ts";
import type { Exchange } from "../http/request/exchange.ts";
import { wantsFragment } from "../http/request/htmx_headers.ts";
import type { Reply } from "../http/reply/reply.ts";
import type { RequestContext } from "../http/types.ts";

/** Makes content to add to a response; null or undefined adds nothing. */
export type Extra = (context: RequestContext) => Child;

/** The content of these functions for one response. */
export function toExtras(extras: readonly Extra[], context: RequestContext): Child[] {
  return extras.map((make) => make(context)).filter((content) => content != null);
}

/** Headers that make the browser leave the page before it shows the content. */
const LEAVES = /^hx-(redirect|refresh|location)$/i;

/** Adds extras to a reply that the user will see. */
export function withExtras(
  reply: Reply,
  exchange: Exchange,
  extras: readonly Extra[],
): Maybe<Reply> {
  const { content, status, headers } = reply;
  if (extras.length === 0 || status === 204 || exchange.isSessionLost) return reply;
  if (headers.some(({ name }) => LEAVES.test(name))) return reply;
  const isFragment = wantsFragment(exchange.req.headers);
  if (content.kind !== "page" && !(content.kind === "text" && isFragment)) return reply;
  return then(exchange.openAhead(extras), () => {
    const more = toExtras(extras, exchange.context);
    if (more.length === 0) return reply;
    const parts = content.kind === "page" ? content.parts : [content.text];
    return { ...reply, content: { kind: "page", parts: [...parts, ...more] } };
  });
}
