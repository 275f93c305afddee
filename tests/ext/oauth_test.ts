import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert";
import {
  Client,
  fastApp,
  type FastHTML,
  type FastHTMLOptions,
  Redirect,
  type RequestContext,
  type Session,
} from "@fasthtml/fasthtml";
import {
  type AppClient,
  DiscordAppClient,
  GitHubAppClient,
  type Ident,
  type Info,
  OAuth,
  type OAuthOptions,
  OpenIDClient,
  type Tokens,
} from "@fasthtml/fasthtml/ext/oauth";
import { serveSite } from "../live/_socket.ts";
import { CLIENT, type LocalProvider, startProvider } from "./_provider.ts";

const BASE = "https://app.example";
const SECRET = "a secret of at least 32 characters";

/** Lets everybody in but mallory, and keeps what it was handed. */
class Auth extends OAuth {
  readonly seen: unknown[] = [];

  override getAuth(info: Info, ident: Ident, session: Session, state: string, tokens: Tokens) {
    this.seen.push({
      info,
      ident,
      session: { ...session },
      state,
      type: typeof tokens.access_token,
    });
    if (ident.endsWith("#mallory")) return;
    session.name = info.name;
    return Redirect(state || "/");
  }

  override checkInvalid(_: RequestContext, auth: Ident) {
    if (auth.endsWith("#banned")) return Redirect("/login");
  }
}

function toSite(client: AppClient, options: OAuthOptions = {}, appOptions: FastHTMLOptions = {}) {
  const { app, rt } = fastApp({ secretKey: SECRET, ...appOptions });
  rt("/early", () => "declared before the guard");
  const auth = new Auth(app, client, { baseUrl: BASE, ...options });
  rt("/login", ({ req }) => auth.loginLink(req, { state: "/deep" }));
  rt("/", ({ auth, session }) => ({ auth, session }));
  rt("/cart", ({ session }) => session.cart = "planted");
  return { app, auth };
}

const toBrowser = (app: FastHTML) => new Client(app, { baseUrl: BASE });

/** Begins a sign-in in a browser: the address at the provider. */
async function begin(browser: Client, path = "/redirect/start"): Promise<URL> {
  return new URL((await browser.get(path)).headers.get("location")!);
}

async function withProvider(story: (provider: LocalProvider, client: AppClient) => Promise<void>) {
  await using provider = await startProvider(`${BASE}/redirect`);
  await story(provider, new OpenIDClient(provider.issuer, CLIENT.id, CLIENT.secret));
}

Deno.test("OAuth guards all routes but its own and those to skip, also earlier ones", () =>
  withProvider(async (_, client) => {
    const { app } = toSite(client, { skip: ["/cart"] });
    const asks = ["/", "/early", "/login", "/cart", "/redirect"].map(async (path) => {
      const answer = await app.request(path);
      return [path, answer.status, answer.headers.get("location")];
    });
    deepStrictEqual(await Promise.all(asks), [
      ["/", 303, "/login"],
      ["/early", 303, "/login"],
      ["/login", 200, null],
      ["/cart", 200, null],
      ["/redirect", 400, null],
    ]);
  }));

Deno.test("OAuth guards sockets, and ends those of a user who signs out", () =>
  withProvider(async (provider, client) => {
    const { app } = toSite(client, {}, { session: { secure: true } }); // TLS ends before it
    app.ws("/ws", { msg: String }, ({ msg, send }) => send(msg));
    await using site = serveSite(app);
    await rejects(site.open("/ws"));
    const browser = toBrowser(app);
    await browser.get(await provider.signIn(await begin(browser), "ada"));
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    await using socket = await site.open("/ws", { cookie });
    socket.send("hello");
    strictEqual(await socket.next(), "hello");
    await browser.post("/logout");
    strictEqual((await socket.closed).code, 1012);
  }));

