/** The menu of what the foot of each page links to. */
import type { Section } from "./types.ts";

/** Pages that the foot of each page links to. */
export const more: Section = {
  title: "More",
  pages: [],
};
