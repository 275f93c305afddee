import { deepStrictEqual, strictEqual } from "node:assert";
import { RequestSource } from "../../lib/app/request_source.ts";

Deno.test("RequestSource keeps the request until its response is made, then what the log shows", async () => {
  const request = new Request("http://localhost/books?page=2", { method: "PUT" });
  const shown = { method: "PUT", url: "http://localhost/books?page=2" };
  const early = new RequestSource(request);
  early.releaseAfter(new Response());
  deepStrictEqual({ ...early }, { req: shown });
  for (const made of [Promise.resolve(new Response()), Promise.reject(new Error("none"))]) {
    const late = new RequestSource(request);
    late.releaseAfter(made);
    strictEqual(late.req, request);
    await made.catch(() => {});
    await Promise.resolve();
    deepStrictEqual({ ...late }, { req: shown });
  }
});
