/** Messages about what clients send: parameters, forms, methods, limits, sessions. */
import type { Trouble } from "./types.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

export const requests: readonly Trouble[] = [
  {
    message: 'Cannot read "page": nothing was sent, expected a number',
    cause: "The route declares a parameter, and the request does not contain it.",
    fix: "Give it a default value, `{ page: 1 }`, or allow that it is missing: " +
      "`{ page: optional(Number) }`.",
    seen: { at: "request", status: 400 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", { page: Number }, ({ page }) => P("Page ", page));
`,
  },
  {
    message: 'Cannot read "born": received "yesterday", expected a date such as 2026-11-20 or ' +
      "2026-11-20T09:30",
    cause: "The value can't be converted to the declared type.",
    fix: "Show the error next to the field with `checked()` and `fillForm()`: see " +
      "[show validation errors](guides/show_validation_errors.md).",
    seen: { at: "request", status: 400, request: { path: "/?born=yesterday" } },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", { born: Date }, ({ born }) => P(born.getFullYear()));
`,
  },
  {
    message:
      "Cannot answer GET /add: its routes are for POST, expected one for GET; a class or a file " +
      "among the parameters is read from a body by POST",
    cause: "The path has a route, but not for this HTTP method. A route that declares a class, a " +
      "file or a schema handles POST only. So does `rt.post`.",
    fix: 'Submit the form with `method: "post"`, or add `rt.get("/add", …)` for a page.',
    seen: { at: "request", status: 405, request: { path: "/add" } },
    program: `import { fastApp } from "@fasthtml/fasthtml";

class Book {
  title = "";
}
export const { app, rt } = fastApp();
rt("/add", { book: Book }, ({ book }) => book.title);
`,
  },
  {
    message: "Cannot accept this request: it comes from another site",
    cause: "A page on another origin sent a form (cross-site request forgery, CSRF). It also " +
      "happens when a proxy changes the host, so that your own page looks like another site.",
    fix: 'For a page that may send forms: `trustedOrigins: ["https://admin.example.com"]`. ' +
      "Behind a proxy: `trustProxy`, see [deploy](deploy.md).",
    seen: {
      at: "request",
      status: 403,
      request: { path: "/save", method: "POST", headers: { "sec-fetch-site": "cross-site" } },
    },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt.post("/save", () => "Saved");
`,
  },
  {
    message: "Cannot read the body: more than 1000 bytes (maxBody)",
    cause: "A form or JSON is larger than the limit.",
    fix: "Raise the option that the message names. [Limits](options.md#limits) has all of them.",
    seen: {
      at: "request",
      status: 413,
      request: { path: "/", method: "POST", headers: FORM, body: `text=${"x".repeat(2000)}` },
    },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ limits: { maxBody: 1000 } });
rt.post("/", { text: String }, ({ text }) => text);
`,
  },
  {
    message: "Expected property name or '}' in JSON at position …",
    cause: "The request has the type `application/json`, and its body is no JSON.",
    fix: "Send `JSON.stringify(value)` as the body. A form needs no JSON: see " +
      "[build a JSON API](guides/build_a_json_api.md).",
    seen: {
      at: "request",
      status: 400,
      request: {
        path: "/",
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{title: Dune}",
      },
    },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt.post("/", { title: String }, ({ title }) => title);
`,
  },
  {
    message: "Cannot write body as text or JSON: a function, expected await body()",
    cause: "`body` and `data` of the context are functions, because FastHTML reads the body only " +
      "when you need it.",
    fix: "Call it and wait: `async ({ body }) => P(await body())`.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", ({ body }) => P(\`You sent \${body}\`));
`,
  },
  {
    message: 'Cannot redirect: "https://example.com/" is of another site, expected the option ' +
      "external",
    cause: "`Redirect()` leads to your own site only, so that a link can't send your users " +
      "elsewhere (open redirect).",
    fix: 'If the other site is intended: `Redirect("https://example.com/", { external: true })`.',
    seen: { at: "request", status: 500 },
    program: `import { fastApp, Redirect } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", () => Redirect("https://example.com/"));
`,
  },
  {
    message:
      "Cannot keep session.since: Date, expected what JSON holds: text, finite numbers, true, " +
      "false, null, lists and plain objects of these",
    cause: "A session is stored as JSON in a cookie, and JSON has no dates, maps or classes.",
    fix: "Store a string or a number: `session.since = Date.now()`.",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", ({ session }) => {
  session.since = new Date();
  return P("Hello");
});
`,
  },
  {
    message:
      "Cannot keep the session: … bytes in its cookie, expected at most 4096; keep what is large " +
      "in the database",
    cause: "Browsers accept cookies of about 4 kB, and a session is one.",
    fix: "Store the data in a table and only its primary key in the session, or keep " +
      "[sessions on the server](ext/sessions.md).",
    seen: { at: "request", status: 500 },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", ({ session }) => {
  session.draft = "Once upon a time. ".repeat(500);
  return P("Hello");
});
`,
  },
  {
    message: 'Cannot answer for host "books.example": not one of allowedHosts',
    cause: "The application is limited to some hosts, and the request was sent to another one.",
    fix: "Add it to the option `allowedHosts`. In development only this computer is allowed.",
    seen: { at: "request", status: 421, request: { path: "http://books.example/" } },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ allowedHosts: ["example.com"] });
