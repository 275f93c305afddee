/** ETags of responses that have none, and 304 where the client has that response. */
import { hash } from "node:crypto";
import type { Middleware } from "../middleware.ts";
import { isFresh } from "../reply/negotiate.ts";
import { isRead } from "../verbs.ts";
import { readWhole } from "./whole_body.ts";

/**
 * Makes middleware that gives each response to GET and HEAD an `ETag` of its bytes, and answers 304
 * to a client that has them. The handler runs all the same: `ifChanged()` spares that, too.
 *
 * Left as they are: streams, what is larger than 1 MiB, and what sets a cookie or may not be stored.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { etag } from "@fasthtml/fasthtml/middleware";
 * import { strictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ middleware: etag() });
 * rt("/", () => P("The same as ever"));
 * const tag = (await app.request("/")).headers.get("etag")!;
 * strictEqual((await app.request("/", { headers: { "if-none-match": tag } })).status, 304);
 * ```
 */
export function etag(): Middleware {
  return async (request, next) => {
    const response = await next(request);
    if (!isRead(request.method) || !mayTag(response)) return response;
    const known = response.headers.get("etag");
    const made = known === null ? await withTag(response) : response;
    const tag = known ?? made.headers.get("etag") ?? undefined;
    return isFresh(request.headers, tag, undefined) ? toNotModified(made) : made;
  };
}

/** Whether a response may be kept and compared: no event stream, which may not be stored either. */
function mayTag({ status, headers, body }: Response): boolean {
  return status === 200 && body !== null && !headers.has("set-cookie") &&
    !/no-store/i.test(headers.get("cache-control") ?? "") &&
    !/^text\/event-stream/i.test(headers.get("content-type") ?? "");
}

async function withTag(response: Response): Promise<Response> {
  const body = await readWhole(response.body!);
  const made = new Response(body, response);
  if (body instanceof Uint8Array) made.headers.set("etag", `"${hash("sha1", body, "base64url")}"`);
  return made;
}

/** The same without its content, which the client has (RFC 9110, 15.4.5). */
function toNotModified({ headers, body }: Response): Response {
  void body?.cancel();
  const made = new Response(null, { status: 304, headers });
  made.headers.delete("content-type");
  made.headers.delete("content-length");
  return made;
}
