/** One page. */
import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({
  htmlAttrs: { lang: "en" },
  session: { secretFile: "data/.sesskey" }, // unless FASTHTML_SECRET is set
  health: true, // for the host, at /_fasthtml/health
  trustProxy: Number(Deno.env.get("PROXIES") ?? 0), // how many proxies are in front of it
  live: Deno.env.get("LIVE") === "1", // as `deno task dev` sets it
});

rt("/", () => Titled("{{name}}", P("Hello, World!")));

serve(app);
