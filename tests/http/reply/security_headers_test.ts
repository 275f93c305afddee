import {
  EventStream,
  type FastHTMLOptions,
  FileResponse,
  HTTPException,
  HttpHeader,
  P,
  Redirect,
  sseMessage,
} from "@fasthtml/fasthtml";
import { deepStrictEqual, strictEqual } from "node:assert";
import { tempFolder } from "../../_temp.ts";
import { HTMX, logged, newApp, read } from "../_app.ts";

const DATA = { "x-content-type-options": "nosniff" };
const DOCUMENT = {
  ...DATA,
  "referrer-policy": "strict-origin-when-cross-origin",
  "x-frame-options": "SAMEORIGIN",
  "cross-origin-opener-policy": "same-origin-allow-popups",
  "permissions-policy": "camera=(self), geolocation=(self), microphone=(self)",
};
const NAMES = [...Object.keys(DOCUMENT), "content-security-policy", "strict-transport-security"];

/** The strict policy, for content without a nonce. */
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; " +
  "style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; " +
  "form-action 'self'; frame-ancestors 'self'";

/** The security headers of a response. */
async function guardsOf(response: Promise<Response>): Promise<Record<string, string>> {
  const { headers } = await read(response);
  return Object.fromEntries(NAMES.flatMap((name) => {
    const value = headers.get(name)?.replaceAll(/ 'nonce-[\w+/]{22}=='/g, "");
    return value === undefined ? [] : [[name, value]];
  }));
}

