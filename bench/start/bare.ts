/**
 * A small program without a library.
 *
 * @module
 */

const headers = { "content-type": "text/html; charset=utf-8" };

Deno.serve(
  { port: 0, hostname: "127.0.0.1" },
  () => new Response("<p>Hello, World!</p>", { headers }),
);
