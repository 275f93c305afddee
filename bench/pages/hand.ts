/**
 * The same responses by hand on bare `Deno.serve`, as a careful programmer writes them for these
 * requests alone. The text around the changing part, and the headers, are constants, read once from
 * this project's own responses so that the bytes are the same.
 *
 * @module
 */
import { escape } from "../table/hand.ts";
import { offer } from "../program.ts";
import { frame, learn, learnHeaders, toSentence } from "../answers.ts";
import { openFolder } from "./hand_files.ts";
import { openSession, seal } from "./hand_session.ts";

const [folder, origin] = Deno.args;
const ADA = new URLSearchParams({ name: "Ada", age: "36", subscribed: "on" });

const hello = await learn(`${origin}/`, "<p>Hello, World!</p>");
const greet = await learn(
  `${origin}/greet/Ada%20Lovelace?excited=true`,
  "<p>Hello, Ada Lovelace!!!</p>",
);
const form = await learn(`${origin}/form`, /<p>Ada.*<\/p>/, { method: "POST", body: ADA });
const json = { headers: await learnHeaders(`${origin}/json`) };
const plaintext = { headers: await learnHeaders(`${origin}/plaintext`) };
const session = { headers: await learnHeaders(`${origin}/visits`) };
const sessionHeaders = await learnHeaders(`${origin}/visit`);
const missing = await frame(`${origin}/nothing.css`, /^.*$/s, {
  headers: { accept: "text/html" },
});
const serveFile = await openFolder(folder, await learnHeaders(`${origin}/style.css`));

offer((request) => {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/") return hello(request, "<p>Hello, World!</p>");
  if (pathname === "/json") return Response.json({ message: "Hello, World!" }, json);
  if (pathname === "/plaintext") return new Response("Hello, World!", plaintext);
  if (pathname === "/visits") {
    return Response.json({ visits: openSession(request)?.visits }, session);
  }
  if (pathname === "/visit") {
    const visits = (openSession(request)?.visits ?? 0) + 1;
    const headers: [string, string][] = [...sessionHeaders, ["set-cookie", seal({ visits })]];
    return Response.json({ visits }, { headers });
  }
  if (pathname === "/form" && request.method === "POST") return takeForm(request);
  if (pathname.startsWith("/greet/")) {
    const name = escape(decodeURIComponent(pathname.slice(7)));
    return greet(
      request,
      `<p>Hello, ${name}${searchParams.get("excited") === "true" ? "!!!" : "."}</p>`,
    );
  }
  return findOrMiss(request, pathname);
});

async function findOrMiss(request: Request, pathname: string): Promise<Response> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  return isRead && await serveFile(request, pathname) ||
    new Response(missing.inner, { status: 404, headers: missing.headers });
}

const MOST_BYTES = 1_000_000;

/** Takes a form of this site only, of limited length, with a number for the age. */
async function takeForm(request: Request): Promise<Response> {
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") {
    return new Response("Forbidden", { status: 403 });
  }
  if (!headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return new Response("Unsupported Media Type", { status: 415 });
  }
  const length = headers.get("content-length");
  if (length === null) return new Response("Length Required", { status: 411 });
  if (Number(length) > MOST_BYTES) return new Response("Content Too Large", { status: 413 });
  const fields = new URLSearchParams(await request.text());
  const name = fields.get("name"), age = Number(fields.get("age") || NaN);
  if (name === null || !Number.isFinite(age)) return new Response("Bad Request", { status: 400 });
  const sentence = toSentence({ name, age, subscribed: fields.has("subscribed") });
  return form(request, `<p>${escape(sentence)}</p>`);
}
