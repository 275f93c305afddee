/** A small program of this project. */
import { fastApp, P, serve } from "@fasthtml/fasthtml";

const { app, rt } = fastApp({ secretKey: "a secret of the bench, which no environment has" });

rt("/", () => P("Hello, World!"));

serve(app, { port: 0, host: "127.0.0.1" });
