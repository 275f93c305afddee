/** A program that shows as a toast what a client sent as JSON. */
import { addToast, fastApp, P, serve, setupToasts } from "@fasthtml/fasthtml";

const { app, rt } = fastApp({ secretKey: "x".repeat(32) });
setupToasts(app);
rt.post("/toast", async ({ req, session }) => {
  addToast(session, (await req.json()).text);
  return P("shown");
});
rt.get("/ok", () => "ok");

serve(app);
