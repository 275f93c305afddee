/** The menu of what the foot of each page links to. */
import type { Section } from "./types.ts";

/** Pages that the foot of each page links to. */
export const more: Section = {
  title: "More",
  pages: [
    {
      file: "faq.md",
      title: "FAQ",
      keywords: ["faq", "why", "JSX", "React", "Node.js", "Bun", "ORM", "Drizzle", "help"],
      story: "it has no program",
    },
    {
      file: "troubleshooting.md",
      keywords: ["error message", "debugging", "fix", "does not work", "problem", "exception"],
      story: "tests/site/troubleshooting_test.ts runs its programs",
    },
    {
      file: "glossary.md",
      keywords: ["terms", "definition", "meaning", "what is"],
      story: "it has no program",
    },
  ],
};
