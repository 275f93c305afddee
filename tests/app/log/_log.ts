import type { FastHTMLOptions } from "@fasthtml/fasthtml";
import type { LogEntry } from "@fasthtml/fasthtml/types";
import { newApp } from "../../http/_app.ts";

/** An application whose log is kept, its `rt`, and the entries so far. */
export function newLoggedApp(options: FastHTMLOptions = {}): ReturnType<typeof newApp> & {
  entries: LogEntry[];
} {
  const entries: LogEntry[] = [];
  return { ...newApp({ log: (entry) => entries.push(entry), ...options }), entries };
}

/** What is the same at each run: all but the id, and the times. */
export function toFacts({ id: _, time: __, ms: ___, ...facts }: LogEntry): Partial<LogEntry> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined && value !== false),
  );
}
