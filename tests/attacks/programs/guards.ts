/** A program behind the guard of a sign-in, whose session has any value: `GUARD`, oauth or passkey. */
import { database, fastApp, serve } from "@fasthtml/fasthtml";
import { OAuth, OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
import { Passkey, Passkeys } from "@fasthtml/fasthtml/ext/passkey";

const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
const skip = ["/as", "/ok"];

if (Deno.env.get("GUARD") === "oauth") {
  class Auth extends OAuth {
    override getAuth(): undefined {}
  }
  new Auth(app, new OpenIDClient("https://id.example", "id", "secret"), { skip });
} else {
  class Keys extends Passkeys {
    override signUp(): undefined {}
  }
  new Keys(app, database(":memory:").create(Passkey), { skip });
}
rt.get("/ok", () => "ok");
rt.get("/as", { json: "" }, ({ session, json }) => {
  session.auth = JSON.parse(json);
  return "set";
});
rt.get("/", () => "SECRET");

serve(app);
