import {
  addToast,
  checked,
  Client,
  DateOnly,
  fastApp,
  type FastHTML,
  type FastHTMLOptions,
  HTTPException,
  Integer,
  MESSAGES,
  oneOf,
  P,
  Redirect,
  type Session,
  setupToasts,
  StaticFiles,
} from "@fasthtml/fasthtml";
import { requires } from "@fasthtml/fasthtml/compat";
import { userPwdAuth } from "@fasthtml/fasthtml/ext/basic-auth";
import { OAuth, OpenIDClient } from "@fasthtml/fasthtml/ext/oauth";
import { Passkey, Passkeys } from "@fasthtml/fasthtml/ext/passkey";
import { Passwords } from "@fasthtml/fasthtml/ext/password";
import { timeout } from "@fasthtml/fasthtml/middleware";
import type { Messages } from "@fasthtml/fasthtml/types";
import { deepStrictEqual } from "node:assert";
import { database } from "../../lib/data/mod.ts";
import { END, FILE, part, post } from "../http/_upload.ts";
import { SECRET } from "../http/_app.ts";

/** Keys of the sentences that a test has seen. */
const seen = new Set<string>();

/** Every sentence of the library between marks, which no program has without its table. */
const MARKED: Messages = Object.fromEntries(
  Object.entries(MESSAGES).map(([key, text]) => [key, (values: Record<string, string> = {}) => {
    seen.add(key);
    return `«${text.replace(/\{(\w+)\}/g, (_, name) => values[name]!)}»`;
  }]),
);

/** An application that says nothing by itself. */
function newApp(options: FastHTMLOptions = {}) {
  return fastApp({
    title: "–",
    defaultHdrs: false,
    secretKey: SECRET,
    staticPath: "/nowhere",
    messages: { en: MARKED },
    log: () => {},
    ...options,
  });
}

/** What people read in a response that is not between marks. */
async function unmarked(response: Response): Promise<string> {
  const type = response.headers.get("content-type") ?? "";
  const body = await response.text();
  const told = type.includes("json") ? toTold(JSON.parse(body)) : toTexts(body);
  let text = told, before;
  do {
    before = text;
    text = text.replace(/«[^«»]*»/g, "");
  } while (text !== before);
  return text.replace(/[^\p{L}]+/gu, " ").trim();
}

/** The texts of a problem for people, or all of other data. */
function toTold(data: Record<string, unknown>): string {
  const { type, id: _, ...rest } = data;
  return type === "about:blank"
    ? Object.values(rest).flatMap(toStrings).join(" ")
    : toStrings(data);
}

function toStrings(value: unknown): string {
  return typeof value === "object"
    ? Object.values(value ?? {}).map(toStrings).join(" ")
    : `${value}`;
}

/** The texts of HTML, and the attributes that people read. */
function toTexts(html: string): string {
  const attributes = html.matchAll(/ (?:aria-label|title|alt|placeholder|value)="([^"]*)"/g);
  return [
    html.replace(/<(script|style)\b[^]*?<\/\1>|<!doctype[^>]*>|<[^>]*>/gi, " "),
    ...[...attributes].map(([, text]) => text),
  ].join(" ");
}

/** How a request says what it wants of an error. */
const WAYS: Readonly<Record<string, Record<string, string>>> = {
  page: { accept: "text/html" },
  htmx: { accept: "*/*", "hx-request": "true" },
  data: { accept: "application/json" },
};

/** A request, made anew for each way. */
type Case = [
  app: { request(path: string, init: RequestInit): Promise<Response> },
  path: string,
  init?: () => RequestInit,
];

/** Sends a request in each way: what is told without a mark, by name, way and status. */
async function tellAll(cases: Readonly<Record<string, Case>>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, [app, path, init = () => ({})]] of Object.entries(cases)) {
    for (const [way, headers] of Object.entries(WAYS)) {
      const { headers: own, ...rest }: RequestInit = init();
      const all = { ...headers, ...own as Record<string, string> };
      const response = await app.request(path, { ...rest, headers: all });
      const { status } = response, text = await unmarked(response);
      if (text !== "" || status < 400) wrong.push(`${name} (${way}, ${status}): ${text}`);
    }
  }
  return wrong;
}

const form = (fields: Record<string, string>): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields),
});
const json = (body: string): RequestInit => ({
  method: "POST",
  body,
  headers: { "content-type": "application/json" },
});

Deno.test("messages: every status is told in the table's words", async () => {
  const { app, rt } = newApp();
  rt("/{status}", { status: Number }, ({ status }) => {
    throw new HTTPException(status);
  });
  const statuses = Array.from({ length: 200 }, (_, i) => 400 + i);
  deepStrictEqual(
    await tellAll(Object.fromEntries(statuses.map((status) => [status, [app, `/${status}`]]))),
    [],
  );
});

