import { fastApp, HTTPException } from "@fasthtml/fasthtml";
import { deepStrictEqual } from "node:assert";
import { read, SECRET } from "../_app.ts";

Deno.test("toProblem() tells a program what a page would tell a person, with the same headers", async () => {
  const { app, rt } = fastApp({ defaultHdrs: false, secretKey: SECRET });
  rt("/", () => {
    throw new HTTPException(429, "Wait <a> moment", { headers: { "retry-after": "5" } });
  });
  const { status, headers, text } = await read(app.request("/", { headers: { accept: "*/*" } }));
  deepStrictEqual(
    [status, headers.get("content-type"), headers.get("retry-after"), JSON.parse(text)],
    [429, "application/problem+json", "5", {
      type: "about:blank",
      title: "Too Many Requests",
      status: 429,
      detail: "Wait <a> moment",
    }],
  );
});
