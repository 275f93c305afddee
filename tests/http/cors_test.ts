import { type Client, EventStream, HTTPException, Redirect } from "@fasthtml/fasthtml";
import type { CorsOptions } from "@fasthtml/fasthtml/types";
import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { tempFolder } from "../_temp.ts";
import { logged, newApp } from "./_app.ts";

const APP = "https://app.example";
const CROSS = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "cors" };

/** The headers of a response that are about other sites, with its status. */
function show({ status, headers }: Response): Record<string, unknown> {
  const own = [...headers].filter(([name]) => name.startsWith("access-control-"));
  const short = own.map(([name, value]) => [name.slice("access-control-".length), value]);
  return { status, vary: headers.get("vary"), ...Object.fromEntries(short) };
}

/** What an application answers a browser that asks before a request. */
async function preflight(cors: CorsOptions, ask: Record<string, string>) {
  const { app } = newApp({ cors });
  const headers = { "access-control-request-method": "GET", origin: APP, ...ask };
  return show(await app.request("/", { method: "OPTIONS", headers }));
}

const VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
const REFUSED = { status: 403, vary: VARY };
const ALLOWED = {
  status: 204,
  vary: VARY,
  "allow-origin": APP,
  "allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
  "max-age": "600",
};

Deno.test("cors answers a browser that asks: the origin, the method and the headers must fit", async () => {
  const origins = [APP];
  deepStrictEqual(await preflight({ origins }, {}), ALLOWED);
  const asked = { "access-control-request-headers": "X-A,content-type" };
  deepStrictEqual(await preflight({ origins }, asked), {
    ...ALLOWED,
    "allow-headers": "x-a,content-type",
  });
  deepStrictEqual(await preflight({ origins, headers: ["x-A", "Content-Type"] }, asked), {
    ...ALLOWED,
    "allow-headers": "x-a,content-type",
  });
  deepStrictEqual(await preflight({ origins, headers: ["x-a"] }, asked), REFUSED);
  deepStrictEqual(await preflight({ origins, headers: [] }, {}), ALLOWED);
  const put = { "access-control-request-method": "PUT" };
  deepStrictEqual(await preflight({ origins, methods: ["get"] }, put), REFUSED);
  deepStrictEqual(await preflight({ origins, methods: ["put"], maxAge: 5 }, put), {
    ...ALLOWED,
    "allow-methods": "PUT",
    "max-age": "5",
  });
  deepStrictEqual(await preflight({ origins, credentials: true }, {}), {
    ...ALLOWED,
    "allow-credentials": "true",
  });
  deepStrictEqual(await preflight({ origins: "*" }, {}), { ...ALLOWED, "allow-origin": "*" });
});

/** Origins that a careless comparison takes for `https://app.example`. */
const OTHERS = [
  "null",
  "",
  "http://app.example",
  "https://app.example:444",
  "https://app.example.evil.example",
  "https://evil-app.example",
  "https://app.example@evil.example",
  "https://appxexample",
  "https://app.example/",
  "HTTPS://APP.EXAMPLE",
  "https://app.example, https://evil.example",
];

Deno.test("cors tells the log why a browser that asks is told no", async () => {
  const reasons: unknown[] = [];
  const cors = { origins: [APP], methods: ["GET"], headers: ["x-a"] };
  const { app } = newApp({ cors, log: ({ status, reason }) => reasons.push([status, reason]) });
  for (
    const [origin, method, headers] of [
      ["https://b.example", "GET", ""],
      [APP, "DELETE", ""],
      [APP, "GET", "X-A, X-B"],
      [APP, "GET", "X-A"],
    ] as const
  ) {
    await app.request("/", {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": headers,
      },
    });
  }
  const begin = "Cannot let a script of another site send this: found";
  deepStrictEqual(reasons, [
    [403, `${begin} origin https://b.example, expected one of cors.origins`],
    [403, `${begin} method DELETE, expected one of cors.methods`],
    [403, `${begin} header x-b, expected those of cors.headers`],
    [204, undefined],
  ]);
});

Deno.test("cors lets no origin in that is not named, nor null", async () => {
  const cors = { origins: [APP], credentials: true };
  const { app, rt } = newApp({ cors });
  rt("/", () => "x");
  for (const origin of OTHERS) {
    deepStrictEqual(await preflight(cors, { origin }), REFUSED, origin);
    const { status, headers } = await app.request("/", { headers: { origin, ...CROSS } });
    deepStrictEqual([status, headers.has("access-control-allow-origin")], [403, false], origin);
  }
});