Deno.test("messages: all that the library itself tells users is in the table", async () => {
  seen.clear();
  deepStrictEqual(await tellAll({ ...toRequests(), ...toFields(), ...toSignIns() }), []);
  const unseen = Object.keys(MESSAGES).filter((key) => !/^\d/.test(key) && !seen.has(key));
  deepStrictEqual(
    new Set(unseen),
    new Set([
      // Of statuses that the library itself does not send, and of the test below
      ...["error", "tooManyRequests", "logOut"],
      // Told to a client that is slow or breaks off, or while the server ends
      ...["tooSlow", "broken", "restarting"],
      // Told by the client script
      ...["wentWrong", "noAnswer", "unreachable", "disconnected", "close"],
      // Told where many sign in at the same time
      ...["tooManySignIns", "signInBusy"],
      // Told to devices and by providers that answer
      ...["passkeyInvalid", "passkeyTaken", "passkeyUnused"],
      // Of what sends mails, and of MagicKey, whose tests read its pages and its mail
      ...["email", "signIn", "linkSent", "linkCode", "linkPress", "linkElsewhere", "newLink"],
      ...["linkOnePart", "otherBrowser"],
      ...["linkUsed", "codeWrong", "noAccount", "mailSubject", "mailLink", "mailCode", "mailAsked"],
      ...["passkeyOffer", "passkeyOffered", "passkeyAdd", "notNow"],
      // Of PasswordMails, whose tests do the same
      ...["logIn", "emailAddress", "emailConfirm", "emailConfirmed", "passwordForgot"],
      ...["passwordLink", "passwordSent", "passwordNew", "passwordSave", "passwordSaved"],
      ...["linkToken", "linkTooOld", "resetSubject", "resetMail", "resetUnasked", "verifySubject"],
      ...["verifyMail", "verifyUnasked", "changedSubject", "changedMail"],
    ]),
  );
});

type Cases = Record<string, Case>;

/** Requests that can't be answered as they are. */
function toRequests(): Cases {
  const { app, rt } = newApp({
    allowedHosts: ["localhost"],
    limits: { maxBody: 3000, maxUpload: 3_000_000, maxFields: 3, maxFiles: 1, maxFile: 1_000_000 },
    exceptionHandlers: {
      418: () => {
        throw new Error("a handler of errors fails");
      },
    },
  });
  const rows = database(":memory:").create(Row);
  rt("/write", async () => void await rows.insert({ name: "-" }));
  rt.post("/data", async ({ data }) => void await data());
  rt("/error", () => {
    throw new Error("a mistake");
  });
  rt("/row", () => rows.get(7));
  rt("/handler", () => {
    throw new HTTPException(418);
  });
  rt("/next", { next: String }, ({ next }) => Redirect(next));
  rt("/cookies", ({ cookies }) => `${cookies.a}`);
  rt("/admin", () => "", { before: requires("admin") });
  app.mount("/files", StaticFiles("/nowhere"));
  const basic = newApp({ before: userPwdAuth({ ada: "-" }) });
  const slow = newApp({ middleware: timeout(0.001) });
  slow.rt("/", () => new Promise(() => {}));
  const narrow = newApp({ limits: { maxBody: 10 } });
  narrow.rt.post("/", async ({ data }) => void await data());

  const upload = (...parts: string[]) => () => post(parts.join("") + END, { size: 65_536 });
  const navigate = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  return {
    nowhere: [app, "/nowhere"],
    "no file": [app, "/files/nowhere.txt"],
    method: [app, "/data", () => ({ method: "DELETE" })],
    host: [app, "http://other.example/"],
    target: [app, `/${"x".repeat(70_000)}`],
    error: [app, "/error"],
    row: [app, "/row"],
    handler: [app, "/handler"],
    redirect: [app, "/next?next=https://other.example"],
    cookies: [app, "/cookies", () => ({ headers: { cookie: "a=1;".repeat(400) } })],
    admin: [app, "/admin"],
    basic: [basic.app, "/"],
    late: [slow.app, "/"],
    "other site": [app, "/data", () => ({ ...form({}), headers: { origin: "https://evil" } })],
    "link of another site": [app, "/write", () => ({ headers: navigate })],
    json: [app, "/data", () => json("{")],
    "json list": [app, "/data", () => json("[]")],
    deep: [app, "/data", () => json('{"a":'.repeat(100))],
    utf8: [app, "/data", () => ({ ...json(""), body: new Uint8Array([0xff]) })],
    large: [app, "/data", () => json(`{"a": "${"x".repeat(5000)}"}`)],
    narrow: [narrow.app, "/", () => json(`{"a": "${"x".repeat(50)}"}`)],
    fields: [app, "/data", () => form({ a: "", b: "", c: "", d: "" })],
    "no boundary": [app, "/data", () => post("", { type: "multipart/form-data" })],
    "broken form": [app, "/data", () => post(part("a", "b"))],
    files: [app, "/data", upload(part("a", "", FILE), part("b", "", FILE))],
    "large file": [app, "/data", upload(part("a", "x".repeat(1_100_000), FILE))],
    "long text": [app, "/data", upload(part("a", "x".repeat(4000)))],
  };
}

