import { deepStrictEqual, rejects } from "node:assert";
import { database, signIn } from "../../../mod.ts";
import { sessions } from "../../../ext/sessions.ts";
import { newApp } from "../../http/_app.ts";

// tests/ext/_sessions.ts has what every store promises.

Deno.test("Sessions.list() sorts by use, and leaves out what has expired", async () => {
  const store = sessions(database(":memory:"));
  const { rt, app } = newApp({ session: { store, maxAge: 10_000 } });
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  const own = Date.now;
  try {
    for (const [agent, seconds] of [["b", 5000], ["gone", 0], ["c", 9000], ["a", 4000]] as const) {
      Date.now = () => own() + seconds * 1000;
      await app.request("/in", { method: "POST", headers: { "user-agent": agent } });
    }
    Date.now = () => own() + 11_000_000;
    deepStrictEqual((await store.list("eve")).map(({ agent }) => agent), ["c", "b", "a"]);
  } finally {
    Date.now = own;
  }
});

Deno.test("Sessions tells of what can't be a user", async () => {
  const store = sessions(database(":memory:"));
  const error = {
    name: "TypeError",
    message: "Cannot find sessions: the user is undefined, expected the text or number in " +
      "session.auth",
  };
  const user = undefined as unknown as string;
  await rejects(store.list(user), error);
  await rejects(store.revoke(user, "x"), error);
  await rejects(store.revokeAll(user), error);
});
