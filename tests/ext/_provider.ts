import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider from "oidc-provider";

/** A real OpenID Connect provider on this machine, that accepts every sign-in. */
export interface LocalProvider extends AsyncDisposable {
  issuer: string;
  /** Signs in on the provider's page as a browser does, and returns where it leads back to. */
  signIn(url: string | URL, user: string): Promise<URL>;
}

export const CLIENT = { id: "app", secret: "a secret that only the provider knows" };

/** Starts the provider; the one client that it knows is at `redirectUri`. */
export async function startProvider(redirectUri: string): Promise<LocalProvider> {
  const server = createServer();
  const listening = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const issuer = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: [redirectUri],
    }],
    claims: { openid: ["sub"], email: ["email"], profile: ["name"] },
    cookies: { keys: ["a key for the provider's cookies"] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, name: `${sub} Example`, email: `${sub}@example.com` }),
    }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/sign-in/${uid}` },
    async loadExistingGrant({ oidc }: { oidc: Ticket }) {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Session: 60, Grant: 60, IdToken: 60, AccessToken: 60 },
  });
  const answer = provider.callback();
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url!.startsWith("/sign-in/")) return answer(request, response);
    if (request.method === "GET") return response.end(PAGE);
    const form = new URLSearchParams(await Array.fromAsync(request).then((all) => all.join("")));
    const result = form.has("no")
      ? { error: "access_denied", error_description: "The visitor said no" }
      : { login: { accountId: form.get("user")! } };
    await provider.interactionFinished(request, response, result);
  });
  return {
    issuer,
    async signIn(start, user) {
      const cookies = new Map<string, string>();
      let url = new URL(start), body: URLSearchParams | undefined;
      while (url.origin === issuer) {
        const headers = { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
        const response = await fetch(url, {
          ...body && { method: "POST", body },
          headers,
          redirect: "manual",
        });
        await response.body?.cancel();
        for (const cookie of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
          cookies.set(name!, value!);
        }
        const location = response.headers.get("location");
        body = location ? undefined : new URLSearchParams({ user });
        if (location) url = new URL(location, url);
      }
      return url;
    },
    [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      return closed.promise;
    },
  };
}

interface Ticket {
  client: { clientId: string };
  session: { accountId: string };
}

const PAGE =
  `<!doctype html><title>Sign in</title><link rel="icon" href="data:,"><form method="post">
  <label>Name <input name="user"></label>
  <button>Continue</button><button name="no" value="1">Cancel</button></form>`;
