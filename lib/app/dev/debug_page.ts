/** The error page of development: what went wrong, in which line of the program, at which request. */
import {
  type Child,
  Code,
  Dd,
  Details,
  Div,
  Dl,
  Dt,
  Fragment,
  type FT,
  H1,
  H2,
  Head,
  Html,
  Main,
  Meta,
  P,
  Pre,
  Section,
  Style,
  Summary,
  Title,
} from "../../html/mod.ts";
import { HTTPException, toPhrase } from "../../http/errors.ts";
import type { Exchange } from "../../http/request/exchange.ts";
import type { MatchedRoute } from "../../http/request/exchange_options.ts";
import type { RoutePlan } from "../../http/routing/route_table.ts";
import { type Frame, toFrames } from "../../stack.ts";
import { toEditorLink, toExcerpt } from "./excerpt.ts";
import { type Facts, type RequestFacts, toFacts, toRequestFacts } from "./request_facts.ts";

/** What went wrong at a request. */
export interface Failure {
  readonly error: unknown;
  /** What users are told. */
  readonly exception: HTTPException;
  readonly exchange: Exchange;
}

/** What the page has of its application. */
export interface DebugPageOptions {
  /** For the head, beside what the page has itself. */
  readonly heads: readonly Child[];
  readonly routes: readonly RoutePlan[];
}

/** The developer's error page. An error after the response has no `exception`. */
export async function toDebugPage(
  { error, exception, exchange }: Partial<Failure>,
  { heads, routes }: DebugPageOptions,
): Promise<FT> {
  const chain = toChain(error);
  // A bare status says less than what it was thrown for.
  if (chain.length > 1 && error instanceof HTTPException && isBare(error)) chain.shift();
  const [facts, ...reasons] = await Promise.all([
    exchange && toRequestFacts(exchange),
    ...chain.map((each, i) => toReason(each, i)),
  ]);
  const { status } = exception ?? {};
  const where = [
    status ? `${status} ${toPhrase(status)}` : "After the response",
    facts && `${facts.method} ${facts.path}`,
  ];
  return toPage(
    toMessage(chain[0]),
    heads,
    P(where.filter(Boolean).join(" · "), { cls: "where" }),
    reasons,
    facts && [toRouteSection(facts, routes), toRequestSection(facts)],
    P(
      "You see this because the program runs in development. Users are told: ",
      exception
        ? HTTPException.sentenceOf(exception) ?? HTTPException.titleOf(exception)
        : "nothing",
      { cls: "note" },
    ),
  );
}

function isBare({ status, message }: HTTPException): boolean {
  return message === toPhrase(status);
}

/** A page in the look of the error pages. */
export function toPage(title: string, heads: readonly Child[], ...content: Child[]): FT {
  return Html(
    Head(
      Meta({ charset: "utf-8" }),
      Meta({ name: "viewport", content: "width=device-width, initial-scale=1" }),
      Title(title),
      Style(LOOK),
      heads,
    ),
    Main(content, { cls: "error" }),
    { lang: "en" },
  );
}

/** An error, its causes, and theirs: a cause may be its own cause. */
function toChain(error: unknown, all = new Set<unknown>()): unknown[] {
  if (all.has(error) || all.size === MOST_CAUSES) return [...all];
  all.add(error);
  if (error instanceof Error && error.cause !== undefined) toChain(error.cause, all);
  if (error instanceof AggregateError) error.errors.forEach((each) => toChain(each, all));
  return [...all];
}

const MOST_CAUSES = 10;

async function toReason(error: unknown, index: number): Promise<FT> {
  const isNamed = error instanceof Error && !(error instanceof HTTPException) &&
    error.name !== "Error";
  const heading = index === 0 ? H1 : H2;
  const frames = error instanceof Error ? toFrames(error) : [];
  const own = frames.filter((frame) => frame.isOwn);
  const places = await Promise.all(own.slice(0, MOST_EXCERPTS).map(toPlace));
  return Section(
    heading(index > 0 && "Caused by ", isNamed && `${error.name}: `, toMessage(error)),
    error instanceof Error && toList("", toFacts(toOthers(error))),
    places,
    frames.length > 0 && Details(
      Summary(
        own.length === 0
          ? "The stack"
          : `The stack: ${frames.length} frames, ${own.length} of the program`,
      ),
      Pre(Code(frames.map(({ text }) => `${text.trim()}\n`)), { tabindex: 0 }),
    ),
  );
}

