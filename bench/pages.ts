/** The bench of requests that need no database. */
import type { Plan } from "./plan.ts";
import type { Ratio } from "./rounds.ts";
import { type Case, compareServers } from "./requests.ts";

/** When the file was written that browsers have. */
const WRITTEN = new Date("2026-11-01T12:00:00Z");

const FORM = {
  path: "/form",
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
};

const htmx = (path: string) => ({ path, headers: { "hx-request": "true" } });

const browse = (path: string) => ({ path, headers: { accept: "text/html" } });

const style = (name: string, value: string) => ({ path: "/style.css", headers: { [name]: value } });

/** The figures, and what is asked for them. */
export const pagesCases: Readonly<Record<string, Case>> = {
  hello: { shot: { path: "/" }, alike: [htmx("/")] },
  greet: {
    shot: { path: "/greet/Ada%20Lovelace?excited=true" },
    alike: [htmx("/greet/Ada%20Lovelace?excited=true"), { path: "/greet/%3Cb%3E" }],
  },
  json: { shot: { path: "/json" }, by: ["hand", "plain", "hono"] },
  plaintext: { shot: { path: "/plaintext" }, by: ["hand", "plain", "hono"] },
  "session-read": {
    visit: "/visit",
    shot: { path: "/visits" },
    alike: [
      { path: "/visits" },
      { path: "/visits", headers: { cookie: "session_=eyJ2aXNpdHMiOjF9.toxvkv.forged" } },
    ],
  },
  "session-write": {
    visit: "/visit",
    shot: { path: "/visit" },
    alike: [{ path: "/visit" }],
  },
  file: {
    shot: { path: "/style.css" },
    alike: [
      style("if-modified-since", WRITTEN.toUTCString()),
      style("range", "bytes=3-8"),
      style("range", "bytes=3-"),
      style("range", "bytes=90000-"),
      { path: "/style.css", method: "HEAD" },
      browse("/%2e%2e%2foutside.css"),
      browse("/.hidden.css"),
      browse("/link.css"),
    ],
  },
  "file-304": { shot: style("if-modified-since", WRITTEN.toUTCString()), by: ["hand"] },
  "file-large": {
    shot: { path: "/large.txt" },
    alike: [{ ...style("range", "bytes=500-1500"), path: "/large.txt" }],
  },
  form: {
    shot: { ...FORM, body: "name=Ada+%3CLovelace%3E&age=36&subscribed=on" },
    alike: [
      { ...FORM, body: "name=Ada&age=36" },
      { ...FORM, body: "name=Ada&age=young" },
      { ...FORM, body: "age=36" },
      { ...FORM, body: `name=${"a".repeat(2_000_001)}&age=36` },
      {
        ...FORM,
        headers: { ...FORM.headers, "sec-fetch-site": "cross-site" },
        body: "name=Eve&age=36",
      },
    ],
  },
  "404": {
    shot: { ...browse("/nothing.css"), status: 404 },
    by: ["hand"],
  },
};

/** Measures requests that need no database, beside the same by hand and with Hono. */
export async function pagesBench(plan: Plan): Promise<Ratio[]> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/static`);
    await Deno.writeTextFile(`${folder}/static/style.css`, "p { color: red }\n".repeat(50));
    await Deno.utime(`${folder}/static/style.css`, WRITTEN, WRITTEN);
    await Deno.writeTextFile(`${folder}/static/large.txt`, "0123456789abcde\n".repeat(20_000));
    await Deno.writeTextFile(`${folder}/static/.hidden.css`, "p { color: red }");
    await Deno.writeTextFile(`${folder}/outside.css`, "p { color: red }");
    await Deno.symlink(`${folder}/outside.css`, `${folder}/static/link.css`);
    return await compareServers({
      programs: {
        fasthtml: "pages/fasthtml.ts",
        hand: "pages/hand.ts",
        plain: "pages/plain.ts",
        hono: "pages/hono.tsx",
      },
      cases: pagesCases,
      toArgs: () => [`${folder}/static`],
    }, plan);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
