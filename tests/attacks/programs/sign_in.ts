/** A program with an OAuth sign-in, and a real provider beside it. */
import { fastApp, serve } from "@fasthtml/fasthtml";
import { OAuth, OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
import { CLIENT, startProvider } from "../../ext/_provider.ts";

const BASE = "https://app.example";
const provider = await startProvider(`${BASE}/redirect`);

class Auth extends OAuth {
  override getAuth(): undefined {}
}

const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
new Auth(app, new OpenIDClient(provider.issuer, CLIENT.id, CLIENT.secret), { baseUrl: BASE });
rt.get("/ok", () => "ok");

serve(app);
