/**
 * Writes the site as static files: `deno task site:build [folder] [--version v0.1] [--base /docs]
 * [--origin URL]`. The newest version is at the root of the folder, an older one below `/v0.1/`: its
 * pages name those of the newest as canonical. `deno task site:pictures` takes the pictures that its
 * cards show.
 */
import { ExportError, exportSite } from "@fasthtml/fasthtml/ext/export";
import { parseArgs } from "node:util";
import { siteApp } from "./app.ts";
import { Cards } from "./cards.ts";
import { toFolder, toVersion } from "./versions.ts";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: {
    base: { type: "string", default: "" },
    origin: { type: "string" },
    version: { type: "string" },
  },
});
const root = values.base.replace(/\/+$/, "");
if (root !== "" && !/^(?:\/[\w.-]+)+$/.test(root)) {
  throw new RangeError(`Cannot build the site: base is "${values.base}", expected such as "/docs"`);
}
const version = values.version === undefined ? undefined : toVersion(values.version);
const folder = (positionals[0] ?? "dist") + (version === undefined ? "" : toFolder(version));
const cards = new Cards();
const { app, paths, origin, base, cardPages, isOther } = await siteApp({
  base: root,
  ...version !== undefined && { version },
  ...values.origin && { origin: values.origin },
  cards,
});
if (!await cards.take(cardPages)) {
  print("Without pictures for other sites: there is no Chromium (set CHROMIUM)");
}
try {
  const { pages, bytes, files, left } = await exportSite(app, folder, {
    from: paths,
    basePath: base,
    origin,
    skip: isOther,
    timeout: 600, // A machine that builds may be busy.
  });
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  print(`${folder}: ${pages} pages in ${files.length} files, ${size}`);
  const own = left.filter((file) => !isOther(`${root}/${file}`));
  if (own.length > 0) print(`Not of this site: ${own.slice(0, 10).join(", ")}`);
} catch (error) {
  if (!(error instanceof ExportError)) throw error;
  print(error.message);
  Deno.exitCode = 1;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
