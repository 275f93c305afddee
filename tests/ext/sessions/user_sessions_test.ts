import { deepStrictEqual, rejects } from "node:assert";
import { database, signIn } from "../../../mod.ts";
import { type RevokeOptions, sessions } from "../../../ext/sessions.ts";
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

Deno.test("Sessions.list() puts the last used first, and of those of one second the last begun", async () => {
  const store = sessions(database(":memory:"));
  const { rt, app } = newApp({ session: { store } });
  rt.post("/in", ({ session }) => signIn(session, "eve"));
  rt.get("/", ({ session }) => session.auth);
  const own = Date.now, start = Math.floor(own() / 1000) * 1000, cookies: string[] = [];
  try {
    for (const [n, agent] of ["first", "second", "third", "unused"].entries()) {
      Date.now = () => start + n * 1000;
      const headers = { "user-agent": agent };
      const response = await app.request("/in", { method: "POST", headers });
      cookies.push(response.headers.get("set-cookie")!.split(";")[0]!);
    }
    for (const [n, hours] of [[0, 3], [1, 3], [2, 2]] as const) {
      Date.now = () => start + hours * 3_600_000;
      await app.request("/", { headers: { cookie: cookies[n]! } });
    }
    const found = (await store.list("eve")).map(({ agent, seen, start: begun }) => [
      agent,
      ...[begun, seen].map((date) => (date.getTime() - start) / 1000),
    ]);
    deepStrictEqual(found, [
      ["second", 1, 10_800],
      ["first", 0, 10_800],
      ["third", 2, 7200],
      ["unused", 3, 3],
    ]);
  } finally {
    Date.now = own;
  }
});

Deno.test("Sessions.revokeAll() takes no option that it does not have", async () => {
  const options = { expect: {} } as RevokeOptions;
  await rejects(sessions(database(":memory:")).revokeAll("eve", options), {
    name: "TypeError",
    message: 'Cannot end sessions: unknown option "expect", expected except',
  });
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
