import {
  Beforeware,
  checked,
  type Child,
  fromCookie,
  fromHeader,
  HTTPException,
  Main,
  Meta,
  only,
  optional,
  P,
  Q,
  Redirect,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { z } from "zod";
import type { AnyClass, Declaration } from "../../../lib/http/types.ts";
import { answer, detail, newApp } from "../_app.ts";

Deno.test("bind() takes the path before the query, and the query before the body", async () => {
  const { rt, client } = newApp();
  rt("/p/{a}", { a: String, b: String, c: String, l: [String] }, ({ a, b, c, l }) =>
    [a, b, c, ...l]
      .join());
  const data = { a: "body", b: "body", c: "body", l: "body" };
  const post = (query: string) => client.post(`/p/path?${query}`, { data, htmx: true });
  deepStrictEqual(await answer(post("a=query&b=query")), [200, "path,query,body,body"]);
  deepStrictEqual(await answer(post("b=&l=query")), [200, "path,,body,query"]);
  deepStrictEqual(await answer(client.get("/p/path?b=1&c=2&l[]=3&l[]=4")), [200, "path,1,2,3,4"]);
  deepStrictEqual(await answer(client.get("/p/path?b=1&c=2")), [200, "path,1,2"]);
  const list = { b: "1", c: "2", "l[]": ["3", "4"] };
  deepStrictEqual(await answer(client.post("/p/path", { data: list })), [200, "path,1,2,3,4"]);
  deepStrictEqual(await answer(client.post("/p/path?l[]=5", { data: list })), [200, "path,1,2,5"]);
});

Deno.test("bind() never takes a declared parameter from a header or cookie", async () => {
  const { app, rt } = newApp();
  rt("/x", { name: String }, ({ name }) => name);
  const headers = { name: "header", cookie: "name=cookie" };
  strictEqual((await app.request("/x", { headers })).status, 400);
});

Deno.test("bind() takes a name with [] for a list alone", async () => {
  const { app, rt } = newApp();
  rt("/x", { a: String }, ({ a }) => a);
  for (const query of ["a[]=1", "undefined=1", "[]=1"]) {
    strictEqual((await app.request(`/x?${query}`)).status, 400, query);
  }
});

Deno.test("bind() answers 404 where a path's value does not fit, and 400 elsewhere", async () => {
  class Item {
    n = 0;
    m = 0;
  }
  const { rt, client } = newApp();
  rt("/n/{n}", { n: Number }, ({ n }) => ({ n }));
  rt.post("/item/{n}", { item: Item }, ({ item }) => ({ ...item }));
  deepStrictEqual(await (await client.get("/n/5")).json(), { n: 5 });
  deepStrictEqual(await detail(client.get("/n/x")), [
    404,
    'Cannot read "n": received "x", expected a number',
  ]);
  const post = (path: string, data: Record<string, string>) => client.post(path, { data });
  deepStrictEqual(await (await post("/item/5", { n: "6", m: "7" })).json(), { n: 5, m: 7 });
  strictEqual((await post("/item/x", { n: "6", m: "7" })).status, 404);
  strictEqual((await post("/item/5", { m: "x" })).status, 400);
});

Deno.test("bind() reads fromHeader() and fromCookie() from where they are declared", async () => {
  const { app, rt } = newApp();
  rt("/x", {
    userAgent: fromHeader(),
    x_mood: fromHeader(),
    count: fromHeader("X-Count", Number),
    look: fromCookie("theme", optional(String)),
    lang: fromCookie(),
  }, ({ userAgent, x_mood, count, look, lang }) => ({ userAgent, x_mood, count, look, lang }));
  const headers = {
    "user-agent": "test",
    "x-mood": "good",
    "x-count": "3",
    cookie: "theme=dark; lang=de",
  };
  const values = { userAgent: "test", x_mood: "good", count: 3, lang: "de" };
  const ask = (more: Record<string, string>, query = "") =>
    app.request(`/x${query}`, { headers: { ...headers, ...more } });
  deepStrictEqual(await (await ask({})).json(), { ...values, look: "dark" });
  deepStrictEqual(await (await ask({ cookie: "lang=de" }, "?theme=query")).json(), values);
  deepStrictEqual(await detail(ask({ cookie: "look=dark" })), [
    400,
    'Cannot read "lang": nothing was sent, expected text',
  ]);
  deepStrictEqual(await detail(ask({ "x-count": "x" })), [
    400,
    'Cannot read "X-Count": received "x", expected a number',
  ]);
  deepStrictEqual(await detail(app.request("/x?userAgent=x")), [
    400,
    'Cannot read "user-Agent": nothing was sent, expected text',
  ]);
});

Deno.test("bind() reads a body only for what may come from one", async () => {
  const { app, rt } = newApp();
  rt.post("/none", ({ req }) => String(req.bodyUsed));
  rt.post("/path/{a}", { a: String }, ({ req }) => String(req.bodyUsed));
  rt.post(
    "/elsewhere",
    { h: fromHeader("x-h"), c: fromCookie("c") },
    ({ req }) => String(req.bodyUsed),
  );
  rt.post("/declared", { a: "x" }, ({ req }) => String(req.bodyUsed));
  const post = (path: string) =>
    answer(app.request(path, {
      method: "POST",
      body: "a=1",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-h": "1",
        cookie: "c=1",
      },
    }));
  deepStrictEqual(
    await Promise.all(["/none", "/path/a", "/elsewhere", "/declared"].map(post)),
    [[200, "false"], [200, "false"], [200, "false"], [200, "true"]],
  );
});

