/** A small program of Hono. */
import { Hono } from "hono";

const app = new Hono();

app.get("/", (c) => c.html("<p>Hello, World!</p>"));

Deno.serve({ port: 0, hostname: "127.0.0.1" }, app.fetch);
