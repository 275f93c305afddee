import { Client, type FastHTML } from "../../mod.ts";
import { toDom } from "./dom.ts";
import type { Parity } from "./ft.ts";

/** Replays every request of a folder's `http.json`, and compares the answers with FastHTML's. */
export async function httpParity(folder: string): Promise<Parity> {
  const cases: Case[] = JSON.parse(await Deno.readTextFile(`${folder}/http.json`));
  const parity: Parity = { same: 0, different: [], unexplained: [] };
  const apps = new Map<string, App>();
  for (const each of cases) {
    const app = apps.get(each.app) ?? await openApp(each.app, folder);
    apps.set(each.app, app);
    const ours = await replay(each, app);
    const faults = compare(ours, each.response);
    if (faults.length === 0) parity.same++;
    else if (DIFFERENCES.some(([_, applies]) => applies(each, ours, faults))) {
      parity.different.push(each.id);
    } else parity.unexplained.push(`${each.id}: ${faults.join("; ")}`);
  }
  return parity;
}

interface Case {
  readonly id: string;
  /** `apps/<name>.py`; the same application is ported in `apps/<name>.ts` here. */
  readonly app: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  };
  readonly response: Answer;
  /** Cases of one visitor share their cookies. */
  readonly client?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

interface App {
  readonly app: FastHTML;
  readonly clients: Map<string | undefined, Client>;
}

/** What can be told apart: the status, one header, the page's head, or the body. */
type Fault = string;

