/** Attacks that are more than one message: by id, or by kind. */
import type { Target } from "./target.ts";
import type { Case } from "./types.ts";

/** Carries out an attack, and says what is wrong; nothing means that the program is safe. */
export type Driver = (attack: Case, target: Target) => Promise<string[]>;

/** The drivers. */
export const DRIVERS: Readonly<Record<string, Driver>> = {};
