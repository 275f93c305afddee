import { deepStrictEqual, strictEqual } from "node:assert";
import { Client, fastApp } from "../../../mod.ts";
import { OAuth, OpenIDClient } from "../../../ext/oauth.ts";
import { CLIENT, startProvider } from "../../ext/_provider.ts";
import type { Drivers } from "./types.ts";

const BASE = "https://app.example";

async function withSite(run: (client: Client) => Promise<void>): Promise<void> {
  await using provider = await startProvider(`${BASE}/redirect`);
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  class Auth extends OAuth {
    override getAuth(): undefined {}
  }
  new Auth(app, new OpenIDClient(provider.issuer, CLIENT.id, CLIENT.secret), { baseUrl: BASE });
  rt("/", ({ session }) => ({ ...session }));
  await run(new Client(app, { baseUrl: BASE }));
}

export const SIGN_IN: Drivers = {
  "RED-14": () =>
    withSite(async (client) => {
      for (const query of ["code=attacker", "code=x&state=forged", "state=forged", ""]) {
        const { status, headers } = await client.get(`/redirect?${query}`);
        deepStrictEqual([status, headers.getSetCookie()], [400, []], query);
      }
    }),
  "RED-15": () =>
    withSite(async (client) => {
      const forged = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
      const { headers } = await client.get("/redirect/start", { headers: forged });
      const address = new URL(headers.get("location")!).searchParams.get("redirect_uri");
      strictEqual(address, `${BASE}/redirect`);
    }),
};
