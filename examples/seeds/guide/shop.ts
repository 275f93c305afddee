/** Organizing routes: a router of another file, and an application below a path. */
import { fastApp, P, serve } from "@fasthtml/fasthtml";
import { help, productsRouter } from "./products.ts";

export const { app, rt } = fastApp();

rt(function index() {
  return P("Shop");
});

productsRouter.toApp(app);
app.mount("/help", help);

serve(app);
