/** Writes `docs/troubleshooting.md`: `deno task site:messages`. */
import { formatMarkdown, troublesPage } from "./mod.ts";

const PAGE = new URL("../../docs/troubleshooting.md", import.meta.url);

if (import.meta.main) await Deno.writeTextFile(PAGE, await formatMarkdown(troublesPage()));
