/** The smallest program: `deno run -A examples/hello.ts` prints a link. */
import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt("/", () => Titled("Hello", P("Hello, World!")));

serve(app);