rt("/", () => P("Hello"));
`,
  },
  {
    message: "Cannot answer GET /chat: its route is a socket, expected a WebSocket",
    cause: "The browser opened the URL of a WebSocket as a page.",
    fix: 'Open the page that connects to it. Its element has `ws_connect: "/chat"`.',
    seen: { at: "request", status: 426, request: { path: "/chat" } },
    program: `import { fastApp } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ exts: ["ws"] });
app.ws("/chat", { text: String }, ({ text }) => text);
`,
  },
  {
    message: 'Cannot add a toast: kind "fail", expected one of info, success, warning, error',
    cause: "A notification (toast) has one of four kinds, which decide its color.",
    fix: 'Use a kind that the message lists: `addToast(session, "No such book", "error")`.',
    seen: { at: "request", status: 500 },
    program: `import { addToast, fastApp, P, setupToasts } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
setupToasts(app);
rt("/", ({ session }) => {
  addToast(session, "No such book", "fail");
  return P("Hello");
});
`,
  },
  {
    message: "Cannot send mails: found no server, expected its URL in MAIL_URL or as the first " +
      "argument",
    cause: "`mailer()` reads the mail server from the environment variable `MAIL_URL`, and it is " +
      "not set.",
    fix: "Set it, for example `MAIL_URL=smtp://localhost:1025`. In development, with the " +
      "option `live`, you need none: mails are at `/dev/mail`. See [mail](ext/mail.md).",
    seen: { at: "request", status: 500 },
    program: `import { fastApp } from "@fasthtml/fasthtml";
import { mailer } from "@fasthtml/fasthtml/ext/mail";

export const { app, rt } = fastApp();
const mail = mailer({ from: "Books <books@example.com>" });
rt("/", () => mail.send({ to: "ann@example.com", subject: "Hello", body: "Hello" }));
`,
  },
  {
    message: "Users are signed out after each deployment",
    cause:
      "The secret that signs sessions changed: FastHTML writes it to the file `.sesskey`, and " +
      "your host deleted this file with the old version. The old cookie is then no session.",
    fix: "Set the environment variable `FASTHTML_SECRET`. See " +
      "[set environment variables](guides/set_environment_variables.md).",
    seen: {
      at: "page",
      html: "Please sign in",
      request: {
        path: "/",
        headers: { cookie: "session_=eyJhdXRoIjoiYW5uIn0.signed-by-another-secret" },
      },
    },
    program: `import { fastApp, P } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
rt("/", ({ session }) => {
  if (!session.auth) return P("Please sign in");
  return P("Hello ", session.auth);
});
`,
  },
];
