import {
  BackgroundTask,
  Beforeware,
  type FastHTMLOptions,
  Main,
  Meta,
  type Middleware,
  NpmPackage,
  P,
  Small,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, match, notStrictEqual, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { Line } from "../live/_line.ts";
import { runMain, writeMain } from "./_main.ts";
import { answer, HTMX, logged, newApp, read } from "../http/_app.ts";

Deno.test("app.request() takes a path, a URL or a Request, and is a request of its own in a handler", async () => {
  const { app, rt } = newApp();
  rt("/{x}", ({ url, req }) => `${req.method} ${url.href}`);
  rt("/outer", async () => await (await app.request("/inner", HTMX)).text());
  const ask = (input: string | URL | Request, init?: RequestInit) =>
    answer(app.request(input, { ...HTMX, ...init }));
  deepStrictEqual(
    await Promise.all([
      ask("/a?b"),
      ask(new URL("https://a.example/a")),
      ask(new Request("http://b.example:81/a", { method: "POST" })),
      ask("http://c.example/a", { method: "POST" }),
      ask("/outer"),
    ]),
    [
      [200, "GET http://localhost/a?b"],
      [200, "GET https://a.example/a"],
      [200, "POST http://b.example:81/a"],
      [200, "POST http://c.example/a"],
      [200, "GET http://localhost/inner"],
    ],
  );
});

Deno.test("app.vurl() gives a file's URL a version that changes with the file", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/a.css`, "one");
  const { app } = newApp({ staticPath: folder.path, basePath: "/shop" });
  const url = app.vurl("/a.css");
  match(url, /^\/shop\/a\.css\?v=[\w-]+$/);
  strictEqual(app.vurl("/a.css"), url);
  match((await read(app.request(url))).headers.get("cache-control")!, /immutable/);
  await Deno.writeTextFile(`${folder.path}/a.css`, "one and two");
  notStrictEqual(newApp({ staticPath: folder.path, basePath: "/shop" }).app.vurl("/a.css"), url);
});

Deno.test("app.href() is below the base path, and where the application is mounted", () => {
  const { app } = newApp({ basePath: "/shop" }), { app: inner } = newApp();
  strictEqual(inner.href("/a.pdf"), "/a.pdf");
  app.mount("/admin", inner);
  strictEqual(app.href("/"), "/shop/");
  strictEqual(inner.href("/a.pdf?b#c"), "/shop/admin/a.pdf?b#c");
  for (const path of ["a", "", "//evil.example", "https://evil.example"]) {
    throws(() => app.href(path), {
      name: "TypeError",
      message: `Cannot make a URL: "${path}", expected a path that begins with one slash`,
    });
  }
});

Deno.test("app.close() waits for what is sent and for tasks, and then runs onShutdown", async () => {
  const ran: string[] = [];
  const { app, rt } = newApp({ onShutdown: () => void ran.push("shutdown") });
  const open = Promise.withResolvers<void>(), sent = Promise.withResolvers<void>();
  rt("/", () => [
    "x",
    new BackgroundTask(async () => {
      await open.promise;
      ran.push("task");
    }),
  ]);
  await read(app.request("/"));
  const closed = app.close(() => sent.promise.then(() => ran.push("sent")));
  const turn = () => new Promise((done) => setTimeout(done));
  await turn();
  deepStrictEqual([...ran], []);
  sent.resolve();
  await turn();
  deepStrictEqual([...ran], ["sent"]);
  open.resolve();
  await closed;
  deepStrictEqual(ran, ["sent", "task", "shutdown"]);
});

Deno.test("app.close() closes the broker once requests, tasks and onShutdown have sent to channels", async () => {
  const line = new Line();
  const news = () => app.channel("news");
  const { app, rt } = newApp({ broker: line, onShutdown: () => news().send("shutdown") });
  const asked = Promise.withResolvers<void>();
  rt("/", async () => {
    await asked.promise;
    await news().send("request");
    return ["x", new BackgroundTask(() => news().send("task"))];
  });
  const reply = read(app.request("/"));
  await app.close(() => {
    asked.resolve();
    return reply;
  });
  deepStrictEqual(
    line.take(),
    ["request", "task", "shutdown"].map((text) => ["news", "send", text]),
  );
  deepStrictEqual([line.subscribed, line.closed], [1, 1]);
});

Deno.test("app.close() closes the broker once it has what was sent, but waits for none that hangs", async () => {
  const told: string[] = [];
  const closeWith = async (name: string, taken: Promise<void>) => {
    const line = new Line();
    const publish = () => taken.then(() => void told.push(`${name} has it`));
    const close = () => void told.push(`${name} is closed`);
    const { app } = newApp({ broker: { subscribe: line.subscribe, publish, close } });
    void app.channel("news").send("x");
    await Promise.resolve();
    await app.close();
  };
  await closeWith("slow", new Promise((resolve) => setTimeout(resolve)));
  await closeWith("hanging", new Promise(() => {}));
  deepStrictEqual(told, ["slow has it", "slow is closed", "hanging is closed"]);
});

Deno.test("app.close() is quiet about a store that it closes while messages are read", async () => {
  const line = new Line(), closed = Promise.withResolvers<never>();
  const { app } = newApp({
    broker: {
      subscribe: (receive) => line.subscribe(receive),
      publish: (text) => line.publish(text),
      close: () => closed.reject(new Error("closed")),
      store: { append: () => closed.promise, read: () => closed.promise },
    },
  });
  const lines = await logged(async () => {
    app.channel("news", { keep: 1 }).listen(() => {});
    await app.close();
    await new Promise((resolve) => setTimeout(resolve));
  });
  deepStrictEqual(lines, []);
});

Deno.test("FastHTML makes nothing before the first request needs it", async () => {
  await using folder = await tempFolder();
  await writeMain(
    folder.path,
    `import { fastApp } from "@fasthtml/fasthtml";
    const { app, rt } = fastApp({ defaultHdrs: false });
    rt("/", () => "x");
    rt("/session", ({ session }) => \`\${session.n}\`);
    const files = () => [...Deno.readDirSync(".")].map(({ name }) => name).sort().join();
    await app.request("/");
    console.log(files());
    await app.request("/session");
    console.log(files());`,
  );
  strictEqual((await runMain(folder.path)).stdout, "main.ts\n.sesskey,main.ts\n");
});