Deno.test("OAuth signs in by a real provider, hands over its claims, and signs out", () =>
  withProvider(async (provider, client) => {
    const { app, auth } = toSite(client);
    const browser = toBrowser(app);
    strictEqual(await (await browser.get("/login")).text(), "/redirect/start?note=%2Fdeep");
    const start = await begin(browser, "/redirect/start?note=%2Fdeep");
    deepStrictEqual(pick(start, "client_id", "response_type", "redirect_uri", "scope"), {
      client_id: "app",
      response_type: "code",
      redirect_uri: `${BASE}/redirect`,
      scope: "openid email profile",
    });

    const landed = await browser.get(await provider.signIn(start, "ada"));
    deepStrictEqual([landed.status, landed.headers.get("location")], [303, "/deep"]);
    const { info, ...rest } = auth.seen[0] as { info: Info };
    const ident = `${provider.issuer}#ada`;
    deepStrictEqual(rest, { ident, session: {}, state: "/deep", type: "string" });
    deepStrictEqual(
      [info.sub, info.name, info.email, info.iss, info.aud],
      ["ada", "ada Example", "ada@example.com", provider.issuer, "app"],
    );
    deepStrictEqual(await (await browser.get("/")).json(), {
      auth: ident,
      session: { name: "ada Example", auth: ident },
    });

    for (const site of [undefined, "none", "cross-site", "same-site"]) {
      const headers = { ...site && { "sec-fetch-site": site }, "hx-request": "true" };
      const asked = await browser.get("/logout", { headers });
      match(await asked.text(), /<form method="post"[^>]*><button>Log out<\/button><\/form>/);
    }
    const own = { "sec-fetch-site": "same-origin", "sec-fetch-dest": "document" };
    for (const more of [["sec-purpose", "prefetch"], ["sec-fetch-dest", "image"]]) {
      const headers = Object.fromEntries([...Object.entries(own), more]);
      strictEqual((await browser.get("/logout", { headers })).status, 200);
    }
    strictEqual((await browser.get("/")).status, 200);
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    strictEqual((await browser.post("/logout", foreign)).status, 403);
    strictEqual((await browser.post("/logout")).headers.get("location"), "/login");
    strictEqual((await browser.get("/")).headers.get("location"), "/login");
  }));

Deno.test("OAuth signs out by a link of its own pages, unless the program has that route", () =>
  withProvider(async (provider, client) => {
    const browser = toBrowser(toSite(client).app);
    await browser.get(await provider.signIn(await begin(browser), "ada"));
    const own = { "sec-fetch-site": "same-origin", "sec-fetch-dest": "document" };
    strictEqual((await browser.get("/logout", { headers: own })).headers.get("location"), "/login");
    strictEqual((await browser.get("/")).headers.get("location"), "/login");

    const { app } = fastApp();
    app.get("/logout", () => "my page");
    new Auth(app, client, { guard: false });
    const answer = await app.request("/logout", { headers: { "hx-request": "true" } });
    strictEqual(await answer.text(), "my page");
  }));

Deno.test("OAuth rejects a response that this browser did not ask for (RED-14)", () =>
  withProvider(async (provider, client) => {
    const { app, auth } = toSite(client);
    const attacker = toBrowser(app), victim = toBrowser(app);
    const loot = await provider.signIn(await begin(attacker), "attacker");
    await begin(victim);
    const forged = new URL(loot);
    forged.searchParams.set("state", "forged");
    const bare = new URL(loot);
    bare.searchParams.delete("state");
    for (const url of [loot, forged, bare, "/redirect?code=attacker", "/redirect?error=x"]) {
      strictEqual((await victim.get(url)).status, 400, String(url));
    }
    // Its own state with the other's code: the verifier does not fit.
    const own = await begin(victim);
    forged.searchParams.set("state", own.searchParams.get("state")!);
    strictEqual((await victim.get(forged)).status, 400);
    deepStrictEqual(auth.seen, []);
    strictEqual((await victim.get("/")).headers.get("location"), "/login");
  }));

Deno.test("OAuth takes an answer once, and for ten minutes", () =>
  withProvider(async (provider, client) => {
    const { app } = toSite(client);
    const browser = toBrowser(app);
    const start = await begin(browser);
    const cookies = new Map(browser.cookies);
    const landing = await provider.signIn(start, "ada");
    strictEqual((await browser.get(landing)).status, 303);
    strictEqual((await browser.get(landing)).status, 400);
    const replayer = toBrowser(app); // an old cookie brings the state back, but not the code
    for (const [name, value] of cookies) replayer.cookies.set(name, value);
    strictEqual((await replayer.get(landing)).status, 400);

    const late = toBrowser(app);
    const lateLanding = await provider.signIn(await begin(late), "ada");
    const { now } = Date;
    try {
      Date.now = () => now() + 11 * 60 * 1000;
      strictEqual((await late.get(lateLanding)).status, 400);
    } finally {
      Date.now = now;
    }
  }));

