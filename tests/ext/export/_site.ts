import { fastApp, type FastAppOptions } from "../../../mod.ts";
import { crawlSite } from "../../../ext/export.ts";

/** An application without the files that all pages load. */
export function bare(options: FastAppOptions = {}): ReturnType<typeof fastApp> {
  return fastApp({ defaultHdrs: false, ...options });
}

/** A response of a type. */
export function text(body: string, type: string): Response {
  return new Response(body, { headers: { "content-type": type } });
}

/** The problems of a site, each in a line. */
export async function problemsOf(...args: Parameters<typeof crawlSite>): Promise<string[]> {
  const { problems } = await crawlSite(...args);
  return problems.map(({ kind, url, from, message }) => `${kind} ${url} (${from}) ${message}`);
}

/** The files of a site as texts. */
export async function textsOf(
  ...args: Parameters<typeof crawlSite>
): Promise<Record<string, string>> {
  const { files } = await crawlSite(...args), decoder = new TextDecoder();
  return Object.fromEntries([...files].map(([name, bytes]) => [name, decoder.decode(bytes)]));
}
