import { deepStrictEqual, strictEqual } from "node:assert";
import { Client } from "../../../mod.ts";
import { countGood, readEmail, toLimits } from "../../../ext/mail/asks.ts";
import { newApp } from "../../http/_app.ts";

Deno.test("toLimits() counts by client, then by client and email address, then by email address", async () => {
  const { app, rt } = newApp({ trustProxy: 1 });
  const before = toLimits({
    ...{ name: "test", store: undefined, ipRate: "4/h", emailRate: "2/h", mailboxRate: "3/h" },
  });
  rt.post("/", (context) => readEmail(context), { before });
  const ask = async (client: number, email: string) => {
    const headers = { "x-forwarded-for": `192.0.2.${client}` };
    const response = await new Client(app).post("/", { data: { email }, headers });
    const text = await response.text();
    return response.status === 200 ? text : response.status;
  };
  const seen = [];
  for (const client of [1, 1, 1, 2, 2]) seen.push(await ask(client, " Ann@X.org"));
  deepStrictEqual(seen, ["ann@x.org", "ann@x.org", 429, "ann@x.org", 429]);
  // Of the four of the first client one is left, and Bob has all of his.
  deepStrictEqual([await ask(1, "bob@x.org"), await ask(1, "bob@x.org")], ["bob@x.org", 429]);
  deepStrictEqual([await ask(3, "bob@x.org"), await ask(3, "")], ["bob@x.org", 422]);
});

Deno.test("countGood() is what is sent to one email address while a link is good", () => {
  strictEqual(countGood("10/h", 900), 13);
  strictEqual(countGood("10/h", 3600), 20);
  strictEqual(countGood([1, 86_400], 60), 2);
});
