/** A program with no options, and no environment of its own. */
import { fastApp, serve } from "@fasthtml/fasthtml";

Deno.env.delete("HOST");
Deno.env.delete("PORT");

const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
rt("/", () => "here");

serve(app, { port: 0 });
