/**
 * Prints the routes of the application that a module exports. It runs in its own process, with the
 * project's configuration. The project's version of this package made the application, so the
 * application is recognized by its members and not by its class.
 *
 * @module
 */
import type { FastHTML } from "../mod.ts";
import type { RoutePlan } from "../types.ts";

const COLUMNS = ["VERBS", "PATH", "NAME", "PARAMETERS", "GUARDS"];

const [file, url] = Deno.args as [file: string, url: string];
const exported: Record<string, unknown> = await import(url);
const app = Object.values(exported).find(isApp);
if (app) printTable([COLUMNS, ...app.routes.map(toRow)]);
else {
  const names = Object.keys(exported).join(", ") || "nothing";
  print(
    `Cannot list the routes of ${file}: it exports ${names}, expected the application: export { app }`,
    Deno.stderr,
  );
}
Deno.exit(app ? 0 : 1); // What the module has started would keep the process running.

function isApp(value: unknown): value is FastHTML {
  return typeof value === "object" && value !== null && "routes" in value &&
    Array.isArray(value.routes) && "request" in value && typeof value.request === "function";
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

function printTable(rows: string[][]): void {
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  for (const row of rows) {
    print(row.map((text, i) => text.padEnd(widths[i]!)).join("  ").trimEnd());
  }
}

function print(line: string, stream: typeof Deno.stdout | typeof Deno.stderr = Deno.stdout): void {
  stream.writeSync(new TextEncoder().encode(`${line}\n`));
}
