import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert";
import {
  DiscordAppClient,
  GoogleAppClient,
  MicrosoftAppClient,
} from "@fasthtml/fasthtml/ext/oauth";
import { jwtVerify } from "jose";
import { tempFolder } from "../_temp.ts";
import { APPLE_KEYS, begin, openId, PROVIDERS, TENANT } from "./_stand_in.ts";

for (const [name, standIn] of Object.entries(PROVIDERS)) {
  Deno.test(`a client of ${name} asks as its documentation says`, async () => {
    const { page, sent, land, session } = await begin(standIn);
    const { state, nonce, code_challenge, ...fixed } = page.query;
    deepStrictEqual([page.url, fixed], standIn.page);
    ok(state && code_challenge);
    strictEqual(nonce !== undefined, fixed.scope?.includes("openid") ?? false);

    await land();
    const token = sent.find(({ method }) => method === "POST")!;
    const { code_verifier, ...body } = token.body;
    match(code_verifier!, /^[\w-]{43}$/);
    strictEqual(token.headers.get("accept"), "application/json");
    if (name === "Apple") {
      const { payload, protectedHeader } = await jwtVerify(
        body.client_secret!,
        APPLE_KEYS.publicKey,
        { issuer: "TEAM", subject: "id", audience: "https://appleid.apple.com" },
      );
      deepStrictEqual(protectedHeader, { alg: "ES256", kid: "KEY" });
      strictEqual(payload.exp! - payload.iat!, 300);
      body.client_secret = "a signed one";
    }
    const authorization = token.headers.get("authorization");
    deepStrictEqual({ ...body, ...authorization && { authorization } }, standIn.token);
    for (const { method, headers, url } of sent) {
      const wantsToken = method === "GET" && /userinfo|user$|@me$/.test(url);
      if (wantsToken) match(headers.get("authorization")!, /^Bearer \w+$/);
    }
    const { auth, info } = await session();
    strictEqual(auth, standIn.ident);
    if (standIn.name) strictEqual(info[standIn.name[0]], standIn.name[1]);
  });
}

for (const name of ["Microsoft, any tenant", "Microsoft, one tenant"]) {
  Deno.test(`a token of another tenant does not sign in (${name})`, async () => {
    const standIn = PROVIDERS[name]!;
    const [url] = Object.keys(standIn.answers) as [string];
    const other = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    const iss = `https://login.microsoftonline.com/${other}/v2.0`;
    const tid = name.includes("any") ? TENANT : other; // its own word against its issuer's
    const answers = { ...standIn.answers, [url]: openId(iss, { tid }) };
    const { land, session } = await begin({ ...standIn, answers });
    strictEqual(await land(), 500);
    deepStrictEqual(await session(), {});
  });
}

Deno.test("MicrosoftAppClient takes a tenant by its id, as tokens name it", () => {
  for (const tenant of ["contoso.onmicrosoft.com", "", "Common", TENANT.slice(1)]) {
    throws(() => new MicrosoftAppClient("id", "secret", { tenant }), {
      message: `Cannot sign in with Microsoft: tenant "${tenant}", expected its id (a GUID), ` +
        '"common", "organizations" or "consumers"',
    });
  }
  for (const tenant of [TENANT, "organizations", "consumers"]) {
    ok(new MicrosoftAppClient("id", "secret", { tenant }));
  }
});

Deno.test("Apple's answer comes from its site and without the cookie, and still signs in", async () => {
  const { land, session } = await begin(PROVIDERS.Apple!);
  strictEqual(await land("post"), 303);
  strictEqual((await session()).auth, "https://appleid.apple.com#ada");
});

const CHECKS = { state: "s", verifier: "v", nonce: "n" };

Deno.test("DiscordAppClient() says whom an app is installed for, and what a bot may do", async () => {
  const options = { isUser: true, perms: 8n, scope: "bot applications.commands" };
  const url = await new DiscordAppClient("id", "secret", options).signInUrl("https://x/r", CHECKS);
  const asked = ["integration_type", "permissions", "scope"].map((name) =>
    url.searchParams.get(name)
  );
  deepStrictEqual(asked, ["1", "8", "bot applications.commands"]);
});

Deno.test("GoogleAppClient.fromFile() reads the file of Google's console", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/client.json`;
  await Deno.writeTextFile(file, '{"web":{"client_id":"one","client_secret":"two"}}');
  const url = await GoogleAppClient.fromFile(file).signInUrl("https://x/r", CHECKS);
  deepStrictEqual([url.hostname, url.searchParams.get("client_id")], [
    "accounts.google.com",
    "one",
  ]);
  await Deno.writeTextFile(file, '{"installed":{}}');
  throws(() => GoogleAppClient.fromFile(file), {
    name: "TypeError",
    message: `Cannot read ${file}: no "web" with client_id and client_secret, ` +
      "expected the file of a web application",
  });
});
