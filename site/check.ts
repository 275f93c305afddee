/**
 * Checks all links and anchors of the site, and those into the repository: `deno task site:check`.
 * Links to other sites are listed, and never fail.
 */
import { siteApp } from "./app.ts";
import { checkSite } from "./links_check.ts";

const { problems, outside, pages } = await checkSite(await siteApp());
const lines = [
  ...problems,
  `${pages} pages, ${problems.length} problems, ${outside.length} links to other sites:`,
  ...outside,
];
Deno.stdout.writeSync(new TextEncoder().encode(`${lines.join("\n")}\n`));
if (problems.length > 0) Deno.exitCode = 1;