Deno.test("app.start() says that hsts is not set, where the site is known to be on https", async () => {
  const warned = async (options: FastHTMLOptions, baseUrl = "") => {
    Deno.env.set("BASE_URL", baseUrl);
    try {
      return (await logged(() => newApp(options).app.start(), "warn")).flat();
    } finally {
      Deno.env.delete("BASE_URL");
    }
  };
  const advice = [
    "Strict-Transport-Security is not sent: set hsts to true where the site is on https alone, or " +
    "to false where it is not, or where the proxy sends it",
  ];
  deepStrictEqual(await warned({ trustProxy: true }), advice);
  deepStrictEqual(await warned({}, "https://a.example"), advice);
  deepStrictEqual(await warned({}, "http://a.example"), []);
  deepStrictEqual(await warned({}), []);
  deepStrictEqual(await warned({ trustProxy: true, hsts: true }), []);
  deepStrictEqual(await warned({ trustProxy: true, hsts: false }), []);
  deepStrictEqual(await warned({ trustProxy: true, debug: true }), []);
});

Deno.test("app.hdrs, ftrs, htmlAttrs and bodyAttrs are lists and objects that a program may change", async () => {
  const { app, rt } = newApp({ hdrs: Meta({ name: "a" }), htmlAttrs: { lang: "en" } });
  rt("/", () => P("x"));
  const page = async () => (await read(app.request("/"))).text.replace(/^.*?<html/s, "<html");
  const rest = "<title>FastHTML page</title></head><body";
  strictEqual(
    await page(),
    `<html lang="en"><head><meta name="a">${rest}><p>x</p></body></html>`,
  );
  app.hdrs.push(Meta({ name: "b" }), [Meta({ name: "c" })]);
  app.ftrs.unshift(Small("end"));
  app.htmlAttrs.lang = "de";
  app.bodyAttrs.cls = "dark";
  strictEqual(
    await page(),
    `<html lang="de"><head><meta name="a"><meta name="b"><meta name="c">${rest} class="dark">` +
      "<p>x</p><small>end</small></body></html>",
  );
  app.hdrs.length = 0;
  app.ftrs.pop();
  delete app.htmlAttrs.lang;
  strictEqual(await page(), `<html lang="en"><head>${rest} class="dark"><p>x</p></body></html>`);
});

