import type { Target } from "../target.ts";
import type { Case } from "../types.ts";

/** Carries out an attack; throws, or says what is wrong, where the program is not safe. */
export type Driver = (attack: Case, target: Target) => unknown;

/** Drivers by the id of a case, or by a kind of cases. */
export type Drivers = Readonly<Record<string, Driver>>;
