import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import {
  type AppClient,
  GitHubAppClient,
  GoogleAppClient,
  OpenIDClient,
} from "@fasthtml/fasthtml/ext/oauth";
import { newChecks } from "../../ext/oauth_client.ts";
import { CLIENT, startProvider } from "./_provider.ts";
import { begin, OTHER_KEYS, PROVIDERS, sign, type StandIn } from "./_stand_in.ts";

const BASE = "https://app.example";

const FORGERIES: Record<string, (nonce: string) => Promise<string> | string> = {
  "signed with another key": (nonce) => sign({ nonce }, OTHER_KEYS.privateKey),
  "of another nonce": () => sign({ nonce: "another" }),
  "without a nonce": () => sign({}),
  "for another application": (nonce) => sign({ nonce, aud: "other" }),
  "of another issuer": (nonce) => sign({ nonce, iss: "https://evil.example" }),
  "made for another client of the same provider": (nonce) => sign({ nonce, azp: "other" }),
  "that was issued long ago": (nonce) => sign({ nonce, iat: Math.floor(Date.now() / 1000) - 3600 }),
  "that will be issued later": (nonce) =>
    sign({ nonce, iat: Math.floor(Date.now() / 1000) + 3600 }),
  "that is too old": (nonce) => sign({ nonce, exp: Math.floor(Date.now() / 1000) - 60 }),
  "whose claims were changed": async (nonce) => {
    const [head, , signature] = (await sign({ nonce })).split(".");
    const [, claims] = (await sign({ nonce, sub: "admin" })).split(".");
    return [head, claims, signature].join(".");
  },
  "that is not signed": async (nonce) => {
    const [, claims] = (await sign({ nonce })).split(".");
    return `${btoa('{"alg":"none"}').replaceAll("=", "")}.${claims}.`;
  },
};

for (const [what, forge] of Object.entries(FORGERIES)) {
  Deno.test(`an id token ${what} does not sign in`, async () => {
    const { land, session } = await begin(toForged({
      "https://oauth2.googleapis.com/token": async (nonce: string) => ({
        access_token: "at",
        token_type: "Bearer",
        id_token: await forge(nonce),
      }),
    }));
    strictEqual(await land(), 500);
    deepStrictEqual(await session(), {});
  });
}

Deno.test("the profile of another person than the id token's does not sign in", async () => {
  const { land, session } = await begin(toForged({
    "https://openidconnect.googleapis.com/v1/userinfo": { sub: "admin" },
  }));
  strictEqual(await land(), 500);
  deepStrictEqual(await session(), {});
});

Deno.test("a profile replaces no claim that the id token signed", async () => {
  const { land, session } = await begin(toForged({
    "https://openidconnect.googleapis.com/v1/userinfo": {
      sub: "ada",
      name: "Ada",
      iss: "https://evil.example",
    },
  }));
  strictEqual(await land(), 303);
  const { info: { sub, name, iss } } = await session();
  deepStrictEqual([sub, name, iss], ["ada", "Ada", "https://accounts.google.com"]);
});

Deno.test("a profile without an id does not sign in", async () => {
  const { land, session } = await begin({
    ...PROVIDERS.GitHub!,
    answers: {
      ...PROVIDERS.GitHub!.answers,
      "https://api.github.com/user": { login: "octocat" },
    },
  });
  strictEqual(await land(), 500);
  deepStrictEqual(await session(), {});
});

Deno.test("a code that GitHub does not know is the client's mistake", async () => {
  const { land } = await begin({
    ...PROVIDERS.GitHub!,
    answers: {
      "https://github.com/login/oauth/access_token": {
        error: "bad_verification_code",
        error_description: "The code passed is incorrect or expired.",
      },
    },
  });
  strictEqual(await land(), 400);
});

Deno.test("OpenIDClient finds its provider again after it was out of reach", async () => {
  let isDown = true;
  const client = (issuer: string) =>
    new OpenIDClient(issuer, CLIENT.id, CLIENT.secret, {
      fetch: (...args) => isDown ? Promise.reject(new TypeError("down")) : fetch(...args),
    });
  await using provider = await startProvider(`${BASE}/redirect`);
  const checks = { state: "s", verifier: "v", nonce: "n" };
  const one = client(provider.issuer);
  await rejects(one.signInUrl(BASE, checks), /down/);
  isDown = false;
  strictEqual((await one.signInUrl(BASE, checks)).origin, provider.issuer);
});

Deno.test("OpenIDClient asks a provider over TLS, or on this machine", async () => {
  const checks = { state: "s", verifier: "v", nonce: "n" };
  const asked: string[] = [];
  const answer = (url: string | URL | Request) => {
    asked.push(String(url));
    return Promise.resolve(new Response(null, { status: 404 }));
  };
  for (
    const issuer of ["http://a.example", "http://localhost.a.example", "http://127.0.0.1.a.example"]
  ) {
    const client = new OpenIDClient(issuer, "id", "secret", { fetch: answer });
    await rejects(client.signInUrl(BASE, checks), /only requests to HTTPS are allowed/, issuer);
  }
  deepStrictEqual(asked, []);
  for (const issuer of ["https://a.example", "http://localhost:1", "http://[::1]:1"]) {
    const client = new OpenIDClient(issuer, "id", "secret", { fetch: answer });
    await rejects(client.signInUrl(BASE, checks));
  }
  deepStrictEqual(asked.map((url) => new URL(url).origin), [
    "https://a.example",
    "http://localhost:1",
    "http://[::1]:1",
  ]);
});

Deno.test("AppClient asks for the scopes it is given, and sends a nonce for OpenID alone", async () => {
  const told = async (client: AppClient) => {
    const url = await client.signInUrl(BASE, { state: "s", verifier: "v", nonce: "n" });
    return ["scope", "nonce"].map((name) => url.searchParams.get(name));
  };
  deepStrictEqual(await told(new GoogleAppClient("id", "x", { scope: "openid" })), ["openid", "n"]);
  deepStrictEqual(await told(new GoogleAppClient("id", "x", { scope: "openidx" })), [
    "openidx",
    null,
  ]);
  deepStrictEqual(await told(new GitHubAppClient("id", "x", { scope: "repo" })), ["repo", null]);
});

Deno.test("newChecks() makes checks that cannot be guessed", () => {
  const made = Array.from({ length: 100 }, () => Object.values(newChecks())).flat();
  strictEqual(new Set(made).size, 300);
  deepStrictEqual(made.filter((check) => !/^[\w-]{43}$/.test(check)), []);
});

function toForged(answers: StandIn["answers"]): StandIn {
  return { ...PROVIDERS.Google!, answers: { ...PROVIDERS.Google!.answers, ...answers } };
}
