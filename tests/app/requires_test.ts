import { Client, type RequestContext } from "@fasthtml/fasthtml";
import { requires } from "@fasthtml/fasthtml/compat";
import { deepStrictEqual, strictEqual } from "node:assert";
import { newApp, read } from "../http/_app.ts";

/** An application that knows its user and the user's scopes by the session. */
function newSite() {
  const made = newApp({
    before: ({ session, scope }) => {
      scope.auth = session.auth;
      scope.scopes = session.scopes;
    },
  });
  const as = (session: Record<string, unknown>) => new Client(made.app, { session });
  return { ...made, as };
}

Deno.test("requires() lets in users who have all scopes, and no others", async () => {
  const { rt, as } = newSite();
  rt("/user", () => "in", { before: requires("authenticated") });
  rt("/both", () => "in", { before: requires(["a", "b"], { status: 404 }) });
  rt("/own", () => "in", { before: requires(["authenticated", "a"]) });
  const sessions = [
    {},
    { auth: null },
    { auth: false },
    { auth: 0 },
    { auth: "ann" },
    { scopes: ["a", "b"] },
    { auth: "ann", scopes: ["a"] },
    { auth: "ann", scopes: "a b" },
  ];
  const seen = sessions.map(async (session) => {
    const client = as(session);
    const paths = ["/user", "/both", "/own"].map((path) => client.get(path));
    return (await Promise.all(paths)).map(({ status }) => status);
  });
  deepStrictEqual(await Promise.all(seen), [
    [403, 404, 403],
    [403, 404, 403],
    [403, 404, 403],
    [200, 404, 403],
    [200, 404, 403],
    [403, 200, 403],
    [200, 404, 200],
    [200, 404, 403],
  ]);
});

Deno.test("requires() sends others where it is told to, and says where they came from", async () => {
  const { rt, as } = newSite();
  const login = rt("/login", () => "login");
  const handler = ({ req }: RequestContext) => req.method;
  rt("/a", handler, { before: requires("authenticated", { redirect: login }) });
  rt("/b", handler, { before: requires("x", { redirect: "/login?lang=de" }) });
  const place = async (path: string, init?: RequestInit) => {
    const { status, headers } = await read(as({}).request(path, init));
    return [status, headers.get("location") ?? headers.get("hx-redirect")];
  };
  deepStrictEqual(await place("/a?x=1&y=2"), [303, "/login?next=%2Fa%3Fx%3D1%26y%3D2"]);
  deepStrictEqual(await place("/b"), [303, "/login?lang=de&next=%2Fb"]);
  deepStrictEqual(await place("/a", { method: "POST" }), [303, "/login"]);
  const htmx = { headers: { "hx-request": "true" } };
  deepStrictEqual(await place("/a", htmx), [200, "/login?next=%2Fa"]);
  const onPage = { ...htmx.headers, "hx-current-url": "http://evil.example//page?p=1" };
  deepStrictEqual(await place("/a", { headers: onPage }), [200, "/login?next=%2F%2Fpage%3Fp%3D1"]);
  strictEqual((await as({ auth: "ann" }).get("/a")).status, 200);
});
