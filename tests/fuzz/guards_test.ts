/** No request gets what is guarded, writes from another site, costs too much, or ends in a 5xx. */
import * as fc from "fast-check";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { Client } from "../../mod.ts";
import { tempFolder } from "../_temp.ts";
import { logged } from "../http/_app.ts";
import { GUARDED, KEY, makeApp, SECRET } from "./app.ts";
import { body } from "./arbitraries.ts";
import { checkCost, cpu } from "./cost.ts";
import { tell, toLimits } from "./limits.ts";
import { headers, query, target } from "./targets.ts";

const request = fc.record({
  method: fc.constantFrom("GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"),
  target,
  query,
  headers,
  body: fc.oneof(
    body,
    query.map((pairs) => ({
      type: "application/x-www-form-urlencoded",
      content: `${new URLSearchParams(pairs.map(wellFormed))}`,
    })),
    query.map((pairs) => ({
      type: "application/json",
      content: JSON.stringify(Object.fromEntries(pairs)),
    })),
  ),
  isSignedIn: fc.boolean(),
});

Deno.test("FastHTML guards, and lets no other site write, whatever a request looks like", async () => {
  await using folder = await tempFolder();
  const { app, changes } = makeApp(folder.path);
  const client = new Client(app);
  await client.post("/login?name=ada");
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const statuses = new Set<number>();
  let runs = 0, seen = 0, writes = 0;
  const property = fc.asyncProperty(request, async (sent) => {
    runs++;
    const url = URL.parse(`http://localhost${sent.target}`);
    if (!url || url.host !== "localhost") return;
    for (const pair of sent.query) url.searchParams.append(...wellFormed(pair));
    const hasBody = sent.method === "POST" || sent.method === "PUT";
    const known: Record<string, string> = sent.isSignedIn ? { cookie, [KEY[0]]: KEY[1] } : {};
    const send = async () => {
      const made = new Request(url, {
        method: sent.method,
        headers: {
          ...sent.headers,
          ...known,
          ...hasBody && { "content-type": sent.body.type || "text/plain" },
        },
        body: hasBody ? sent.body.content : null,
      });
      const start = cpu();
      const response = await app.fetch(made);
      const text = await response.text();
      return { response, text, cost: cpu() - start };
    };
    const before = changes();
    const { response, text, cost } = await send();
    const changed = changes() - before;
    statuses.add(response.status);
    ok(response.status < 500, `${response.status}`);
    if (text.includes(SECRET)) {
      ok(sent.isSignedIn, "a secret without a key or a session");
      ok(url.pathname !== "/search", "a row that is not open");
      seen++;
    }
    const site = sent.headers["sec-fetch-site"];
    if (changed > 0) {
      ok(site === undefined || site === "same-origin" || site === "none", `written from ${site}`);
      writes++;
    }
    for (const name of ["location", "hx-redirect", "hx-location", "hx-push-url"]) {
      strictEqual(new URL(response.headers.get(name) ?? "/", url).origin, "http://localhost", name);
    }
    const bytes = url.href.length + (hasBody ? sent.body.content.length : 0);
    await checkCost(cost, bytes, async () => (await send()).cost);
  });
  const lines = await logged(() => logged(() => fc.assert(property, toLimits(4000)), "warn"));
  deepStrictEqual(lines, []);
  // What never got in, wrote or was rejected would prove nothing.
  for (const status of [200, 303, 400, 403, 404, 405, 422]) ok(statuses.has(status), `${status}`);
  ok(seen > 0 && writes > 0, `${seen} secrets seen, ${writes} writes`);
  for (const path of GUARDED) {
    const { status } = await app.request(path, { headers: { cookie, [KEY[0]]: KEY[1] } });
    strictEqual(status, 200, path);
  }
  tell(runs, `requests, ${seen} with a secret, ${writes} that wrote`);
});

function wellFormed([name, value]: [string, string]): [string, string] {
  return [name.toWellFormed(), value.toWellFormed()];
}
