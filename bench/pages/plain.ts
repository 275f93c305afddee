/** Data and text on bare `Deno.serve`, with the one header that they need. */
import { offer } from "../program.ts";

offer((request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/json") return Response.json({ message: "Hello, World!" });
  if (pathname === "/plaintext") return new Response("Hello, World!");
  return new Response("Not Found", { status: 404 });
});
