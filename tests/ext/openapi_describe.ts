/** Prints a document of all routes of a program. */
import { openapi } from "../../ext/openapi.ts";
import type { FastHTML } from "../../mod.ts";

const { app }: { app: FastHTML } = await import(Deno.args[0]!);
const document = openapi(app, { all: true, path: false }).toDocument();
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(document)));
Deno.exit();