const MOST_EXCERPTS = 5;

/** What an error has beside its message, such as a database's code. */
function toOthers(error: Error): [string, unknown][] {
  const known = error instanceof HTTPException ? ["status", "detail", "headers"] : [];
  return Object.entries(error).filter(([name]) => !["name", "cause", ...known].includes(name));
}

function toMessage(error: unknown): string {
  if (error instanceof Error) return error.message;
  return `Cannot answer: thrown ${Deno.inspect(error)}, expected an Error`;
}

/** A frame of the program: the first with its source in sight. */
async function toPlace(frame: Frame, index: number): Promise<FT> {
  const excerpt = await toExcerpt(frame);
  const name = frame.text.replace(/^ {4}at (?:file:.*|([^(]*) \(file:.*)$/, "$1");
  const link = P(toEditorLink(frame), name && ` in ${name}`);
  return index === 0 || !excerpt
    ? Fragment(link, excerpt)
    : Details(Summary(Code(name || "…")), link, excerpt);
}

function toRouteSection({ route, params }: RequestFacts, routes: readonly RoutePlan[]): FT {
  const all = routes.map(({ route }) => `${showRoute(route)}\n`);
  return Section(
    H2("Route"),
    route
      ? P(Code(showRoute(route)), " ", route.frame && toEditorLink(route.frame))
      : [P("None of the program's routes."), Pre(Code(all), { tabindex: 0 })],
    toList("Parameters", params),
  );
}

function showRoute(
  { verbs, path, name }: Omit<MatchedRoute, "names" | "signature" | "site">,
): string {
  return `${verbs.join("|")} ${path}${name && ` (${name})`}`;
}

function toRequestSection({ query, fields, headers }: RequestFacts): FT {
  return Section(
    H2("Request"),
    toList("Query", query),
    toList("Form data", fields),
    Details(Summary("Headers"), toList("", headers)),
  );
}

function toList(name: string, facts: Facts): Child {
  if (facts.length === 0) return;
  const rows = facts.map(([name, value]) => Div(Dt(Code(name)), Dd(Code(value))));
  return [name && P(name), Dl(rows)];
}

/** Light and dark, on phones, too. The overlay has it in a shadow tree. */
const LOOK = `
body { margin: 0 }
body > :not(.error) { display: none }
.error {
  color-scheme: light dark;
  --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #161b22);
  --red: light-dark(#b3261e, #ff8b82); --mark: light-dark(#ffe3e0, #5a1e1a);
  min-height: 100vh; box-sizing: border-box; padding: clamp(1rem, 4vw, 3rem);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
  color: light-dark(#1f2328, #f0f6fc); background: light-dark(#fff, #0d1117);
}
.error > * { max-width: 60rem; margin-inline: auto }
h1, h2 { font-size: 1.4rem; line-height: 1.3; white-space: pre-wrap; margin: .5rem 0 1rem }
h1 { color: var(--red) }
h2 { font-size: 1.1rem; margin-top: 2rem }
p { margin-block: .5rem }
.where, .note { color: light-dark(#59636e, #9198a1) }
a { color: light-dark(#0550ae, #79c0ff) }
code, pre { font: .875rem/1.6 ui-monospace, monospace }
pre {
  margin: .5rem 0 1rem; padding: .75rem 0; overflow: auto; overflow-wrap: normal;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--soft);
}
pre code { display: inline-block; min-width: 100%; box-sizing: border-box; padding: 0 .75rem }
strong { display: block; font-weight: inherit; background: var(--mark) }
summary { cursor: pointer }
dl { margin: 0; border-top: 1px solid var(--line) }
dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; border-bottom: 1px solid var(--line) }
dt { flex: 0 0 12rem } dd { flex: 1 1 16rem; margin: 0 }
`;
