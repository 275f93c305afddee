import { deepStrictEqual, strictEqual } from "node:assert";
import { isCrossSite, isUnsafe } from "../../../lib/http/request/cross_site.ts";
import { answer, newApp } from "../_app.ts";

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

const HOST = "a.example:81", TRUSTED = "https://trusted.example";

const SENT: [site: string | null, origin: string | null, isCrossSite: boolean][] = [
  [null, null, false], // no browser
  ["same-origin", null, false],
  ["none", null, false], // typed into the browser
  ["same-site", null, true], // a sibling subdomain
  ["cross-site", null, true],
  ["Same-Origin", null, true],
  ["", null, true],
  [null, `http://${HOST}`, false],
  [null, `https://${HOST}`, false], // a proxy ends TLS
  [null, "http://a.example", true], // another port
  [null, `http://${HOST}.evil.example`, true],
  [null, `http://b.${HOST}`, true],
  [null, `ftp://${HOST}`, true],
  [null, HOST, true],
  [null, "null", true], // a sandboxed frame
  [null, "", true],
  ["same-origin", `http://${HOST}`, false],
  ["same-origin", "null", false],
  ["none", "null", true],
  ["same-site", "null", true],
  // Headers that contradict each other.
  ["same-origin", "https://evil.example", true],
  ["none", "https://evil.example", true],
  ["cross-site", `http://${HOST}`, true],
  ["same-site", `https://${HOST}`, true],
  // The application trusts it, wherever its page is.
  ["cross-site", TRUSTED, false],
  ["same-site", TRUSTED, false],
  [null, TRUSTED, false],
  [null, `${TRUSTED}:444`, true],
];

Deno.test("isCrossSite() judges Sec-Fetch-Site and Origin together", () => {
  const trustedOrigins = new Set([TRUSTED]);
  const judged = SENT.map(([site, origin]) => {
    const headers = new Headers();
    if (site !== null) headers.set("sec-fetch-site", site);
    if (origin !== null) headers.set("origin", origin);
    return [site, origin, isCrossSite(headers, { host: HOST, trustedOrigins })];
  });
  deepStrictEqual(judged, SENT);
});

Deno.test("isUnsafe() knows no verb as safe but GET, HEAD and OPTIONS", () => {
  deepStrictEqual(["GET", "HEAD", "OPTIONS"].filter(isUnsafe), []);
  const unsafe = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", ""];
  deepStrictEqual(unsafe.filter(isUnsafe), unsafe);
});
