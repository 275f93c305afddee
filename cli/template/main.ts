/** {{name}}: the application, its options and its pages. */
import { fastApp, Link, serve } from "@fasthtml/fasthtml";
import { theme, ui } from "@fasthtml/fasthtml/ext/ui";
import { db } from "./db.ts";
import { about } from "./pages/about.ts";
import { accounts, guards } from "./pages/accounts.ts"; // --auth
import { notePages } from "./pages/notes.ts";
import css from "./style.css" with { type: "text" };

export const { app, rt } = fastApp({
  ...ui({
    theme: theme({ from: "paper", primary: "#3451b2" }), // each pair of colors has its contrast
    css,
    hdrs: Link({ rel: "icon", href: "/icon.svg" }),
    before: guards, // --auth
  }),
  title: "{{name}}",
  session: { secretFile: "data/.sesskey" }, // unless FASTHTML_SECRET is set
  health: () => db.q("SELECT 1"), // for the host, at /_fasthtml/health
  trustProxy: Number(Deno.env.get("PROXIES") ?? 0), // how many proxies are in front of it
  live: Deno.env.get("LIVE") === "1", // as `deno task dev` sets it
});

notePages.toApp(app);
about.toApp(app);
accounts.toApp(app); // --auth

serve(app);