Deno.test("cors tells on every response who may read it, errors, files and streams too", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/font.css`, "a{}");
  const { app, rt } = newApp({
    cors: { origins: [APP], expose: ["X-Total"] },
    staticPath: folder.path,
    middleware: (request, next) => {
      if (request.url.endsWith("/outside")) throw new Error("of middleware");
      return next(request);
    },
  });
  rt("/json", () => ({ a: 1 }));
  rt("/own", () => new Response("x", { headers: { vary: "Accept" } }));
  rt("/away", () => Redirect("/json"));
  rt("/platform", () => Response.redirect("https://a.example/"));
  rt("/fails", () => {
    throw new Error("of the program");
  });
  rt("/denied", () => {
    throw new HTTPException(401);
  });
  rt("/stream", () => EventStream(async function* () {}));
  const paths = ("/json /own /away /platform /fails /denied /stream /font.css /none /outside")
    .split(" ");
  await logged(async () => {
    for (const path of paths) {
      const made = await app.request(path, { headers: { origin: APP } });
      await made.body?.cancel();
      const { vary, "allow-origin": origin, "expose-headers": expose } = show(made);
      deepStrictEqual([origin, expose], [APP, "X-Total"], path);
      strictEqual(/(^|, )Origin$/.test(`${vary}`), true, path);
      // A cache keeps this one for others.
      const plain = await app.request(path);
      await plain.body?.cancel();
      const seen = show(plain);
      deepStrictEqual([seen["allow-origin"], seen.vary], [undefined, vary], path);
    }
  });
});

Deno.test("cors of all origins needs no Vary", async () => {
  const { app, rt } = newApp({ cors: { origins: "*" } });
  rt("/", () => new Response("x"));
  deepStrictEqual(show(await app.request("/", { headers: { origin: APP } })), {
    status: 200,
    vary: null,
    "allow-origin": "*",
  });
});

Deno.test("cors answers before guards, and leaves other OPTIONS requests to the program", async () => {
  const { app, rt } = newApp({
    cors: { origins: [APP] },
    before: () => {
      throw new HTTPException(401);
    },
  });
  rt("/", () => "x", { methods: ["OPTIONS"] });
  const ask = async (headers: Record<string, string>) =>
    (await app.request("/", { method: "OPTIONS", headers })).status;
  const method = { "access-control-request-method": "GET" };
  deepStrictEqual(
    [await ask({ origin: APP, ...method }), await ask({ origin: APP }), await ask(method)],
    [204, 401, 401],
  );
});

/** Sends a POST of a script, and gives its status. */
async function post(client: Client, path: string, headers: Record<string, string>) {
  const all = { origin: APP, ...CROSS, ...headers };
  return (await client.post(path, { headers: all })).status;
}

Deno.test("cors lets the origins that it names write, with the user's cookies, and no others", async () => {
  const { rt, client } = newApp({ cors: { origins: [APP], credentials: true } });
  rt.post("/", ({ session }) => `${session.user}`);
  client.session = { user: "eve" };
  strictEqual(await post(client, "/", {}), 200);
  strictEqual(await post(client, "/", { origin: "https://evil.example" }), 403);
});

Deno.test("cors of all origins lets scripts write without credentials alone, and no form", async () => {
  const { app, rt, client } = newApp({ cors: { origins: "*" } });
  rt.post("/", () => "x");
  rt("/both", () => "x");
  app.ws("/ws", () => {});
  strictEqual(await post(client, "/", {}), 200);
  strictEqual(await post(client, "/", { authorization: "Bearer 1" }), 200);
  strictEqual((await client.get("/both", { headers: { origin: APP, ...CROSS } })).status, 200);
  const reject: Record<string, string>[] = [
    { cookie: "a=1" },
    { authorization: "Basic YTpi" },
    { authorization: "Negotiate x" },
    { "sec-fetch-mode": "navigate" },
    { "sec-fetch-mode": "no-cors" },
  ];
  for (const headers of reject) strictEqual(await post(client, "/", headers), 403);
  const upgrade = { upgrade: "websocket", origin: APP, ...CROSS };
  strictEqual((await client.get("/ws", { headers: upgrade })).status, 403);
});

Deno.test("cors of a mounted application holds there alone, before the guards of the outer one", async () => {
  const { app, rt } = newApp({
    before: () => {
      throw new HTTPException(401);
    },
  });
  const api = newApp({ cors: { origins: [APP] } });
  app.mount("/api", api.app);
  app.mount("/plain", newApp().app);
  rt("/", () => "x");
  const headers = { origin: APP, "access-control-request-method": "GET" };
  const ask = async (path: string) =>
    show(await app.request(path, { method: "OPTIONS", headers })).status;
  deepStrictEqual([await ask("/api/"), await ask("/plain/"), await ask("/")], [204, 401, 401]);
  deepStrictEqual((await app.request("/api/", { headers })).status, 401);
});

const WRONG: [cors: unknown, message: string][] = [
  [{}, 'cors has no origins, expected a list or "*"'],
  [
    { origins: "*", credentials: true },
    'cors.origins is "*" and cors.credentials is true, expected a list',
  ],
  [
    { origins: [/app/] },
    'cors.origins[0] is a value of RegExp, expected an origin such as "https://example.com"',
  ],
  [{ origins: ["*"] }, 'cors.origins[0] is "*", expected an origin such as "https://example.com"'],
  [
    { origins: ["null"] },
    'cors.origins[0] is "null", expected an origin such as "https://example.com"',
  ],
  [{ origins: APP }, `cors.origins is "${APP}", expected "*" or a list of origins`],
  [{ origins: [], expose: ["X A"] }, 'cors.expose[0] is "X A", expected a name such as "X-Total"'],
  [{ origins: [], maxAge: -1 }, "cors.maxAge is -1, expected a whole number of seconds from 0"],
  [{ origin: [] }, 'unknown option "cors.origin", expected cors.origins'],
];

Deno.test("cors that can't be meant is an error when the application is made", () => {
  for (const [cors, message] of WRONG) {
    throws(() => newApp({ cors: cors as CorsOptions }), {
      name: "TypeError",
      message: `Cannot make an application: ${message}`,
    });
  }
  const message = 'Cannot make an application: cors.origins is "*" and sameSite is "none", ' +
    "expected a list";
  throws(() => newApp({ cors: { origins: "*" }, sameSite: "none" }), { message });
  throws(() => newApp({ cors: { origins: "*" }, session: { sameSite: "none" } }), { message });
});
