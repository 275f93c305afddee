import { Beforeware, HTTPException, Redirect } from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { answer, newApp, read } from "./_app.ts";

Deno.test("Beforeware() leaves scope.auth to the handler, and skips what is named", async () => {
  const guard = Beforeware(({ session, scope }) => {
    scope.auth = session.auth;
    return session.auth ? undefined : Redirect("/login");
  }, { skip: ["/login", /\/open\/.*/, "/as/{name}"] });
  const { rt, client } = newApp({ before: guard });
  rt("/", ({ auth }) => `hi ${auth}`);
  rt("/login", () => "login");
  rt("/loginx", () => "loginx");
  rt("/open/{x}", () => "open");
  rt("/doc/{name}", () => "doc");
  rt("/as/{name}", ({ session, name }) => void (session.auth = name));
  const see = async (path: string) => {
    const { status, headers } = await read(client.get(path));
    return headers.get("location") ?? status;
  };
  deepStrictEqual(
    await Promise.all(["/", "/login", "/loginx", "/open/a", "/doc/open", "/login/"].map(see)),
    ["/login", 200, "/login", 200, "/login", "/login"],
  );
  await client.get("/as/eve");
  deepStrictEqual(await answer(client.get("/")), [200, "hi eve"]);
});

Deno.test("Beforeware() binds what it declares", async () => {
  const guard = Beforeware(({ n }) => n > 1 ? `${n} is too many` : undefined, {
    params: { n: 0 },
  });
  const { app, rt } = newApp({ before: guard });
  rt("/", () => "ok");
  deepStrictEqual(await answer(app.request("/?n=1")), [200, "ok"]);
  deepStrictEqual(await answer(app.request("/?n=2")), [200, "2 is too many"]);
  strictEqual((await app.request("/?n=x")).status, 400);
});

Deno.test("An error in a before function is answered as one in a handler", async () => {
  const { app, rt } = newApp({
    before: () => {
      throw new HTTPException(403, "not you");
    },
  });
  rt("/", () => "");
  strictEqual((await app.request("/")).status, 403);
});