class Row {
  id = 0;
  name = "";
}

/** Fields that do not fit their types. */
function toFields(): Cases {
  const { app, rt } = newApp();
  const rows: [name: string, of: unknown, sent: string][] = [
    ["missing", Number, ""],
    ["number", Number, "x"],
    ["whole", Integer, "1.5"],
    ["truth", Boolean, "maybe"],
    ["time", Date, "x"],
    ["day", DateOnly, "x"],
    ["link", URL, "x"],
    ["text", String, "\0"],
    ["choice", oneOf("x", "y"), "z"],
    ["file", File, "x"],
    ["read", (text: string) => Number(text) || undefined, "x"],
  ];
  class Pair {
    name = "";
    age = 0;
  }
  rt.post("/pair", { pair: Pair }, () => "");
  const pair: Case = [app, "/pair", () => form({ name: "\0", age: "x" })];
  const cases = rows.flatMap(([name, of, sent]) => {
    rt.post(`/${name}`, { value: of } as { value: StringConstructor }, () => "");
    rt(`/${name}/{value}`, { value: of } as { value: StringConstructor }, () => "");
    const fields: Case = [app, `/${name}`, () => form({ value: sent })];
    const path: Case = [app, `/${name}/${sent || "x"}`];
    return [
      [name, fields],
      ...name === "file" || name === "text" ? [] : [[`${name} in a path`, path]],
    ];
  });
  return { ...Object.fromEntries(cases), pair };
}

class Auth extends OAuth {
  getAuth() {}
}

const PROVIDER = new OpenIDClient("https://provider.example", "id", "secret");

/** Sign-ins that fail. */
function toSignIns(): Cases {
  class Keys extends Passkeys {
    signUp() {
      return undefined;
    }
  }
  const oauth = newApp(), passkey = newApp(), password = newApp();
  new Auth(oauth.app, PROVIDER);
  const pending = { path: "/redirect", state: "s", time: Date.now(), note: "" };
  const as = (app: FastHTML, session: Partial<Session>): Case[0] => ({
    request: (path, init) => new Client(app, { session }).request(path, init),
  });
  const keys = database(":memory:").create(Passkey);
  keys.insert({ id: "k", user: "ada", publicKey: "", counter: 0 });
  new Keys(passkey.app, keys);
  const asked = { passkey: { challenge: "c", name: "", time: Date.now() } };
  const passwords = new Passwords();
  password.rt.post("/", { text: String }, async ({ text }) => await passwords.hash(text));
  const names = "/passkey/sign-up/options";
  return {
    "no state": [oauth.app, "/redirect?code=c&state=s"],
    "long note": [oauth.app, `/redirect/start?note=${"x".repeat(300)}`],
    refused: [as(oauth.app, { oauth: [pending] }), "/redirect?state=s&error=no"],
    "no challenge": [passkey.app, "/passkey/sign-in", () => json('{"id":"k"}')],
    "unknown key": [as(passkey.app, asked), "/passkey/sign-in", () => json('{"id":"x"}')],
    "no name": [passkey.app, names, () => json("{}")],
    "name of a provider": [passkey.app, names, () => json('{"name":"https://x"}')],
    "name taken": [passkey.app, names, () => json('{"name":"ada"}')],
    "short password": [password.app, "/", () => form({ text: "abc" })],
    "common password": [password.app, "/", () => form({ text: "password1" })],
  };
}

Deno.test("messages: what checked() says of a form, toasts and the page of a sign-out use the table", async () => {
  class Member {
    static notNull = ["name"];
    name = "";
    age = 0;
  }
  const { app, rt } = newApp();
  rt.post("/join", { member: checked(Member) }, ({ member }) => member.errors);
  const joined = await app.request("/join", form({ age: "x" }));
  deepStrictEqual([joined.status, await unmarked(joined)], [200, ""]);
  setupToasts(app);
  rt("/toast", ({ session }) => {
    addToast(session, "–", "error", { dismiss: true });
    return P("–");
  });
  deepStrictEqual(await unmarked(await app.request("/toast")), "");
  new Auth(app, PROVIDER);
  const client = new Client(app, { session: { auth: "https://provider.example#1" } });
  const { status } = await client.get("/logout");
  deepStrictEqual([status, await unmarked(await client.get("/logout"))], [200, ""]);
});
