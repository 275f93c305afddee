import type { LogEntry } from "@fasthtml/fasthtml/types";

/** What the programs of docs/troubleshooting.md have logged; the test empties it. */
export const entries: LogEntry[] = [];

/** The options that a test adds to those of a program. */
export const HEARD = {
  log: (entry: LogEntry): void => void entries.push(entry),
  secretKey: "known-to-everybody-and-for-tests-alone",
};
