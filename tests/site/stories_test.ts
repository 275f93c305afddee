import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { sections } from "../../site/menu/mod.ts";
import { PROGRAMS } from "../../site/gallery/list.ts";
import type { Story } from "../../site/story.ts";
import { needing } from "../_needs.ts";
import { filesOf, ROOT } from "../house/_files.ts";
import { closeBrowser, runStory } from "./_stage.ts";

Deno.test.afterAll(closeBrowser);

const pages = sections.flatMap((section) => section.pages);

const toName = (file: string) => file.replace(/\.md$/, "");

for (const { file } of pages.filter(({ story }) => story === true)) {
  const name = toName(file);
  // Playwright keeps timers and its driver's pipes until the browser is closed.
  const sanitizers = { sanitizeOps: false, sanitizeResources: false };
  Deno.test(
    { ...needing(["chromium"], `docs/${file} does what it says`), ...sanitizers },
    async () => {
      const { default: story }: { default: Story } = await import(
        `../../site/stories/${name}.ts`
      );
      await runStory(story, { name, markdown: await Deno.readTextFile(`${ROOT}docs/${file}`) });
    },
  );
}

for (const gallery of PROGRAMS) {
  const name = `gallery/${gallery.file}`;
  const sanitizers = { sanitizeOps: false, sanitizeResources: false };
  Deno.test(
    { ...needing(["chromium"], `examples/${name}.ts does what it says`), ...sanitizers },
    async () => {
      const { default: story }: { default: Story } = await import(
        `../../site/stories/${name}.ts`
      );
      await runStory(story, { name, markdown: "", gallery });
    },
  );
}

Deno.test("the menu has each page of docs/ once", () => {
  const files = filesOf(/\.md$/, "docs").map((file) => file.slice("docs/".length));
  deepStrictEqual(pages.map(({ file }) => file).sort(), files);
});

Deno.test("a page has a story, or the menu says why it has none", () => {
  const wrong = pages.filter(({ file, story }) =>
    existsSync(`${ROOT}site/stories/${toName(file)}.ts`) !== (story === true) || story === ""
  );
  deepStrictEqual(wrong, []);
});

Deno.test("a story is that of a page, or of a program of the gallery", () => {
  const files = filesOf(/\.ts$/, "site/stories").map((file) =>
    file.replace(/^site\/stories\/(.*)\.ts$/, "$1.md")
  );
  const programs = PROGRAMS.map(({ file }) => `gallery/${file}.md`);
  const isOfPage = (file: string) => programs.includes(file) || existsSync(`${ROOT}docs/${file}`);
  deepStrictEqual(files.filter((file) => !isOfPage(file)), []);
});
