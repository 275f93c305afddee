/** The menu of migrate. */
import type { Section } from "./types.ts";

/** For those who know another framework. */
export const migrate: Section = {
  title: "Migrate",
  pages: [
    {
      file: "porting.md",
      title: "From FastHTML in Python",
      keywords: ["python", "port", "fasthtml python", "differences"],
      story: "tests/parity/ compares both",
    },
  ],
};