/** Where this project differs on purpose: the reason, and how such a case is known. */
const DIFFERENCES: [
  reason: string,
  applies: (each: Case, ours: Answer, faults: readonly Fault[]) => boolean,
][] = [
  [
    "bad input is 400 with a message that names the field; there it is 400, 404 or 500",
    ({ response }, { status }) =>
      [400, 404, 500].includes(response.status) && (status === 400 || status === 422),
  ],
  [
    "what Python alone reads as a number or a date (1_000, nan, Jan 5, nothing) is refused",
    ({ app }, { status }) => app === "apps/params.py" && status === 400,
  ],
  [
    "an empty field of a number or a date, and an empty file, is nothing sent",
    ({ request: { path, body } }, { status }, faults) =>
      /=(&|$)|filename=""/.test(body ?? path) && (status === 400 || onlyIn(faults, "body")),
  ],
  [
    "fillForm changes a copy, not the form of all requests",
    ({ request }) => request.path.startsWith("/ffblank"),
  ],
  [
    "a list that nobody sent is empty, as browsers send no unchecked box",
    ({ response }, { status, body }) =>
      response.status === 400 && status === 200 && body === "a=[]",
  ],
  [
    "a handler's own Response keeps its headers",
    (_, ours, faults) => ours.headers.vary === undefined && onlyIn(faults, "vary"),
  ],
  [
    "a route comes before a file of the same path",
    ({ app }, { status, body }) =>
      app === "apps/statics.py" && status === 200 && body.startsWith("shadow"),
  ],
  [
    "what runs at the start runs before the first request, also without a server",
    ({ app, request }) => app === "apps/extras.py" && request.path === "/",
  ],
  [
    "Basic authentication names its character set",
    (_, ours, faults) =>
      ours.status === 401 &&
      faults.every((fault) => /^(www-authenticate|content-type|head|body)/.test(fault)),
  ],
  [
    "where FastHTML fails, this project answers",
    ({ response }, { status }) => response.status === 500 && status < 500,
  ],
  [
    "an error that nobody handles is a page here",
    ({ response }, ours, faults) =>
      response.status >= 400 && ours.status === response.status &&
      !/^\s*</.test(response.body) &&
      faults.every((fault) => /^(content-type|body|head)/.test(fault)),
  ],
  [
    "405 names all verbs of the path, not those of its first route",
    ({ response }, ours, faults) =>
      ours.status === 405 && response.status === 405 &&
      faults.every((fault) => /^(content-type|body|head|allow)/.test(fault)) &&
      String(response.headers.allow).split(", ").every((verb) =>
        String(ours.headers.allow).split(", ").includes(verb)
      ),
  ],
  [
    "a lone string is text here, and is escaped",
    ({ response }, ours, faults) => onlyIn(faults, "body") && unescape(ours.body) === response.body,
  ],
  [
    "pages have no canonical link: it would be made of the visitor's Host",
    ({ response }, ours, faults) =>
      response.body.includes('rel="canonical"') && onlyIn(faults, "head") &&
      compare(ours, { ...response, body: withoutCanonical(response.body) }).length === 0,
  ],
  [
    "a session's cookie is set where it changed, however deep, and only there",
    (_, __, faults) => faults.every((fault) => /^(more: )?set-cookie/.test(fault)),
  ],
  [
    "a value that has no HTML is JSON or an error here, there it is printed by Python",
    ({ response }) =>
      /^(?:<!doctype html>.*<body>)?(\{|\[|[A-Z]\w*\(|b'|True|False)/.test(response.body),
  ],
  [
    "a list in a list is content like any other",
    ({ response }) => /\[&lt;|\[<|\(</.test(response.body),
  ],
  [
    "what a list or an empty value returns alone is no page",
    ({ response }, ours, faults) =>
      onlyIn(faults, "body", "head") && bodyOf(response.body) === ours.body,
  ],
  [
    "true and false render nothing",
    ({ response }, ours) => /^(True|False)$/.test(response.body) && ours.body === "",
  ],
  [
    "an encoded slash belongs to the value, and integers may be negative",
    ({ request }, { status }) => status === 200 && /%2F|\/-\d/i.test(request.path),
  ],
  [
    "no parameter comes from a header or cookie unless it is declared to",
    ({ request, app }) =>
      app === "apps/params.py" &&
      (/^\/(hdr|xhdr|host|cook|prec2)\b/.test(request.path) || "My-Name" in request.headers),
  ],
  [
    "a parameter without a type has one here",
    ({ request }) =>
      /^\/(noanno|noannodef|numnoanno|barelist|p_unknown|lsdef)\b/.test(request.path),
  ],
  [
    "a class comes from the body alone, and a field that was not sent keeps its initial value",
    ({ app, request }, _, faults) =>
      app === "apps/forms.py" && onlyIn(faults, "body") &&
      (request.path.includes("?") || request.method === "GET" ||
        /two_dc|todo|strict|nt\b/.test(request.path)),
  ],
  [
    "a field that was not sent keeps its initial value, where FastHTML fails or leaves a gap",
    ({ app, response }, { status }) =>
      app === "apps/forms.py" && response.status >= 400 && status === 200,
  ],
  [
    "what is neither content nor a Response is JSON, or one of the two wins",
    ({ request }) =>
      /^\/(emptydict|dictlist|hdrdict|dic|dicdate|agen|fhredirtup|zero|false|true|byt|hasstr|dc)\b/
        .test(request.path),
  ],
  [
    "htmx 4 puts no `values` around what a form sends",
    ({ request }) => /^\{"values":/.test(request.body ?? ""),
  ],
  [
    "htmx is sent on by HX-Redirect, never by a status that it follows by itself",
    ({ request }, ours) => "HX-Request" in request.headers && "hx-redirect" in ours.headers,
  ],
  [
    "a header beside a Response is kept, and so is each of two cookies",
    (_, __, faults) => faults.every((fault) => /^more: (x-|set-cookie|hx-)/.test(fault)),
  ],
  [
    "scripts and styles come from the application, each in the version that this project tests",
    ({ app, response }, _, faults) =>
      app === "apps/defaults.py" && response.status === 200 &&
      faults.every((fault) => fault.startsWith("head") || fault.includes('"hx-ext"')),
  ],
  [
    "toasts are made by this project's own script and style",
    ({ app, response }) => app === "apps/session.py" && response.body.includes("fh-toast"),
  ],
  [
    "a file's type and its folder are as a browser expects them, and nothing lies outside",
    ({ app, request }, ours) =>
      app === "apps/statics.py" &&
      (/%2e|vurl|\.\./.test(request.path) || request.path === "/" ||
        ours.headers["cache-control"] !== undefined),
  ],
  [
    "robots.txt is text and sitemap.xml is XML",
    ({ request }) => /^\/(robots\.txt|sitemap\.xml)/.test(request.path),
  ],
  [
    "a route is an attribute value; there are no verb attributes",
    ({ request }) =>
      /^\/(urls|verbattrs|hasverb|hasverbin|api\/urls|api\/verb)\b/.test(request.path),
  ],
  [
    "a mounted application answers at its prefix with and without a slash",
    ({ request, response }, { status }) =>
      request.path === "/sub" && response.status === 307 && status === 200,
  ],
  [
    "a class is no path by its name in capitals, and one router is found under its own prefix alone",
    ({ request }) => /^\/(Widgets|Cards|api)$/.test(request.path),
  ],
  [
    "the file that a sealed cookie, an event or an element names is written this project's way",
    ({ request }) =>
      /^\/(filerdl|es|essync|stream|svginb|bodyel|headel|ftrespcls|ftrespmt|vary|ctype)\b/
        .test(request.path),
  ],
  [
    "fastApp() takes no columns among its options, so none is lost",
    ({ app, request }) => app === "apps/fastapp_db.py" && request.path === "/two/",
  ],
  [
    "what a row has not been given reads as its initial value",
    ({ app, request }) =>
      app === "apps/todo_db.py" && request.path === "/json" ||
      app === "apps/fastapp_db.py" && /^\/(addempty)?$/.test(request.path),
  ],
];

async function openApp(name: string, folder: string): Promise<App> {
  const file = name.replace(/\.py$/, ".ts");
  const { default: make } = await import(new URL(file, import.meta.url).href) as {
    default: (folder: string) => FastHTML;
  };
  return { app: make(`${folder}/apps`), clients: new Map() };
}

async function replay(each: Case, { app, clients }: App): Promise<Answer> {
  const { method, path, headers, body } = each.request;
  const client = clients.get(each.client) ?? new Client(app);
  if (each.client !== undefined) clients.set(each.client, client);
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === "host")?.[1];
  const { error } = globalThis.console;
  globalThis.console.error = () => {};
  const response = await client.request(`http://${host ?? "testserver"}${path}`, {
    method,
    headers,
    body: method === "GET" || method === "HEAD" ? null : body,
  });
  const text = await response.text();
  globalThis.console.error = error;
  const kept = [...response.headers].filter(([name]) => name !== "set-cookie");
  const names = response.headers.getSetCookie().map((cookie) => cookie.split("=")[0]!);
  return {
    status: response.status,
    headers: { ...Object.fromEntries(kept), ...names.length && { "set-cookie": names } },
    body: method === "HEAD" ? "" : text,
  };
}

/** Headers that carry meaning; those that guard a page are this project's own. */
const KEPT =
  /^(content-type|location|vary|allow|cache-control|www-authenticate|content-disposition|set-cookie|hx-.*|x-.*)$/;
const OWN = /^(x-content-type-options|x-frame-options|content-type|vary|cache-control)$/;

function compare(ours: Answer, theirs: Answer): Fault[] {
  const faults: Fault[] = [];
  if (ours.status !== theirs.status) faults.push(`status ${ours.status}, not ${theirs.status}`);
  for (const [name, value] of Object.entries(theirs.headers)) {
    if (name === "set-cookie-values") continue;
    const mine = toHeader(name, ours.headers[name]), wanted = toHeader(name, value);
    // To vary by more than FastHTML says is safe.
    const isSame = name === "vary" ? isWithin(wanted, mine) : mine === wanted;
    if (!isSame) faults.push(`${name} ${mine}, not ${wanted}`);
  }
  for (const name of Object.keys(ours.headers)) {
    if (KEPT.test(name) && !OWN.test(name) && !(name in theirs.headers)) {
      faults.push(`more: ${name}`);
    }
  }
  const [mine, wanted] = [toPage(ours.body), toPage(theirs.body)];
  if (mine.head !== wanted.head) faults.push(`head ${mine.head}, not ${wanted.head}`);
  if (mine.body !== wanted.body) faults.push(`body ${mine.body}, not ${wanted.body}`);
  return faults;
}

function isWithin(list: string, longer: string): boolean {
  const all = longer.split(", ");
  return list.split(", ").every((item) => all.includes(item));
}

function toHeader(name: string, value: string | string[] | undefined): string {
  const values = [value ?? []].flat();
  if (name === "location") return new URL(values[0] ?? "", "http://testserver").href;
  if (name === "vary" || name === "allow") return values.join().split(/,\s*/).sort().join(", ");
  if (name === "content-type") return (values[0] ?? "").toLowerCase();
  return values.join(", ");
}

/** A page as a browser sees it; heads are sets, as a page's own elements follow the application's. */
function toPage(html: string): { head: string; body: string } {
  if (!/^\s*</.test(html)) return { head: "", body: html };
  const dom = toDom(html, { attr: plainly }) as {
    tag?: string;
    attrs?: object;
    children?: { tag?: string; children: unknown[] }[];
  }[];
  const root = dom.find(({ tag }) => tag === "html");
  const head = root?.children?.find(({ tag }) => tag === "head");
  const others = root?.children?.filter((child) => child !== head) ?? dom;
  const parts = (head?.children ?? []).map((part) => JSON.stringify(part)).sort();
  return { head: parts.join("\n"), body: JSON.stringify([root?.attrs, others]) };
}

/** What a browser makes of an attribute. */
function plainly(name: string, value: string): string {
  return name === "checked" || name === "selected" ? "" : value;
}

function onlyIn(faults: readonly Fault[], ...kinds: readonly string[]): boolean {
  return faults.every((fault) => kinds.some((kind) => fault.startsWith(kind)));
}

function withoutCanonical(html: string): string {
  return html.replace(/<link rel="canonical"[^>]*>/, "");
}

function bodyOf(html: string): string {
  return /<body>(.*)<\/body>/s.exec(html)?.[1] ?? html;
}

function unescape(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#34;", '"')
    .replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