Deno.test("bind() finds the header of a parameter, however its name is written", async () => {
  const names = {
    user_agent: "user-agent",
    userAgent: "user-agent",
    ETag: "etag",
    xRealIp: "x-real-ip",
  };
  for (const [name, sent] of Object.entries(names)) {
    const { app, rt } = newApp();
    rt("/x", { [name]: fromHeader() }, (found) => ({ found: found[name as "req"] }));
    const response = await app.request("/x", { headers: { [sent]: "value" } });
    deepStrictEqual(await response.json(), { found: "value" }, name);
  }
});

const SPECIAL =
  "req url app state scope auth session htmx headers cookies signal body data hdrs ftrs " +
  "htmlAttrs bodyAttrs send ws resp";
const INHERITED = "constructor __proto__ toString valueOf hasOwnProperty";

for (const name of `${SPECIAL} ${INHERITED}`.split(" ")) {
  Deno.test(`bind() lets a parameter "${name}" take the place of the special one`, async () => {
    const declared = { [name]: String };
    const read = (context: object) => (context as Record<string, unknown>)[name];
    const seen: unknown[] = [];
    const { rt, client } = newApp({
      before: [
        (context) => void seen.push(Object.hasOwn(context, name) && read(context) === "eve"),
        Beforeware((context) => void seen.push(read(context)), { params: declared }),
      ],
      after: [
        (context) => void seen.push(read(context) === "eve"),
        Beforeware((context) => void seen.push(read(context)), { params: declared }),
      ],
    });
    rt("/", declared, (context) => `q ${read(context)}`);
    rt(`/path/{${name}}`, (context) => `p ${read(context)}`);
    rt(`/both/{${name}}`, declared, (context) => `b ${read(context)}`);
    const answers = [
      await answer(client.get(`/?${name}=eve`)),
      await answer(client.post("/", { data: { [name]: "eve" } })),
      await answer(client.get("/path/eve")),
      await answer(client.post("/both/eve")),
    ];
    deepStrictEqual(answers, [[200, "q eve"], [200, "q eve"], [200, "p eve"], [200, "b eve"]]);
    deepStrictEqual(seen, Array(4).fill([false, "eve", false, "eve"]).flat());
  });
}

Deno.test("bind() gives guards the path's parameters, but for special names", async () => {
  const seen: unknown[] = [];
  const { app, rt } = newApp({
    before: (context) => {
      const { id, app } = context as typeof context & { id: unknown };
      seen.push(id, app === context.app && typeof app);
    },
  });
  rt("/{id:int}/{app}", ({ id, app }) => `${id} ${app}`);
  deepStrictEqual(await answer(app.request("/5/eve")), [200, "5 eve"]);
  deepStrictEqual(seen, [5, "object"]);
});

Deno.test("bind() leaves what the framework reads to itself where parameters have its names", async () => {
  const params = {
    session: String,
    hdrs: String,
    bodyAttrs: String,
    headers: fromHeader("x-h"),
    cookies: fromCookie("c"),
    req: String,
    url: String,
    resp: String,
    scope: String,
  };
  const { app, rt } = newApp({
    before: ({ session, scope, hdrs, bodyAttrs }) => {
      session.visits = (session.visits ?? 0) + 1;
      scope.note = "of the guard";
      hdrs.push(Meta({ name: "guard" }));
      bodyAttrs.id = "b";
    },
    after: ({ resp, session, scope, url }) => [
      resp as Child,
      P(session.visits, scope.note as string, url.pathname),
    ],
    bodyWrap: (content, { url, headers }) => Main(content, Q(url.pathname, headers.get("x-h"))),
    exceptionHandlers: { 418: ({ url, session }) => P("tea ", url.pathname, session.visits) },
  });
  rt("/", params, (bound) => {
    if (bound.resp === "tea") throw new HTTPException(418);
    return P(Object.values(bound).join());
  });
  rt("/away", params, () => Redirect("/next"));
  const query = new URLSearchParams({
    session: "s",
    hdrs: "h",
    bodyAttrs: "b",
    req: "r",
    url: "u",
    resp: "p",
    scope: "o",
  });
  const init = { headers: { "x-h": "H", cookie: "c=C" } };
  const page = await app.request(`/?${query}`, init);
  strictEqual(
    await page.text(),
    '<!doctype html><html lang="en"><head><title>FastHTML page</title><meta name="guard"></head>' +
      '<body id="b"><main><p>H,s,h,b,C,r,u,p,o</p><p>1of the guard/</p><q>/H</q></main></body></html>',
  );
  strictEqual(page.headers.getSetCookie().length, 1);
  query.set("resp", "tea");
  match(await (await app.request(`/?${query}`, init)).text(), /<p>tea \/1<\/p>/);
  strictEqual((await app.request(`/away?${query}`, init)).headers.get("location"), "/next");
});