Deno.test("app.hdrs serves a package that is pushed to it", async () => {
  const { app, rt } = newApp();
  rt("/", () => P("x"));
  const script = () =>
    new NpmPackage(import.meta.resolve("idiomorph/dist/idiomorph.min.js"))
      .script("dist/idiomorph.min.js");
  const warned = await logged(() => void app.hdrs.push(script(), script()), "warn");
  deepStrictEqual(warned, []);
  const { text } = await read(app.request("/"));
  const [, src] = /src="(.*?)"/.exec(text)!;
  strictEqual((await read(app.request(src!))).status, 200);
});

Deno.test("app.before and app.after run what is in them, for routes and files there already", async () => {
  const seen: string[] = [];
  const first = () => void seen.push("first");
  const { app, rt } = newApp({ before: first });
  rt("/", () => "x");
  const ask = async (path = "/") => {
    seen.length = 0;
    const [status] = await answer(app.request(path, HTMX));
    return [status, ...seen];
  };
  app.before.push(Beforeware(() => void seen.push("second"), { skip: ["/"] }));
  app.after.push(({ resp }) => void seen.push(`after ${resp}`));
  deepStrictEqual(await ask(), [200, "first", "after x"]);
  deepStrictEqual(await ask("/none"), [404, "first", "second"]);
  app.before.shift();
  app.addBefore(() => "early");
  app.after[0] = () => void seen.push("other");
  deepStrictEqual(await ask(), [200, "other"]);
  deepStrictEqual(await ask("/none"), [200, "second", "other"]);
});

Deno.test("app.bodyWrap wraps pages from when it is set", async () => {
  const { app, rt } = newApp({ bodyWrap: (content) => Small(content) });
  rt("/", () => P("x"));
  rt("/own", () => P("y"), { bodyWrap: (content) => content });
  const body = async (path: string) =>
    /<body>(.*)<\/body>/.exec((await read(app.request(path))).text)![1];
  strictEqual(await body("/"), "<small><p>x</p></small>");
  app.bodyWrap = (content) => Main(content);
  deepStrictEqual(await Promise.all(["/", "/own"].map(body)), [
    "<main><p>x</p></main>",
    "<p>y</p>",
  ]);
  app.bodyWrap = undefined;
  strictEqual(await body("/"), "<p>x</p>");
});

Deno.test("app.addMiddleware() puts a function around those that are there", async () => {
  const { app, rt } = newApp();
  const seen: string[] = [];
  const named = (name: string): Middleware => (request, next) => {
    seen.push(name);
    return next(request);
  };
  rt("/", () => void seen.push("handler"));
  app.addMiddleware(named("inner"));
  app.addMiddleware(named("outer"));
  await read(app.request("/"));
  deepStrictEqual(seen, ["outer", "inner", "handler"]);
});

Deno.test("app.head and app.options declare routes of their methods", async () => {
  const { app } = newApp();
  app.head("/", () => new Response(null, { headers: { "x-a": "1" } }));
  app.options("/", () => new Response("any"));
  strictEqual((await app.request("/", { method: "HEAD" })).headers.get("x-a"), "1");
  deepStrictEqual(await answer(app.request("/", { method: "OPTIONS" })), [200, "any"]);
  strictEqual((await app.request("/")).status, 405);
});
