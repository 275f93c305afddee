/** A program in development, which a request ends. */
import { fastApp, serve } from "@fasthtml/fasthtml";

const { app, rt } = fastApp({ live: true, secretKey: "x".repeat(32) });
rt.get("/ok", () => "ok");
rt.get("/crash", () => {
  // deno-lint-ignore no-console -- what no other site may read
  console.error("the password is hunter2");
  Deno.exit(1);
});

serve(app);