Deno.test("route.to() links to parameters with special names", () => {
  const { rt } = newApp();
  const save = rt(
    "/save/{app}",
    { url: String, body: "" },
    ({ app, url, body }) => app + url + body,
  );
  strictEqual(
    save.to({ app: "a b", url: "https://x.org/?a=1" }),
    "/save/a%20b?url=https%3A%2F%2Fx.org%2F%3Fa%3D1",
  );
});

class Person {
  name = "";
  age = 0;
}

Deno.test("toSignature() throws at registration for what no request can bind", () => {
  const { rt } = newApp();
  class Empty {}
  const wrong = (params: object) => () => rt("/x", params as Record<string, string>, () => "");
  const where = "for GET|POST /x";
  const a = `Cannot declare "a" ${where}:`;
  const wrongs: [declaration: unknown, message: string][] = [
    [Symbol(), `${a} symbol, expected a type, a default or a schema`],
    [{}, `${a} an object, expected a type, a default or a schema`],
    [undefined, `${a} undefined, expected a type, a default or a schema`],
    [Empty, `${a} Empty has no fields, expected initial values`],
    [
      only(Person, "nope" as "name"),
      `${a} no field "nope" in Person, expected one of name, age`,
    ],
    [
      optional(fromHeader() as unknown as string),
      `${a} fromHeader() inside, expected it outermost`,
    ],
    [[checked(Person)], `${a} checked() inside, expected it outermost`],
    [
      checked(checked(Person) as unknown as AnyClass),
      `${a} checked(UnlinkedSpec), expected a class or a schema`,
    ],
    [checked(String), `${a} checked(function String), expected a class or a schema`],
    [fromHeader("X Y"), `${a} header "X Y", expected a token`],
  ];
  for (const [declaration, message] of wrongs) {
    throws(wrong({ a: declaration }), { name: "TypeError", message });
  }
});

Deno.test("toSignature() leaves only POST to a route that needs a body", () => {
  const schema = z.object({ a: z.string() });
  const verbs = (a: Declaration) => newApp().rt("/x", { a }, () => "").verbs.join();
  for (const a of [Person, File, schema, [File], [Person], only(Person, "name"), checked(Person)]) {
    strictEqual(verbs(a), "POST");
  }
  strictEqual(newApp().rt("/x", { a: File, b: String }, () => "").verbs.join(), "POST");
  const open = [String, Date, URL, [Number], [Date], fromHeader(), fromCookie("a")];
  const wholes = [optional(Person), optional(schema), optional(only(Person, "name"))];
  const notNeeded = [optional(Number), optional(File), optional(checked(Person)), ...wholes];
  for (const a of [...open, ...notNeeded]) strictEqual(verbs(a), "GET,POST");
});

Deno.test("bind() leaves no rejection unhandled where two parameters fail", async () => {
  const { app, rt } = newApp();
  const form = z.object({ email: z.string().refine(() => Promise.resolve(false)) });
  rt.post("/join", { form, age: Number }, () => null);

  const body = new URLSearchParams({ email: "no" });
  strictEqual((await app.request("/join?age=x", { method: "POST", body })).status, 400);
  // An unhandled rejection would end the test here.
  await new Promise((done) => setTimeout(done));
});

Deno.test("bind() waits for every parameter that is promised", async () => {
  const slow = (wait: number) =>
    z.object({ a: z.string() }).transform(async ({ a }) => {
      for (let i = 0; i < wait; i++) await Promise.resolve();
      return a + wait;
    });
  const { rt, client } = newApp();
  rt("/", { one: slow(9), b: 1, two: slow(1) }, ({ one, b, two }) => `${one} ${b} ${two}`);
  deepStrictEqual(await answer(client.post("/", { data: { a: "x" } })), [200, "x9 1 x1"]);
});
