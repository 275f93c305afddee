/** A program that keeps little of uploads on disk. */
import { fastApp, serve } from "@fasthtml/fasthtml";

const { app, rt } = fastApp({
  secretKey: "x".repeat(32),
  limits: { spoolAbove: 1_000, maxSpooled: 100_000 },
});
rt("/ok", () => "ok");
rt.post("/up", { f: File }, ({ f }) => `${f.size} bytes`);

serve(app);
