/**
 * Writes the site as static files: `deno task site:build [folder] [--base /v0.1] [--origin URL]`. A
 * version goes below a base of its own, and its pages name those of the newest as canonical.
 */
import { ExportError, exportSite } from "@fasthtml/fasthtml/ext/export";
import { parseArgs } from "node:util";
import { siteApp } from "./app.ts";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { base: { type: "string", default: "" }, origin: { type: "string" } },
});
const base = values.base.replace(/\/+$/, "");
if (base !== "" && !/^(?:\/[\w.-]+)+$/.test(base)) {
  throw new RangeError(`Cannot build the site: base is "${values.base}", expected such as "/v0.1"`);
}
const folder = positionals[0] ?? "dist";
const { app, paths, origin } = await siteApp({
  base,
  ...values.origin && { origin: values.origin },
});
try {
  const { pages, bytes, files, left } = await exportSite(app, folder, {
    from: paths,
    basePath: base,
    origin,
  });
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  print(`${folder}: ${pages} pages in ${files.length} files, ${size}`);
  if (left.length > 0) print(`Not of this site: ${left.slice(0, 10).join(", ")}`);
} catch (error) {
  if (!(error instanceof ExportError)) throw error;
  print(error.message);
  Deno.exitCode = 1;
}

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
