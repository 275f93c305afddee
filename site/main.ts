/** Serves the site: `deno task site`. */
import { serve } from "@fasthtml/fasthtml";
import { siteApp } from "./app.ts";

const { app } = await siteApp({ programs: true });

serve(app);
