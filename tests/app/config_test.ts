import { FastHTML, type FastHTMLOptions, P, Title } from "@fasthtml/fasthtml";
import { deepStrictEqual, doesNotMatch, match, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { answer, newApp, read, SECRET } from "../http/_app.ts";

Deno.test("toConfig() takes one thing where it takes a list", async () => {
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(name);
  const options = (wrap: <T>(value: T) => T | T[]): FastHTMLOptions => ({
    before: wrap(note("before")),
    after: wrap(note("after")),
    middleware: wrap((request, next) => {
      ran.push("middleware");
      return next(request);
    }),
    onStartup: wrap(note("startup")),
    onShutdown: wrap(note("shutdown")),
    hdrs: wrap(Title("T")),
    ftrs: wrap(P("end")),
    secretKey: wrap(SECRET),
  });
  for (const wrap of [<T>(value: T) => value, <T>(value: T) => [value]]) {
    ran.length = 0;
    const { app, rt } = newApp(options(wrap));
    rt("/", ({ session }) => {
      session.n = 1;
      return P("x");
    });
    match((await read(app.request("/"))).text, /<title>T<\/title>.*<p>x<\/p><p>end<\/p><\/body>/);
    await app.close();
    deepStrictEqual(ran, ["startup", "middleware", "before", "after", "shutdown"]);
  }
});

Deno.test("toConfig() takes a converter as a pattern, or with what it makes of a match", async () => {
  const { app, rt } = newApp({
    converters: {
      hex: /[0-9a-f]+/,
      double: { pattern: /\d+/, parse: (text: string) => Number(text) * 2 },
    },
  });
  rt("/h/{v:hex}", ({ v }) => `${v}`);
  rt("/d/{v:double}", ({ v }) => `${v}`);
  deepStrictEqual([
    await answer(app.request("/h/beef")),
    (await app.request("/h/xyz")).status,
    await answer(app.request("/d/21")),
  ], [[200, "beef"], 404, [200, "42"]]);
});

Deno.test("toConfig() lets one file be as large as an upload, where only that is given", async () => {
  const send = async (options: FastHTMLOptions) => {
    const { app, rt } = newApp(options);
    rt.post("/", { file: File }, ({ file }) => `${file.size}`);
    const body = new FormData();
    body.set("file", new File(["x".repeat(3000)], "a.txt"));
    return (await app.request("/", { method: "POST", body })).status;
  };
  deepStrictEqual([
    await send({ limits: { maxUpload: 4000 } }),
    await send({ limits: { maxUpload: 2000 } }),
    await send({ limits: { maxUpload: 4000, maxFile: undefined } }),
    await send({ limits: { maxUpload: 4000, maxFile: 2000 } }),
  ], [200, 413, 200, 413]);
});

Deno.test("toConfig() takes attributes of all pages, a folder of files, a base path and a CSP", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.txt`, "file");
  const { app, rt } = newApp({
    htmlAttrs: { lang: "en" },
    bodyAttrs: { id: "b" },
    staticPath: folder.path,
    basePath: "/shop",
    csp: true,
  });
  const home = rt("/", () => P("x"));
  const { text, headers } = await read(app.request("/"));
  match(text, /<html lang="en"><head>.*<body id="b"><p>x<\/p><\/body>/s);
  match(headers.get("content-security-policy")!, /^default-src 'self'/);
  deepStrictEqual([home.to(), await answer(app.request("/a.txt"))], ["/shop/", [200, "file"]]);
  const plain = newApp();
  const own = plain.rt("/own", () => P("x"));
  const page = await read(plain.app.request("/own"));
  strictEqual(page.headers.get("content-security-policy"), null);
  match(page.text, /<html lang="en"><head>.*<body><p>x<\/p><\/body>/s);
  strictEqual(own.to(), "/own");
});

Deno.test("toConfig() has a value where nothing is given: title, state, htmx 4, static files beside the program", async () => {
  const { app, rt } = newApp({ defaultHdrs: true, staticPath: undefined });
  rt("/", () => P("x"));
  const plain = newApp({ defaultHdrs: true, pico: false });
  plain.rt("/", () => P("x"));
  match((await read(app.request("/"))).text, /pico/);
  doesNotMatch((await read(plain.app.request("/"))).text, /pico/);
  deepStrictEqual([app.title, app.live, app.state], ["FastHTML page", false, {}]);
  match((await read(app.request("/"))).text, /<title>FastHTML page<\/title>/);
  strictEqual((await app.request("/favicon.ico")).status, 204);
  const own = newApp({ title: "Mine", state: { n: 1 } as never });
  deepStrictEqual([own.app.title, own.app.state], ["Mine", { n: 1 }]);
});

const FLAT: [options: FastHTMLOptions, cookie: string][] = [
  [{ sessionCookie: "s" }, "s=V; Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax"],
  [{ maxAge: 60 }, "session_=V; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"],
  [{ sessPath: "/a" }, "session_=V; Max-Age=1209600; Path=/a; HttpOnly; SameSite=Lax"],
  [
    { sessDomain: "a.example" },
    "session_=V; Max-Age=1209600; Domain=a.example; Path=/; HttpOnly; SameSite=Lax",
  ],
  [{ sameSite: "strict" }, "session_=V; Max-Age=1209600; Path=/; HttpOnly; SameSite=Strict"],
  [
    { sessHttpsOnly: true },
    "__Host-session_=V; Max-Age=1209600; Path=/; HttpOnly; Secure; SameSite=Lax",
  ],
];

Deno.test("toConfig() takes FastHTML's names of the session's options", async () => {
  const cookies = FLAT.map(async ([options]) => {
    const { app, rt } = newApp(options);
    rt("/", ({ session }) => void (session.a = 1));
    const [cookie] = (await app.request("/")).headers.getSetCookie();
    return [options, cookie!.replace(/=[^;]+/, "=V")];
  });
  deepStrictEqual(await Promise.all(cookies), FLAT);
});

const BOTH: [flat: string, group: string, one: unknown, other: unknown][] = [
  ["secretKey", "secret", SECRET, SECRET + "!"],
  ["keyFname", "secretFile", "a", "b"],
  ["sessionCookie", "cookie", "a", "b"],
  ["maxAge", "maxAge", 60, 61],
  ["sessPath", "path", "/a", "/b"],
  ["sessDomain", "domain", "a.example", "b.example"],
  ["sameSite", "sameSite", "lax", "strict"],
  ["sessHttpsOnly", "secure", true, false],
];

Deno.test("toConfig() takes an option under two names once they agree, and names both else", () => {
  const told = BOTH.map(([flat, group, one, other]) => {
    new FastHTML({ [flat]: one, session: { [group]: one } });
    try {
      new FastHTML({ [flat]: one, session: { [group]: other } });
    } catch (error) {
      return `${error}`;
    }
  });
  deepStrictEqual(
    told,
    BOTH.map(([flat, group]) =>
      `TypeError: Cannot make an application: ${flat} and session.${group} differ, ` +
      "expected one of them"
    ),
  );
});

Deno.test("toConfig() takes what live watches, and says what is wrong with it", () => {
  const run = (live: unknown) => newApp({ live: live as boolean }).app.live;
  deepStrictEqual([run({ watch: [] }), run({ watch: ["content"] })], [true, true]);
  for (const wrong of [{}, { watch: "content" }, { watch: [1] }, { watch: [], more: 1 }, 1, null]) {
    throws(
      () => run(wrong),
      /^TypeError: Cannot make an application: live is .*, expected true or /,
    );
  }
});