Deno.test("OAuth keeps sign-ins of several tabs, and not more than fit into a cookie", () =>
  withProvider(async (provider, client) => {
    const browser = toBrowser(toSite(client).app);
    const starts: URL[] = [];
    for (let tab = 0; tab < 5; tab++) starts.push(await begin(browser));
    strictEqual((await browser.get(await provider.signIn(starts[0]!, "ada"))).status, 400);
    strictEqual((await browser.get(await provider.signIn(starts[3]!, "ada"))).status, 303);
    const note = encodeURIComponent("€".repeat(200));
    for (let tab = 0; tab < 5; tab++) await begin(browser, `/redirect/start?note=${note}`);
    ok(browser.cookies.get("__Host-session_")!.length < 4000);
    strictEqual((await browser.get(`/redirect/start?note=${note}x`)).status, 400);
  }));

Deno.test("OAuth lets links of other sites push out no sign-in that the user began", () =>
  withProvider(async (provider, client) => {
    const browser = toBrowser(toSite(client).app);
    const note = encodeURIComponent("€".repeat(200)); // What is largest still fits into the cookie.
    const start = `/redirect/start?note=${note}`;
    const starts = [await begin(browser, start), await begin(browser, start)];
    for (const site of ["cross-site", "same-site", "cross-site", "cross-site"]) {
      const headers = { "sec-fetch-site": site, "sec-fetch-mode": "navigate" };
      const { status } = await browser.get(start, { headers });
      strictEqual(status, 303);
    }
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    const linked = await browser.get(start, { headers });
    ok(browser.cookies.get("__Host-session_")!.length < 4000);
    const landing = await provider.signIn(linked.headers.get("location")!, "ada");
    const { status } = await browser.get(await provider.signIn(starts[0]!, "ada"));
    strictEqual(status, 303);
    strictEqual((await browser.get(landing)).status, 400); // the session is another since
  }));

Deno.test("OAuth takes a state once, even if the provider takes its code twice", async () => {
  const client = new GitHubAppClient("id", "secret", {
    fetch: (url) =>
      Promise.resolve(
        String(url).endsWith("/access_token")
          ? Response.json({ access_token: "at", token_type: "Bearer", scope: "" })
          : Response.json({ id: 583231, name: "The Octocat" }),
      ),
  });
  const { app } = toSite(client);
  const browser = toBrowser(app);
  const state = (await begin(browser)).searchParams.get("state");
  const cookies = [...browser.cookies];
  const land = async () => {
    const copy = toBrowser(app);
    for (const [name, value] of cookies) copy.cookies.set(name, value);
    return (await copy.get(`/redirect?code=c0de&state=${state}`)).status;
  };
  deepStrictEqual(await Promise.all([land(), land(), land()]), [303, 400, 400]);
  strictEqual(await land(), 400);
});

Deno.test("OAuth calls users of two providers by two names, even if they have one id", async () => {
  const idents = await Promise.all(
    [GitHubAppClient, DiscordAppClient].map(async (Client) => {
      const client = new Client("id", "secret", {
        fetch: (url) =>
          Promise.resolve(
            /token$/.test(String(url))
              ? Response.json({ access_token: "at", token_type: "Bearer", scope: "" })
              : Response.json({ id: 42 }),
          ),
      });
      const { app } = toSite(client);
      const browser = toBrowser(app);
      const state = (await begin(browser)).searchParams.get("state");
      await browser.get(`/redirect?code=c0de&state=${state}`);
      return (await (await browser.get("/")).json()).auth;
    }),
  );
  deepStrictEqual(idents, ["https://github.com/login/oauth#42", "https://discord.com#42"]);
});

Deno.test("OAuth sends users back to the configured URL, whatever headers say (RED-15)", () =>
  withProvider(async (_, client) => {
    const { app } = toSite(client);
    const headers = {
      "host": "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      "forwarded": "host=evil.example",
    };
    const answer = await app.request("https://evil.example/redirect/start", { headers });
    const url = new URL(answer.headers.get("location")!);
    strictEqual(url.searchParams.get("redirect_uri"), `${BASE}/redirect`);
  }));

