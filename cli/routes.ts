/** `routes`: what an application answers. */
import { FastHTML, type RoutePlan } from "../mod.ts";
import { print } from "./print.ts";

const COLUMNS = ["VERBS", "PATH", "NAME", "PARAMETERS", "GUARDS"];

/** Prints the routes of the application that a module exports; throws where it exports none. */
export async function printRoutes(file: string): Promise<void> {
  const exported: Record<string, unknown> = await import(toUrl(file));
  const app = Object.values(exported).find((value) => value instanceof FastHTML);
  if (!app) {
    const names = Object.keys(exported).join(", ") || "nothing";
    throw new TypeError(
      `Cannot list the routes of ${file}: it exports ${names}, expected the application: export { app }`,
    );
  }
  const rows = [COLUMNS, ...app.routes.map(toRow)];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows) {
    print(row.map((text, i) => text.padEnd(widths[i]!)).join("  ").trimEnd());
  }
}

function toUrl(file: string): string {
  return new URL(file, `file://${Deno.cwd()}/`).href;
}

function toRow({ route, guards }: RoutePlan): string[] {
  const declared = route.signature.slots.map(({ name }) => name);
  return [
    route.verbs.join(","),
    route.path,
    route.name || "-",
    [...new Set([...route.names, ...declared])].join(", ") || "-",
    guards.map(({ handler }) => handler.name || "(unnamed)").join(", ") || "-",
  ];
}
