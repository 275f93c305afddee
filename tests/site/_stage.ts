import { deepStrictEqual } from "node:assert";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "@fasthtml/fasthtml";
import type { Browser, Locator, Page } from "playwright-core";
import { blocksOf, programsOf } from "../../site/programs.ts";
import type {
  OpenOptions,
  PictureOptions,
  Stage,
  Story,
  StoryPage,
  StoryProgram,
  StoryStart,
} from "../../site/story.ts";
import { type GalleryProgram, toName } from "../../site/gallery/list.ts";
import { RUN } from "../../site/gallery/run.ts";
import { openBrowser, watch } from "../browser/_browser.ts";
import { startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a program of a page finds in its environment. */
const ENV = { FASTHTML_SECRET: "known-to-everybody-and-for-stories-alone" };

/** Milliseconds until what a story waits for fails it: a busy machine is slow, above all at hashes. */
const PATIENCE = 120_000;

/** How large the picture of a card is, and how large it may be to hold the whole page. */
const CARD = { width: 640, height: 400 }, MOST_WIDE = 1120;

/** Pixels above the element that a picture begins with: a header may stay there. */
const MARGIN = 76;

/** What a story is of. */
export interface StoryOptions {
  /** The page, whose programs it starts. */
  markdown: string;
  name: string;
  /** The folder for pictures. */
  pictures?: string;
  /** A program of the gallery instead: it runs below its prefix, as on the site. */
  gallery?: GalleryProgram;
}

/** The browser of this process: its start costs more than most stories. */
let shared: Promise<Browser> | undefined;

/** Returns the browser that stories share, also after one has crashed it. */
async function sharedBrowser(): Promise<Browser> {
  const browser = await shared?.catch(() => undefined); // One that did not open is tried again.
  return browser?.isConnected() ? browser : await (shared = openBrowser({ timeout: PATIENCE }));
}

/** Closes the shared browser, after the last story. */
export async function closeBrowser(): Promise<void> {
  const browser = shared;
  shared = undefined;
  await (await browser?.catch(() => undefined))?.close();
}

/**
 * Runs the story of a page, and ends what it has started. Pictures go to a folder if one is given,
 * as `<name>.png`; else none is taken.
 */
export async function runStory(
  story: Story,
  { markdown, name, pictures, gallery }: StoryOptions,
): Promise<void> {
  await using ends = new AsyncDisposableStack();
  const programs = programsOf(markdown), blocks = blocksOf(markdown);
  const started: StoryProgram[] = [];
  const watched: { problems: string[]; logs?: RegExp }[] = [];
  let browser: Promise<Browser> | undefined;
  // With all that the story has opened: cookies and pages are of one story.
  ends.defer(async () => {
    for (const context of (await browser)?.contexts() ?? []) await context.close();
  });

  const pick = <T>(all: readonly T[], n: number, what: string): T => {
    const found = all[n];
    if (found !== undefined) return found;
    throw new RangeError(`Cannot find ${what} ${n} of ${name}: it has ${all.length}`);
  };

  const start = async (n: number, { env, files = {} }: StoryStart = {}): Promise<StoryProgram> => {
    const folder = (ends.use(await tempFolder())).path;
    const main = { "main.ts": gallery ? mounted(gallery) : pick(programs, n, "program") };
    for (const [path, text] of Object.entries({ ...files, ...main })) {
      const file = resolve(folder, path);
      await Deno.mkdir(dirname(file), { recursive: true });
      await Deno.writeTextFile(file, text);
    }
    const args = ["run", "-A", `--config=${ROOT}deno.json`, `${folder}/main.ts`];
    const run = async (): Promise<StoryProgram> => {
      const program = ends.use(await startProgram(args, { cwd: folder, env: { ...ENV, ...env } }));
      const restart = async () => {
        await program.end();
        return await run();
      };
      const { printed } = program;
      const origin = program.origin + (gallery ? `${RUN}/${toName(gallery)}/` : "");
      started.push({ origin, folder, printed, restart });
      return started.at(-1)!;
    };
    return await run();
  };

  const open = async (n: number, options: OpenOptions = {}): Promise<StoryPage> => {
    browser ??= sharedBrowser();
    const program = await start(n, options);
    const page = await (await browser).newPage({
      baseURL: program.origin,
      viewport: CARD,
      deviceScaleFactor: 2,
    });
    page.setDefaultTimeout(PATIENCE);
    watched.push({ problems: watch(page), logs: options.logs });
    await page.goto(program.origin);
    return Object.assign(page, program);
  };

  const client = async (n: number, options?: StoryStart): Promise<Client> => {
    const { origin } = await start(n, options);
    // What a handler redirects to is for the client to see.
    const send = (request: Request) => fetch(request, { redirect: "manual" });
    return new Client({ fetch: send }, { baseUrl: origin });
  };

  const picture = async (page: Page, { name: part, from }: PictureOptions = {}): Promise<void> => {
    if (!pictures) return;
    const viewport = page.viewportSize()!;
    await frame(page, viewport, from);
    const image = await page.screenshot({ animations: "disabled", caret: "hide" });
    await page.setViewportSize(viewport);
    const file = `${pictures}/${name}${part ? `-${part}` : ""}.png`;
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeFile(file, image);
  };

  const stage: Stage = {
    program: (n) => pick(programs, n, "program"),
    block: (n) => pick(blocks, n, "block").text,
    start,
    open,
    client,
    picture,
  };
  try {
    await story(stage);
  } catch (error) {
    const printed = started.map((program) => program.printed()).join("");
    throw new Error(`The story of ${name} failed; its programs printed: ${printed}`, {
      cause: error,
    });
  }
  const found = watched.flatMap(({ problems, logs }) =>
    problems.filter((text) => !logs?.test(text))
  );
  deepStrictEqual(found, []);
}

/**
 * Shows the page from its beginning and, if it is not too long, to its end. No control is hovered.
 * An element to begin with is shown with a margin.
 */
async function frame(page: Page, viewport: typeof CARD, from?: Locator): Promise<void> {
  await page.mouse.move(0, 0);
  if (from) {
    await page.evaluate("scrollTo(0, 0)");
    const { y } = (await from.boundingBox())!;
    return await page.evaluate(`scrollTo(0, ${y - MARGIN})`);
  }
  const isCut = () => page.evaluate<boolean>("document.documentElement.scrollHeight > innerHeight");
  for (let { width, height } = viewport; await isCut(); width += 16, height += 10) {
    // A page that is longer than that is shown as large as others.
    const isLong = width > MOST_WIDE;
    await page.setViewportSize(isLong ? viewport : { width, height });
    if (isLong) break;
  }
  await page.evaluate("scrollTo(0, 0)");
}

/** A program that mounts one of the gallery, as the site does. */
function mounted({ file }: GalleryProgram): string {
  return `import { fastApp, serve } from "@fasthtml/fasthtml";
import { PROGRAMS } from "${new URL("../../site/gallery/list.ts", import.meta.url)}";
import { RUN, runPrograms } from "${new URL("../../site/gallery/run.ts", import.meta.url)}";

const { app } = fastApp({ csp: true, htmx: false, pico: false });
const programs = PROGRAMS.filter(({ file }) => file === "${file}");
app.mount(RUN, await runPrograms({ programs }));

serve(app);
`;
}
