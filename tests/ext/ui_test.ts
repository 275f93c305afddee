import { deepStrictEqual, doesNotMatch, match, ok, strictEqual, throws } from "node:assert";
import { fastApp, P } from "../../mod.ts";
import { theme, ui } from "../../ext/ui.ts";

function makeApp(options: Parameters<typeof ui>[0] = {}, more: object = {}) {
  const { app, rt } = fastApp({ ...ui(options), ...more });
  rt.get("/", () => P("Hi"));
  return app;
}
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const htmlOf = async (response: Response) => /<html[^>]*>/.exec(await response.text())?.[0];

Deno.test("pages load one style sheet and one script, which browsers keep", async () => {
  const app = makeApp();
  const page = await (await app.request("/")).text();
  const files = [...page.matchAll(/(?:href|src)="(\/_fasthtml\/ui\.[\da-f]{12}\.(?:css|js))"/g)];
  strictEqual(files.length, 2, page);
  ok(!page.includes("pico"));
  for (const [, path] of files) {
    const file = await app.request(path!);
    strictEqual(file.status, 200);
    match(file.headers.get("cache-control")!, /immutable/);
    ok((await file.text()).length > 3000);
  }
  match(page, /<dialog id="ui-modal"/);
});

Deno.test("a user's choice is kept in a cookie, and leads back to the page", async () => {
  const app = makeApp({ themes: ["ink"] });
  strictEqual(await htmlOf(await app.request("/")), '<html lang="en">');
  const response = await app.request("/?ui-theme", {
    method: "POST",
    headers: { ...FORM, referer: "http://localhost/?page=2" },
    body: "theme=ink&scheme=dark",
    redirect: "manual",
  });
  strictEqual(response.status, 303);
  strictEqual(response.headers.get("location"), "/?page=2");
  const cookie = response.headers.get("set-cookie")!;
  match(cookie, /^ui=ink\.dark; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/);
  const page = await app.request("/", { headers: { cookie: "ui=ink.dark" } });
  strictEqual(page.headers.get("vary"), "HX-Request, HX-History-Restore-Request, Cookie");
  const picture = { headers: { "sec-fetch-dest": "image" } };
  doesNotMatch((await app.request("/", picture)).headers.get("vary")!, /Cookie/);
  strictEqual(await htmlOf(page), '<html lang="en" data-theme="ink" data-scheme="dark">');
  const missing = await app.request("/none", {
    headers: { cookie: "ui=ink.dark", accept: "text/html" },
  });
  strictEqual(await htmlOf(missing), '<html lang="en" data-theme="ink" data-scheme="dark">');
});

Deno.test("one of both is changed alone, and auto is the system's", async () => {
  const app = makeApp({ themes: ["ink"] });
  const choose = async (cookie: string, body: string) => {
    const init = {
      method: "POST",
      headers: { ...FORM, cookie },
      body,
      redirect: "manual",
    } as const;
    const response = await app.request("/?ui-theme", init);
    return /^ui=([^;]*)/.exec(response.headers.get("set-cookie")!)?.[1];
  };
  deepStrictEqual(
    [
      await choose("ui=ink.dark", "scheme=auto"),
      await choose("ui=ink.dark", "theme=paper"),
      await choose("", "scheme=light"),
    ],
    ["ink.", "paper.dark", ".light"],
  );
});

Deno.test("what a client makes up is no theme, and leads nowhere else", async () => {
  const app = makeApp();
  for (const cookie of ['ui=ink.dark"><script>', "ui=swiss.", "ui=constructor.x", "ui=.", "ui="]) {
    const html = await htmlOf(await app.request("/", { headers: { cookie } }));
    strictEqual(html, '<html lang="en">', cookie);
  }
  const post = (path: string, referer: string, body = "theme=ink%22&scheme=%3C") =>
    app.request(path, { method: "POST", headers: { ...FORM, referer }, body, redirect: "manual" });
  const odd = await post("/?ui-theme", "https://evil.example/?a");
  strictEqual(odd.headers.get("location"), "/");
  match(odd.headers.get("set-cookie")!, /^ui=\.;/);
  const slashes = await post("//evil.example/x?ui-theme", "http://localhost//evil.example/x");
  ok(
    !/^(?:\/\/|http)/.test(slashes.headers.get("location") ?? ""),
    slashes.headers.get("location")!,
  );
  for (
    const from of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]
  ) {
    const headers: Record<string, string> = { ...FORM };
    for (const [name, value] of Object.entries(from)) headers[name] = value;
    const response = await app.request("/?ui-theme", {
      method: "POST",
      headers,
      body: "scheme=dark",
    });
    strictEqual(response.headers.get("set-cookie"), null, JSON.stringify(from));
    ok(response.status >= 400);
  }
  // Another post to the page is the program's own.
  strictEqual(
    (await app.request("/", { method: "POST", headers: FORM, body: "theme=ink" })).status,
    405,
  );
});

Deno.test("an application below a base, and one that is mounted, lead back to their own pages", async () => {
  const inner = makeApp({}, { basePath: "/shop" });
  const { app: outer } = fastApp(ui());
  const { app: part, rt } = fastApp(ui());
  rt.get("/", () => P("Part"));
  outer.mount("/part", part);
  const choose = (app: typeof inner, path: string) =>
    app.request(path, { method: "POST", headers: FORM, body: "scheme=dark", redirect: "manual" });
  strictEqual((await choose(inner, "/?ui-theme")).headers.get("location"), "/shop/");
  strictEqual((await choose(outer, "/part/?ui-theme")).headers.get("location"), "/part/");
});

Deno.test("options: a theme, a scheme, a style sheet, and what the program has itself", async () => {
  const own = theme({ name: "acme", primary: "#0f766e" });
  const before = () => {};
  const options = ui({
    theme: own,
    scheme: "dark",
    css: ".own{}",
    hdrs: P("h"),
    ftrs: "f",
    before,
  });
  deepStrictEqual(options.htmlAttrs, { data_scheme: "dark" });
  strictEqual([options.before].flat().at(-1), before);
  const { app, rt } = fastApp(options);
  rt.get("/", () => P("Hi"));
  const page = await (await app.request("/")).text();
  match(page, /<html lang="en" data-scheme="dark"><head>.*content="dark".*<p>h<\/p>.*f<\/body>/s);
  const sheet = await (await app.request(/\/_fasthtml\/ui\.\w+\.css/.exec(page)![0])).text();
  match(sheet, /:root,\[data-theme=acme\]\{.*\.own\{\}$/);
  throws(() => ui({ theem: "ink" } as never), {
    message: 'Cannot set up ui: unknown option "theem", expected theme',
  });
  throws(() => ui({ theme: "inc" as never }), /unknown theme "inc", expected one of paper/);
});
