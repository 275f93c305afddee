/**
 * Takes the pictures of the gallery's cards, by the stories of its programs: run it before the site
 * is built. `deno task site:pictures [name …]`
 */
import { fileURLToPath } from "node:url";
import { PROGRAMS } from "../../site/gallery/list.ts";
import { PICTURES } from "../../site/gallery/pages.ts";
import type { Story } from "../../site/story.ts";
import { runStory } from "./_stage.ts";

const names = Deno.args;
const pictures = fileURLToPath(new URL("..", PICTURES)).replace(/\/$/, "");
for (const gallery of PROGRAMS) {
  if (names.length > 0 && !names.includes(gallery.file)) continue;
  const name = `gallery/${gallery.file}`;
  const { default: story }: { default: Story } = await import(`../../site/stories/${name}.ts`);
  try {
    await runStory(story, { name, markdown: "", gallery, pictures });
    Deno.stdout.writeSync(new TextEncoder().encode(`${name}\n`));
  } catch (error) {
    Deno.stdout.writeSync(
      new TextEncoder().encode(`${name}: ${error} ${(error as Error).cause}\n`),
    );
    Deno.exitCode = 1;
  }
}
