/**
 * `deno task pictures` takes a picture of each page of the component book and of the showcase, light
 * and dark, on a desktop and on a phone, and compares it with the one that was last accepted. It
 * ends with 1 where one differs, and leaves what it saw in a folder. `--accept` accepts what it sees.
 * `--accepted` names another folder, and `program.ts=/a,/b` a program and its paths.
 *
 * @module
 */
// deno-lint-ignore-file no-console -- printing is what it is run for
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openBrowser } from "../browser/_browser.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { compare } from "./picture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BOOK = "/,/actions,/data,/forms,/navigation,/overlays,/text,/dashboard,/login,/landing";
/** Pages that are the same each time. */
const SHOWCASE = [
  `examples/showcase/components.ts=${BOOK}`,
  "examples/showcase/dashboard.ts=/",
  "examples/showcase/shop.ts=/,/kites/aurora",
  "examples/showcase/blog.ts=/,/posts/words",
  "examples/showcase/monsterui.ts=/",
];
/** What keeps the programs from changing by themselves. */
const ENV = { SALES_DB: ":memory:", SHOP_DB: ":memory:", EVERY: "1000000000" };
const STILL = fileURLToPath(new URL("still.ts", import.meta.url));
const SCREENS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const SCHEMES = ["light", "dark"] as const;

/** Waits for fonts, and for images that a browser loads when they are scrolled to. */
const LOADED = `Promise.all([document.fonts.ready, ...[...document.images].map((image) => {
  image.loading = "eager";
  return image.decode();
})]).then(() => {})`;

/** The share of pixels that may differ: those at the edge of a letter. */
const TOLERANCE = 0.001;

const { values: { accept, accepted: folder }, positionals } = parseArgs({
  options: {
    accept: { type: "boolean" },
    accepted: { type: "string", default: join(ROOT, "tests/fixtures/pictures") },
  },
  allowPositionals: true,
});
const programs = positionals.length > 0 ? positionals : SHOWCASE;
const seenIn = await Deno.makeTempDir({ prefix: "pictures-" });
await Deno.mkdir(folder, { recursive: true });
const differing: string[] = [];
let count = 0;
for (const program of programs) {
  for await (const [name, png] of take(program)) {
    count++;
    const file = join(folder, name);
    if (accept) await Deno.writeFile(file, png);
    else {
      const why = await findDifference(file, png, join(seenIn, name));
      if (why) differing.push(`${name}: ${why}`);
    }
  }
}
for (const line of differing) console.log(line);
const verb = accept ? "accepted" : "compared";
console.log(`${count} pictures ${verb}, ${differing.length} differ`);
if (differing.length > 0) console.log(`What was seen is in ${seenIn}`);
else await Deno.remove(seenIn, { recursive: true });
Deno.exitCode = differing.length > 0 ? 1 : 0;

/** Takes the pictures of a program, each with its name. */
async function* take(program: string): AsyncGenerator<[name: string, png: Uint8Array]> {
  const [file, paths] = program.split("=") as [string, string];
  const start = file.split("/").at(-1)!.replace(/\.ts$/, "");
  await using temp = await tempFolder();
  const args = ["run", "-A", `--preload=${STILL}`, resolve(ROOT, file)];
  await using server = await startProgram(args, { cwd: temp.path, env: ENV });
  const browser = await openBrowser();
  try {
    for (const [screen, viewport] of Object.entries(SCREENS)) {
      // Half of the size shows as much, in a quarter of the bytes.
      const page = await browser.newPage({
        viewport,
        deviceScaleFactor: 0.5,
        reducedMotion: "reduce",
        baseURL: server.origin,
      });
      for (const path of paths.split(",")) {
        for (const scheme of SCHEMES) {
          const name = `${start}${path.replaceAll("/", "-").replace(/-$/, "")}-${screen}-${scheme}`;
          yield [`${name}.png`, await picture(page, path, scheme)];
        }
      }
    }
  } finally {
    await browser.close();
  }
}

async function picture(
  page: Page,
  path: string,
  colorScheme: typeof SCHEMES[number],
): Promise<Uint8Array> {
  await page.emulateMedia({ colorScheme });
  await page.goto(path);
  await page.evaluate(LOADED);
  return await page.screenshot({ fullPage: true, animations: "disabled", caret: "hide" });
}

/** What is to be said of a picture; it is then kept, with what differs. */
async function findDifference(
  file: string,
  png: Uint8Array,
  kept: string,
): Promise<string | undefined> {
  const before = await Deno.readFile(file).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  const difference = before && compare(before, png);
  if (difference && difference.share <= TOLERANCE) return;
  await Deno.writeFile(kept, png);
  if (!before) return "it is new";
  if (!difference) return "it has another size";
  await Deno.writeFile(kept.replace(/\.png$/, "-difference.png"), difference.picture);
  return `${(100 * difference.share).toFixed(1)} % differ`;
}
