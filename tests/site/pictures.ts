/**
 * Takes the pictures of cards, by the stories of pages and of the gallery's programs: run it before
 * the site is built. `deno task site:pictures [guides/upload_files gallery/todo …]`
 */
import { fileURLToPath } from "node:url";
import { PROGRAMS } from "../../site/gallery/list.ts";
import { PICTURES } from "../../site/gallery/pages.ts";
import { sections } from "../../site/menu/mod.ts";
import type { Story } from "../../site/story.ts";
import { ROOT } from "../house/_files.ts";
import { closeBrowser, runStory, type StoryOptions } from "./_stage.ts";

const pictures = fileURLToPath(new URL("..", PICTURES)).replace(/\/$/, "");
const pages = sections.flatMap((section) => section.pages)
  .filter(({ story }) => story === true)
  .map(({ file }): StoryOptions => ({
    name: file.replace(/\.md$/, ""),
    markdown: Deno.readTextFileSync(`${ROOT}docs/${file}`),
  }));
const programs = PROGRAMS.map((gallery): StoryOptions => ({
  name: `gallery/${gallery.file}`,
  markdown: "",
  gallery,
}));
for (const options of [...pages, ...programs]) {
  const { name } = options;
  if (Deno.args.length > 0 && !Deno.args.includes(name)) continue;
  const { default: story }: { default: Story } = await import(`../../site/stories/${name}.ts`);
  try {
    await runStory(story, { ...options, pictures });
    print(name);
  } catch (error) {
    print(`${name}: ${error} ${(error as Error).cause}`);
    Deno.exitCode = 1;
  }
}
await closeBrowser();

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
