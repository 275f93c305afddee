import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, newApp } from "./_app.ts";

Deno.test("trustedOrigins opens the application to pages of another site", async () => {
  const { app, rt } = newApp({ trustedOrigins: ["https://a.example"] });
  rt.post("/", () => "ok");
  const ask = async (origin: string) =>
    (await app.request("/", { method: "POST", headers: { origin } })).status;
  deepStrictEqual(
    await Promise.all(["https://a.example", "http://a.example", "https://b.example"].map(ask)),
    [200, 403, 403],
  );
  const headers = { "sec-fetch-site": "cross-site" };
  strictEqual((await app.request("/", { method: "POST", headers })).status, 403);
});

Deno.test("isCrossSite() lets a page without a referrer send its own forms", async () => {
  const { app, rt } = newApp();
  rt.post("/save", () => "saved");
  const send = (headers: HeadersInit) => answer(app.request("/save", { method: "POST", headers }));

  deepStrictEqual(await send({ origin: "null", "sec-fetch-site": "same-origin" }), [200, "saved"]);
  strictEqual((await send({ origin: "null" }))[0], 403);
});
