import { Beforeware, HTTPException, P, Redirect } from "@fasthtml/fasthtml";
import type { BeforewareOptions, Declarations } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { answer, HTMX, newApp, read } from "./_app.ts";

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

const SKIPS: [skip: NonNullable<BeforewareOptions<Declarations>["skip"]>, open: string[]][] = [
  [[], []],
  [["/a"], ["/a"]],
  [["/a|/b"], ["/a", "/b"]],
  [["/a.*"], ["/a", "/ab", "/a/{x}.css"]],
  [[".*\\.css"], ["/a/{x}.css"]],
  [[/\/A/], []],
  [[/\/A/i], ["/a"]],
  [[/\/a|\/b/], ["/a", "/b"]],
  [[/a/], []],
  [[{ path: "/a/{x}.css" }, "/b"], ["/b", "/a/{x}.css"]],
  [[{ path: "/a.*" }], []],
];

Deno.test("Beforeware() skips whole paths as they were declared", async () => {
  for (const [skip, open] of SKIPS) {
    const { app, rt } = newApp({ before: Beforeware(() => "guarded", { skip }) });
    const routes = ["/a", "/ab", "/b", "/a/{x}.css"];
    for (const path of routes) rt(path, () => "open");
    const seen = routes.map(async (path) => {
      const [, text] = await answer(app.request(path.replace("{x}", "y")));
      return text === "open" ? [path] : [];
    });
    deepStrictEqual((await Promise.all(seen)).flat(), open, `${skip}`);
  }
});

Deno.test("Beforeware() skips by a pattern with flags g and y each time", async () => {
  for (const skip of [/\/a/g, /\/a/y, /\/A/gi]) {
    const { app, rt } = newApp({ before: Beforeware(() => "guarded", { skip: [skip] }) });
    for (const host of ["a.example", "b.example"]) rt("/a", () => "open", { host });
    for (const host of ["a.example", "b.example"]) {
      deepStrictEqual(await answer(app.request(`http://${host}/a`)), [200, "open"], `${skip}`);
    }
  }
});

Deno.test("Beforeware() takes a route to skip", async () => {
  const first = newApp();
  const login = first.rt("/login/{next:path}", () => "login");
  const { app, rt } = newApp({ before: Beforeware(() => "guarded", { skip: [login] }) });
  rt("/login/{next:path}", () => "open");
  deepStrictEqual(await answer(app.request("/login/a/b")), [200, "open"]);
});

Deno.test("Beforeware() rejects at once a parameter that cannot be", () => {
  const params = { n: Symbol() } as unknown as Record<never, never>;
  throws(
    () => Beforeware(function guard() {}, { params }),
    /Cannot declare "n" for before function "guard": symbol, expected a type/,
  );
});

Deno.test("runBefore() calls guards in turn until one returns something", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({
    before: [
      () => void ran.push("a"),
      async ({ url }) => {
        ran.push("b");
        await Promise.resolve();
        return url.searchParams.has("stop") ? P("stopped") : undefined;
      },
      () => void ran.push("c"),
    ],
  });
  rt("/", () => P("handler"), { before: () => void ran.push("own") });
  deepStrictEqual(await answer(app.request("/", HTMX)), [200, "<p>handler</p>"]);
  deepStrictEqual(await answer(app.request("/?stop", HTMX)), [200, "<p>stopped</p>"]);
  deepStrictEqual(ran, ["a", "b", "c", "own", "a", "b"]);
});

Deno.test("runBefore() takes each value as the result but null and undefined", async () => {
  const values: [value: unknown, text: string][] = [
    [undefined, "handler"],
    [null, "handler"],
    [
      "",
      "",
    ],
    [0, "0"],
    [[], ""],
    [Promise.resolve("later"), "later"],
    [Promise.resolve(null), "handler"],
  ];
  for (const [value, text] of values) {
    const { app, rt } = newApp({ before: () => value });
    rt("/", () => "handler");
    deepStrictEqual(await answer(app.request("/", HTMX)), [200, text]);
  }
});
