/** The whole menu, in the order of the header. */
import { explanation } from "./explanation.ts";
import { guides } from "./guides.ts";
import { learn } from "./learn.ts";
import { migrate } from "./migrate.ts";
import { more } from "./more.ts";
import { reference } from "./reference.ts";
import type { Section } from "./types.ts";

/** The parts of the site. */
export const sections: readonly Section[] = [
  learn,
  guides,
  reference,
  explanation,
  migrate,
  more,
];
