/**
 * What a person who ports writes here for each helper function of FastHTML.
 *
 * @module
 */
import { htmlToFt } from "../../ext/html2ft.ts";
import * as js from "../../ext/js.ts";
import * as pico from "../../ext/pico.ts";
import * as seo from "../../ext/seo.ts";
import * as svg from "../../ext/svg.ts";
import * as compat from "../../compat.ts";
import * as main from "../../mod.ts";
import type { AttrValue, Declaration, ScriptAttrs } from "../../types.ts";
import { type Dom, toDom } from "./dom.ts";
import { toCookie } from "./funcs_expected.ts";

export type Kwargs = Readonly<Record<string, unknown>>;

// What Python passes by position is of another type for each function.
// deno-lint-ignore no-explicit-any
type Args = readonly any[];

/** Calls the counterpart of a function of FastHTML; throws a ReferenceError where there is none. */
export function callHere(fn: string, args: Args, kwargs: Kwargs): unknown {
  const call = CALLS[fn];
  if (call) return call(args.map(toValue), kwargs);
  const name = toCamel(fn);
  if ([main, compat, js, pico, seo, svg].some((module) => name in module)) {
    throw new TypeError(`Cannot compare ${name}: it is there, expected a call of it`);
  }
  throw new ReferenceError(`${name} is not defined`);
}

const CALLS: Readonly<Record<string, (args: Args, kwargs: Kwargs) => unknown>> = {
  str2bool: ([text]) => bind(text, Boolean),
  str2int: ([text]) => bind(text, main.Integer),
  str2date: ([text]) => bind(text, main.optional(main.DateOnly)),
  parsed_date: ([text]) => bind(text, compat.parsedDate),
  snake2hyphens: ([name]) => toHeader(name),
  qp: ([path], kwargs) => new main.FastHTML().get(path, () => "").to(kwargs as never),
  uri: ([name], kwargs) => {
    const app = new main.FastHTML();
    app.get("/here", () => "", { name });
    return app.urlFor(name, kwargs);
  },
  cookie: ([name, value = ""], kwargs) =>
    toCookie(main.cookie(name, value, toOptions(kwargs)).value),
  HtmxResponseHeaders: (_, kwargs) => main.HtmxResponseHeaders(toOptions(kwargs)).map(toPair),
  transformd: (_, kwargs) => svg.transformd(toValue(kwargs) as svg.Transform),
  html2ft: ([html], { attr1st }) => run(htmlToFt(html, { attrsFirst: attr1st === true })),
  attrmap: ([key]) => toName(key),
  attrmap_x: ([key]) => toName(key),
  valmap: ([value]) => toText(value),
  sse_message: async ([content], kwargs) => await main.sseMessage(content, kwargs).render(),
  to_xml: (args, kwargs) =>
    main.toXml(args.length === 1 ? args[0] : args, { indent: true, ...kwargs }),
  camel2snake: ([name]) =>
    main.database(":memory:").create(
      {
        [name]: class {
          id = 0;
        },
      }[name]!,
    ).table,
  LdJson: ([type, data], { extra }) =>
    JSON.parse(/>(.*)</.exec(main.toXml(seo.LdJson(type, { ...data, ...extra as object })))![1]!),
  jsd: ([org, repo, root, path], options) => ({
    html: String(js.jsd(org, repo, root, path, options as js.JsdOptions<"script"> & ScriptAttrs)),
  }),
  sitemap_url: ([path, base]) => main.toXml(seo.sitemapUrl(path, base)),
};

/** What a declared parameter becomes of a query's text. */
async function bind(text: string, of: Declaration): Promise<unknown> {
  let bound: unknown;
  const app = toApp();
  app.get("/", { value: of }, ({ value }) => {
    bound = value;
    return "";
  });
  const response = await app.request(`/?value=${encodeURIComponent(text)}`);
  if (response.status !== 200) throw new Error(await response.text());
  return bound;
}

/** The request header that a parameter comes from, as the message says that it was not sent. */
async function toHeader(name: string): Promise<string> {
  const app = toApp();
  app.get("/", { [name]: main.fromHeader() }, () => "");
  const text = await (await app.request("/")).text();
  return /^Cannot read "(.*)": nothing was sent, expected text$/.exec(text)![1]!.toLowerCase();
}

function toApp(): main.FastHTML {
  return new main.FastHTML({
    exceptionHandlers: { 400: (_, error) => new Response(error.message, { status: 400 }) },
  });
}

/** The name by which an attribute is written. */
function toName(key: string): string {
  return /^<div (.*)="v"><\/div>$/.exec(main.toXml(main.tags.Div({ [key]: "v" })))![1]!;
}

/** What is written for an attribute's value: text, true for the name alone, null for nothing. */
function toText(value: AttrValue): string | true | null {
  const name = Array.isArray(value) ? "class" : typeof value === "object" ? "style" : "title";
  const [, text = null] = /^<div(.*)><\/div>$/.exec(main.toXml(main.tags.Div({ [name]: value })))!;
  if (text === "") return null;
  return text === ` ${name}` ? true : text!.slice(` ${name}="`.length, -1);
}

/** What code that was made from HTML renders. */
function run(code: string): Dom[] {
  const names = { ...main, ...svg };
  const make = new Function(...Object.keys(names), `return ${code};`);
  return toDom(main.toXml(make(...Object.values(names))));
}

/** Reads arguments of `funcs.json`: tuples, elements as HTML, and bytes. */
function toValue(arg: unknown): unknown {
  if (Array.isArray(arg)) return arg.map(toValue);
  if (typeof arg !== "object" || arg === null) return arg;
  const node = arg as Kwargs;
  if ("tuple" in node) return toValue(node.tuple);
  if ("html" in node) return main.Fragment(...toDom(String(node.html)).map(toElement));
  if ("repr" in node) return new TextEncoder().encode(String(node.repr).slice(2, -1));
  return Object.fromEntries(Object.entries(node).map(([name, item]) => [name, toValue(item)]));
}

function toElement(dom: Dom): main.Child {
  if (typeof dom === "string" || "comment" in dom) return typeof dom === "string" ? dom : null;
  return main.makeTag(dom.tag)(dom.attrs, ...dom.children.map(toElement));
}

/** None is undefined, and Python's name the one in camelCase. */
function toOptions(kwargs: Kwargs): Record<string, never> {
  const names: Kwargs = { httponly: "httpOnly", samesite: "sameSite" };
  return Object.fromEntries(
    Object.entries(kwargs).map(([name, value]) =>
      [names[name] ?? toCamel(name), value ?? undefined] as [string, never]
    ),
  );
}

function toCamel(name: string): string {
  return name.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase());
}

function toPair({ name, value }: main.HttpHeader): [name: string, value: string] {
  return [name.toLowerCase(), value];
}
