import { type Child, FastHTML, P } from "../../../mod.ts";

/** What an application with parts in its head serves. */
export interface Head {
  /** The files of packages that the head names, each asked for: its status and type. */
  readonly files: Readonly<Record<string, string>>;
  /** The modules in the head; versions are left out, as they are in `files`. */
  readonly modules: readonly string[];
}

/** Serves parts of a head, and asks for each file that they name. */
export async function serveHead(hdrs: Child): Promise<Head> {
  const app = new FastHTML({ hdrs, defaultHdrs: false });
  app.get("/", () => P());
  const page = await (await app.request("/")).text();
  const files: Record<string, string> = {};
  for (const [url] of page.matchAll(/(?<=")\/_fasthtml\/npm\/[^"]+/g)) {
    const { status, headers, body } = await app.request(url);
    await body?.cancel();
    files[withoutVersion(url)] = `${status} ${headers.get("content-type")}`;
  }
  const modules = page.matchAll(/<script type="module">([^]*?)<\/script>/g);
  return { files, modules: [...modules].map(([, code]) => withoutVersion(code!)) };
}

function withoutVersion(text: string): string {
  return text.replaceAll(/(?<=\/_fasthtml\/npm\/(@[^/]+\/)?[^/@]+)@[\d.]+/g, "");
}
