import { deepStrictEqual, strictEqual } from "node:assert";
import { Client, database, FastHTML } from "@fasthtml/fasthtml";
import { type AppClient, GitHubAppClient, OAuth } from "@fasthtml/fasthtml/ext/oauth";
import { Passkey, Passkeys } from "@fasthtml/fasthtml/ext/passkey";

const GUARDS: readonly [name: string, add: (app: FastHTML) => unknown][] = [
  ["OAuth", (app) => {
    class Auth extends OAuth {
      override getAuth(): undefined {}
    }
    const client: AppClient = new GitHubAppClient("id", "secret");
    return new Auth(app, client, { skip: ["/set"] });
  }],
  ["Passkeys", (app) => {
    class Auth extends Passkeys {
      override signUp(): undefined {}
    }
    return new Auth(app, database(":memory:").create(Passkey), { skip: ["/set"] });
  }],
];

for (const [name, add] of GUARDS) {
  Deno.test(`the guard of ${name} lets in a text or a number, and nothing else`, async () => {
    const app = new FastHTML({ secretKey: "a secret of at least 32 characters" });
    add(app);
    app.post("/set", async ({ session, data }) => {
      session.auth = (await data()).auth;
      return "set";
    });
    app.get("/", ({ auth }) => `in as ${auth}`);
    const enter = async (auth: unknown) => {
      const client = new Client(app, { followRedirects: false });
      strictEqual((await client.post("/set", { json: { auth } })).status, 200);
      return (await client.get("/")).status;
    };
    deepStrictEqual(await Promise.all(["ada", 42, 0].map(enter)), [200, 200, 200]);
    const others = [null, "", false, true, [], ["ada"], {}, { name: "ada" }];
    deepStrictEqual(await Promise.all(others.map(enter)), others.map(() => 303));
  });
}
