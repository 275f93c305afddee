import type { FastHTML, FastHTMLOptions } from "@fasthtml/fasthtml";
import { newApp } from "./_app.ts";

export const FORM = "application/x-www-form-urlencoded";
export const JSON_TYPE = "application/json";

/** An application that answers with the body's text, or with its fields. */
export function bodyApp(options: FastHTMLOptions = {}): FastHTML {
  const { app, rt } = newApp(options);
  rt.post("/text", async ({ body }) => await body());
  rt.post("/data", async ({ data }) => {
    const fields = await data();
    return { fields, prototype: String(Object.getPrototypeOf(fields)) };
  });
  rt.post("/json", async ({ req }) => await req.json());
  rt.post("/clone", async ({ req }) => await req.clone().json());
  rt.get("/query", { a: [String], b: "" }, ({ a, b }) => ({ a, b }));
  return app;
}

/** Sends a body as a stream, so that no Content-Length tells its size beforehand. */
export function stream(...chunks: string[]): RequestInit {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return { method: "POST", body: ReadableStream.from(bytes) };
}

/** Sends a body with a media type. */
export function post(body: string | Uint8Array<ArrayBuffer>, type = "text/plain"): RequestInit {
  return { method: "POST", body, headers: { "content-type": type } };
}

/** The status and message of a body above a limit of bytes. */
export function tooLarge(limit: number): [number, string] {
  return [413, `Cannot read the body: more than ${limit} bytes (maxBody)`];
}
