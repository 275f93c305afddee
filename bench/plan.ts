/** What one run of the bench measures, and for how long. */
import { ROOT, type Version } from "./processes.ts";

/** What one run of the bench measures, and for how long. */
export interface Plan {
  /** Whether fewer rounds do. */
  quick: boolean;
  /** The older version of this project that is measured in place of all others. */
  against: Version | undefined;
  /** Whether a figure is asked for, by its name or by that of its part. */
  isWanted(name: string): boolean;
}

/** Where a program of a comparison is. */
export interface Place {
  name: string;
  /** The name of its program: in another version it is ours, too. */
  subject: string;
  file: string;
  root: string;
}

/** This project's program and those of others; or of this project in two versions. */
export function toPlaces(
  programs: Readonly<Record<string, string>>,
  against: Version | undefined,
): Place[] {
  const places = Object.entries(programs).map(([name, file]) => ({
    name,
    subject: name,
    file,
    root: ROOT,
  }));
  return against ? [places[0], { ...places[0], ...against }] : places;
}
