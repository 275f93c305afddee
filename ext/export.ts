/**
 * Static export: requests the pages of an application, follows their links, and writes what it finds
 * as files for a web server that runs no program.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import type { FastHTML } from "../mod.ts";
import { crawl } from "./export/crawl.ts";
import type { CrawledSite, SiteProblem } from "./export/types.ts";
import { writeFiles } from "./export/write.ts";

export type { CrawledSite, SiteProblem, SiteProblemKind } from "./export/types.ts";

/** Options of {@linkcode exportSite} and {@linkcode crawlSite}. */
export interface ExportOptions {
  /**
   * The paths to start from, below `basePath`. Default: `["/"]`. `/robots.txt`, `/sitemap.xml`,
   * `/favicon.ico` and the page for 404 are exported where the application has them.
   */
  from?: readonly string[];
  /**
   * The origin of the exported site. Absolute URLs of it are the site's own, and handlers see it in
   * `url`. Default: `http://localhost`.
   */
  origin?: string;
  /**
   * The path below which the folder will be served, such as `/v1`, and the option `basePath` of the
   * application. URLs outside of it are other sites. Default: `""`.
   */
  basePath?: string;
  /** Returns true for paths that are not exported, such as those of live examples. */
  skip?: (path: string) => boolean;
  /** Returns true for a problem that does not stop the export. Default: every problem stops it. */
  accept?: (problem: SiteProblem) => boolean;
  /** Seconds that a response may take. Default: 30. */
  timeout?: number;
  /** The number of URLs that may be requested: links may go on without an end. Default: 10,000. */
  limit?: number;
}

/** What an export wrote. */
export interface ExportedSite {
  /** The names of all files of the site, sorted. */
  readonly files: readonly string[];
  /** The number of pages among them. */
  readonly pages: number;
  /** The size of all files. */
  readonly bytes: number;
  /** The files that did not exist or had other content. */
  readonly changed: readonly string[];
  /** Files in the folder that do not belong to the site, such as those of an older export. */
  readonly left: readonly string[];
}

/**
 * An export that wrote nothing, because of the problems.
 *
 * @example
 * ```ts
 * import { A, fastApp } from "@fasthtml/fasthtml";
 * import { ExportError, exportSite } from "@fasthtml/fasthtml/ext/export";
 * import { rejects } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", () => A({ href: "/lost" }, "A page that is not there"));
 * await rejects(exportSite(app, "dist"), ExportError);
 * ```
 */
export class ExportError extends Error {
  /** What can't be exported. */
  readonly problems: readonly SiteProblem[];

  /** Takes the message, and the problems that it lists. */
  constructor(message: string, problems: readonly SiteProblem[]) {
    super(message);
    this.name = "ExportError";
    this.problems = problems;
  }
}

const checkOptions = makeOptionCheck<ExportOptions>("export the site", {
  from: true,
  origin: true,
  basePath: true,
  skip: true,
  accept: true,
  timeout: true,
  limit: true,
});

/**
 * Exports an application as static files: `/guide/` becomes `guide/index.html`. It starts at `from`
 * and follows links, images, `srcset`, style sheets, imports of scripts and the site map.
 *
 * All responses come first. If something can't be static, it throws an {@linkcode ExportError} that
 * lists every problem, and writes nothing. It removes no files. The same responses give the same
 * bytes. A Content-Security-Policy with nonces becomes a `<meta>` element with hashes.
 *
 * @example
 * ```ts
 * import { A, fastApp, P } from "@fasthtml/fasthtml";
 * import { exportSite } from "@fasthtml/fasthtml/ext/export";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp({ defaultHdrs: false });
 * rt("/", () => A("About", { href: "/about/" }));
 * rt("/about/", () => P("A bakery"));
 *
 * const folder = await Deno.makeTempDir();
 * const { files } = await exportSite(app, folder);
 * deepStrictEqual(files, ["404.html", "about/index.html", "index.html"]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function exportSite(
  app: FastHTML,
  folder: string | URL,
  options: ExportOptions = {},
): Promise<ExportedSite> {
  const { files, pages, problems } = await crawlSite(app, options);
  if (problems.length > 0) {
    throw new ExportError(
      `Cannot export the site: ${problems.length} problems, expected none\n${toList(problems)}`,
      problems,
    );
  }
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  return { files: [...files.keys()], pages, bytes, ...await writeFiles(folder, files) };
}

/**
 * Does the same as {@linkcode exportSite}, but writes no files and returns the problems instead of
 * throwing them. Use it to check a site for broken links and anchors.
 *
 * @example
 * ```ts
 * import { A, fastApp } from "@fasthtml/fasthtml";
 * import { crawlSite } from "@fasthtml/fasthtml/ext/export";
 * import { deepStrictEqual } from "node:assert";
 *
 * const { app, rt } = fastApp();
 * rt("/", () => A("About", { href: "/abuot/" }));
 *
 * const { problems } = await crawlSite(app);
 * deepStrictEqual(problems.map(({ url, message }) => `${url}: ${message}`), [
 *   "/abuot/: the status is 404, expected 200",
 * ]);
 * ```
 */
export async function crawlSite(app: FastHTML, options: ExportOptions = {}): Promise<CrawledSite> {
  checkOptions(options);
  const {
    from = ["/"],
    basePath = "",
    timeout = 30,
    limit = 10_000,
    skip = never,
    accept = never,
  } = options;
  if (app.live) {
    throw new Error(
      "Cannot export the site: the application has live reload, expected one without `live`",
    );
  }
  if (!/^(?:\/[\w.~-]+)*$/.test(basePath)) {
    throw new SyntaxError(
      `Cannot export the site: basePath is "${basePath}", expected a path such as "/v1"`,
    );
  }
  const wrong = from.find((path) => !path.startsWith("/") || path.startsWith("//"));
  if (wrong !== undefined) {
    throw new SyntaxError(
      `Cannot export the site: "${wrong}" in from, expected a path such as "/guide/"`,
    );
  }
  if (!(timeout > 0 && timeout <= 86_400)) {
    throw new RangeError(
      `Cannot export the site: timeout is ${timeout}, expected seconds up to 86400`,
    );
  }
  if (!(limit >= 1)) {
    throw new RangeError(`Cannot export the site: limit is ${limit}, expected a positive number`);
  }
  const origin = toOrigin(options.origin ?? "http://localhost");
  const site = await crawl(app, { from, origin, basePath, skip, timeout, limit });
  return { ...site, problems: site.problems.filter((problem) => !accept(problem)) };
}

const never = () => false;

/** Problems that a message lists; the error has all of them. */
const LISTED = 100;

function toList(problems: readonly SiteProblem[]): string {
  const lines = problems.slice(0, LISTED).map(({ url, from, message }) =>
    `- ${url}${from === undefined ? "" : ` (linked from ${from})`}: ${message}`
  );
  if (problems.length > LISTED) lines.push(`- and ${problems.length - LISTED} more`);
  return lines.join("\n");
}

function toOrigin(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol.startsWith("http") && url.origin === text.replace(/\/$/, "")) return url.origin;
  throw new SyntaxError(
    `Cannot export the site: origin is "${text}", expected one such as "https://example.com"`,
  );
}
