/** The menu of learn. */
import type { Section } from "./types.ts";

/** Install, the tutorial, and what to read next. */
export const learn: Section = {
  title: "Learn",
  pages: [
    {
      file: "tutorial.md",
      title: "A project made by `new`",
      keywords: ["getting started", "new project", "scaffold", "template"],
      story: "tests/cli/tutorial_test.ts follows it",
    },
  ],
};