/** An application that answers in every way, and a server that it passes a response on from. */
async function makeApp(options: FastHTMLOptions = {}) {
  const folder = await tempFolder();
  for (const name of ["a.html", "a.css", "a.xml"]) {
    await Deno.writeTextFile(`${folder.path}/${name}`, "x");
  }
  const { app, rt } = newApp({
    staticPath: folder.path,
    middleware: (request, next) =>
      request.url.endsWith("/middleware")
        ? new Response("<p>", { headers: { "content-type": "text/html" } })
        : request.url.endsWith("/crash")
        ? Promise.reject(new Error("crash"))
        : next(request),
    ...options,
  });
  const html = (text: string) => new Response(text, { headers: { "content-type": "text/html" } });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => html("<p>"));
  const typed = (type: string) => () => new Response("x", { headers: { "content-type": type } });
  rt("/page", () => P("x"));
  rt("/stream", async function* () {
    yield await Promise.resolve(P("x"));
  });
  rt("/text", () => "x");
  rt("/own-page", () => html("<p>"));
  rt("/xhtml", typed("application/xhtml+xml; charset=utf-8"));
  rt("/svg", typed("image/svg+xml"));
  rt("/xsl", typed("Text/XSL"));
  rt("/blob", () => new Blob(["<p>"], { type: "text/html" }));
  rt("/retyped", () => [{ a: 1 }, new HttpHeader("Content-Type", "text/html")]);
  rt("/fetched", () => fetch(`http://127.0.0.1:${server.addr.port}`));
  rt("/failing", () => {
    throw new HTTPException(400);
  });
  rt("/json", () => ({ a: 1 }));
  rt("/bytes", () => new Uint8Array(1));
  rt("/own", () => new Response("x"));
  rt("/like-xml", typed("application/xml-dtd"));
  rt("/fixed", () => Response.redirect("http://localhost/page"));
  rt("/redirect", () => Redirect("/page"));
  rt("/events", () =>
    EventStream(async function* () {
      yield await Promise.resolve(sseMessage("x"));
    }));
  rt("/slash/", () => P("x"));
  rt("/download", () => FileResponse(`${folder.path}/a.css`));
  app.mount("/other", (request) => request.url.endsWith("page") ? html("<p>") : Response.json(1));
  return {
    app,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const DOCUMENTS = ("page stream text own-page xhtml svg xsl blob retyped fetched failing nowhere " +
  "a.html a.xml middleware other/page").split(" ");
const OTHERS = ("json bytes own like-xml fixed redirect events slash download a.css favicon.ico " +
  "other/data").split(" ");

Deno.test("SecurityHeaders guard each kind of response, whatever made it", async () => {
  await using made = await makeApp();
  const ask = (path: string) => guardsOf(made.app.request(`/${path}`));
  for (const path of DOCUMENTS) deepStrictEqual(await ask(path), DOCUMENT, path);
  for (const path of OTHERS) deepStrictEqual(await ask(path), DATA, path);
  await logged(async () => deepStrictEqual(await ask("crash"), DOCUMENT));
});

Deno.test("SecurityHeaders of a page are not on the parts that htmx asks for", async () => {
  const { app, rt } = newApp({ csp: true });
  rt("/", () => P("x"));
  rt("/text", () => "x");
  for (const path of ["/", "/text"]) {
    deepStrictEqual(await guardsOf(app.request(path, HTMX)), DATA, path);
  }
});

Deno.test("SecurityHeaders have the policy, where it is asked for, on every document", async () => {
  await using made = await makeApp({ csp: true });
  const ask = (path: string) => guardsOf(made.app.request(`/${path}`));
  const guarded = { ...DOCUMENT, "content-security-policy": POLICY };
  for (const path of DOCUMENTS) deepStrictEqual(await ask(path), guarded, path);
  for (const path of OTHERS) deepStrictEqual(await ask(path), DATA, path);
});

Deno.test("SecurityHeaders give a page of the program's own no nonce, so its text can use none", async () => {
  const { app, rt } = newApp({ csp: { "script-src": "'nonce-NONCE' 'strict-dynamic'" } });
  rt("/", () => new Response("<p>", { headers: { "content-type": "text/html" } }));
  const { headers } = await read(app.request("/"));
  const policy = headers.get("content-security-policy")!;
  deepStrictEqual(policy.split("; ").slice(1, 3), [
    "script-src 'strict-dynamic'",
    "style-src 'self'",
  ]);
});

Deno.test("SecurityHeaders never replace the program's own", async () => {
  const own = {
    "x-content-type-options": "own",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "unsafe-none",
    "permissions-policy": "camera=*",
    "content-security-policy": "default-src *",
    "strict-transport-security": "max-age=1",
  };
  const headers = { "content-type": "text/html", ...own };
  const { app, rt } = newApp({ csp: true, hsts: true });
  rt("/response", () => new Response("x", { headers }));
  rt("/page", () => [
    P("x"),
    ...Object.entries(own).map(([name, value]) => new HttpHeader(name, value)),
  ]);
  app.mount("/other", () => new Response("x", { headers }));
  for (const path of ["/response", "/page", "/other"]) {
    deepStrictEqual(await guardsOf(app.request(path)), own, path);
  }
});

Deno.test("SecurityHeaders that middleware takes out stay out", async () => {
  const { app, rt } = newApp({
    middleware: async (request, next) => {
      const { body, headers } = await next(request);
      headers.delete("x-frame-options");
      return new Response(body, { headers });
    },
  });
  rt("/", () => P("x"));
  const { "x-frame-options": _, ...rest } = DOCUMENT;
  deepStrictEqual(await guardsOf(app.request("/")), rest);
});

Deno.test("SecurityHeaders of a mounted application are as its own options say, guarded or not", async () => {
  const { "permissions-policy": _, ...expected } = DOCUMENT;
  for (const before of [[], [() => {}]]) {
    const below = newApp({ permissionsPolicy: false });
    below.rt("/", () => P("x"));
    const { app } = newApp({ csp: true, before });
    app.mount("/below", below.app);
    app.mount("/other", () => new Response("<p>", { headers: { "content-type": "text/html" } }));
    deepStrictEqual(await guardsOf(app.request("/below/")), expected);
    deepStrictEqual(await guardsOf(app.request("/other/")), {
      ...DOCUMENT,
      "content-security-policy": POLICY,
    });
  }
});

Deno.test("SecurityHeaders stay the same on a Response that a program sends again", async () => {
  const { app, rt } = newApp();
  const gone = new Response(null, { status: 410, headers: { "content-type": "text/html" } });
  rt("/", () => gone);
  for (let i = 0; i < 3; i++) deepStrictEqual(await guardsOf(app.request("/")), DOCUMENT);
});

Deno.test("permissionsPolicy adds features, replaces them, or sends none", async () => {
  const policyOf = async (permissionsPolicy: FastHTMLOptions["permissionsPolicy"]) => {
    const { app, rt } = newApp({ permissionsPolicy });
    rt("/", () => P("x"));
    return (await guardsOf(app.request("/")))["permissions-policy"];
  };
  strictEqual(
    await policyOf({ geolocation: "()", usb: "()" }),
    "camera=(self), geolocation=(), microphone=(self), usb=()",
  );
  strictEqual(await policyOf(false), undefined);
});

Deno.test("hsts is on every response, but not in development", async () => {
  const hstsOf = async (options: FastHTMLOptions, path = "page") => {
    await using made = await makeApp(options);
    return (await guardsOf(made.app.request(`/${path}`)))["strict-transport-security"];
  };
  strictEqual(await hstsOf({}), undefined);
  strictEqual(await hstsOf({ hsts: false }), undefined);
  strictEqual(await hstsOf({ hsts: true }), "max-age=31536000");
  strictEqual(await hstsOf({ hsts: "max-age=0" }), "max-age=0");
  strictEqual(await hstsOf({ hsts: true, debug: true }), undefined);
  for (const path of ["json", "own", "fixed", "a.css", "nowhere", "middleware", "other/data"]) {
    strictEqual(await hstsOf({ hsts: true }, path), "max-age=31536000", path);
  }
});
