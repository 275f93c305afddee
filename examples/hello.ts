/** The smallest program: `deno run -A examples/hello.ts` prints a link. */
import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";

const { app, rt } = fastApp();

rt("/", () => Titled("Hello", P("Hello, World!")));

serve(app);