Deno.test("OAuth tells each of many users at once who they are (RED-18)", () =>
  withProvider(async (provider, client) => {
    const { app } = toSite(client);
    const names = Array.from({ length: 12 }, (_, i) => `visitor${i}`);
    const told = await Promise.all(names.map(async (name) => {
      const browser = toBrowser(app);
      await browser.get(await provider.signIn(await begin(browser), name));
      return (await (await browser.get("/")).json()).auth;
    }));
    deepStrictEqual(told, names.map((name) => `${provider.issuer}#${name}`));
  }));

Deno.test("OAuth begins a new session at sign-in (SES-17)", () =>
  withProvider(async (provider, client) => {
    const browser = toBrowser(toSite(client, { skip: ["/cart"] }).app);
    await browser.get("/cart");
    await browser.get(await provider.signIn(await begin(browser), "ada"));
    const { session } = await (await browser.get("/")).json();
    deepStrictEqual(session, { name: "ada Example", auth: `${provider.issuer}#ada` });
  }));

Deno.test("OAuth leaves out who getAuth() or checkInvalid() turns down", () =>
  withProvider(async (provider, client) => {
    const { app } = toSite(client);
    for (const name of ["mallory", "banned"]) {
      const browser = toBrowser(app);
      await browser.get(await provider.signIn(await begin(browser), name));
      strictEqual((await browser.get("/")).headers.get("location"), "/login", name);
    }
  }));

Deno.test("OAuth tells a user whom the provider rejected: a 403, or errorPath", () =>
  withProvider(async (_, client) => {
    const refuse = async (options: OAuthOptions) => {
      const { app } = toSite(client, options);
      app.get("/oops", ({ session }) => session.oauthError);
      const browser = toBrowser(app);
      const state = (await begin(browser)).searchParams.get("state");
      return { browser, answer: await browser.get(`/redirect?error=access_denied&state=${state}`) };
    };
    const { answer } = await refuse({});
    strictEqual(answer.status, 403);
    match(await answer.text(), /You were not signed in/);
    const { browser, answer: other } = await refuse({ errorPath: "/oops" });
    strictEqual(other.headers.get("location"), "/oops");
    strictEqual(await (await browser.get("/oops")).text(), "access_denied");
  }));

Deno.test("OAuth rejects a response in the name of another issuer", () =>
  withProvider(async (provider, client) => {
    const browser = toBrowser(toSite(client).app);
    const landing = await provider.signIn(await begin(browser), "ada");
    landing.searchParams.set("iss", "https://evil.example");
    strictEqual((await browser.get(landing)).status, 400);
  }));

Deno.test("OAuth of two providers keeps their answers apart", () =>
  withProvider(async (provider, client) => {
    const { app } = toSite(client, { skip: ["/other.*"] });
    const other = { baseUrl: BASE, redirPath: "/other", logoutPath: "/other/logout", guard: false };
    new Auth(app, client, other);
    for (const taken of [{ redirPath: "/redirect" }, { logoutPath: "/logout" }]) {
      const paths = { redirPath: "/third", logoutPath: "/third/logout", guard: false, ...taken };
      throws(
        () => new Auth(app, client, paths),
        /Cannot add a sign-in: the application has a route/,
      );
    }
    const browser = toBrowser(app);
    const landing = await provider.signIn(await begin(browser), "ada");
    landing.pathname = "/other";
    strictEqual((await browser.get(landing)).status, 400);
    const start = await begin(browser, "/other/start");
    strictEqual(start.searchParams.get("redirect_uri"), `${BASE}/other`);
  }));

Deno.test("OAuth works below a base path", () =>
  withProvider(async (_, client) => {
    const { app } = toSite(client, { baseUrl: `${BASE}/shop` }, { basePath: "/shop" });
    const browser = toBrowser(app);
    strictEqual((await browser.get("/shop/")).headers.get("location"), "/shop/login");
    const link = await (await browser.get("/shop/login")).text();
    strictEqual(link, "/shop/redirect/start?note=%2Fdeep");
    const start = await begin(browser, link);
    strictEqual(start.searchParams.get("redirect_uri"), `${BASE}/shop/redirect`);
    strictEqual((await browser.post("/shop/logout")).headers.get("location"), "/shop/login");
  }));

function pick(url: URL, ...names: string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, url.searchParams.get(name)]));
}
