/** The menu of guides. */
import type { Section } from "./types.ts";

/** One task each. */
export const guides: Section = {
  title: "Guides",
  pages: [],
};
