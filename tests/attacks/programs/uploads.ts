/** A program that keeps little of uploads on disk, and waits as long as it is told. */
import { fastApp, serve } from "@fasthtml/fasthtml";

const bodyTimeout = Number(Deno.env.get("BODY_TIMEOUT") ?? 60);

const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  limits: { spoolAbove: 1_000, maxSpooled: 100_000, bodyTimeout },
});
rt("/ok", () => "ok");
rt.post("/up", { f: File }, ({ f }) => `${f.size} bytes`);

serve(app);
