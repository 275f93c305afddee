/** Finds the route of a path: static paths by one look-up, others in a tree of segments. */
import { type Converter, CONVERTERS, type PathTemplate } from "./path.ts";

/** The router's result: the route, and the values of its path's parameters. */
export interface Match<R> {
  readonly route: R;
  /** One value per parameter, in the order of the path. */
  readonly values: readonly unknown[];
}

/** A path that exists, but not for this verb. */
export interface WrongVerb {
  /** The verbs that it has. */
  readonly allow: readonly string[];
}

const NO_VALUES: readonly unknown[] = [];

type Verbs<R> = Map<string, R>;

interface Node<R> {
  verbs?: Verbs<R>;
  readonly texts: Map<string, Node<R>>;
  readonly patterns: Map<string, { test: RegExp; parse: readonly Parse[]; node: Node<R> }>;
  any?: Node<R>;
  /** Paths whose tail holds a converter that matches slashes. */
  readonly tails: Map<string, Tail<R>>;
}

interface Tail<R> {
  readonly test: RegExp;
  readonly parse: readonly Parse[];
  /** The length of its literal text: `{rest:path}/edit` is tried before `{rest:path}`. */
  readonly literal: number;
  readonly verbs: Verbs<R>;
}

type Parse = Converter["parse"];

/**
 * Finds routes by path and verb. The more literal path wins, segment by segment; only among
 * patterns of one segment (`{id:int}`, `{name}.{ext}`) does the order of registration count.
 */
export class Router<R> {
  readonly #static = new Map<string, Verbs<R>>();
  readonly #root = newNode<R>();
  readonly #converters: Record<string, Converter> = { ...CONVERTERS };

  /** Takes converters for `{name:converter}` beside its own; throws when one is invalid. */
  constructor(converters: Readonly<Record<string, Converter>> = {}) {
    for (const [name, converter] of Object.entries(converters)) this.#addConverter(name, converter);
  }

  /** Adds the route of a path and a verb, in place of one that is there. */
  add(template: PathTemplate, verb: string, route: R): void {
    this.#verbsOf(template).set(verb, route);
  }

  /** Returns the route that was added for a path of this shape and a verb. */
  get(template: PathTemplate, verb: string): R | undefined {
    return this.#verbsOf(template).get(verb);
  }

  /** Finds the route for a verb and a path as it was sent, still percent-encoded. */
  match(verb: string, path: string): Match<R> | WrongVerb | undefined {
    const exact = this.#static.get(path);
    const route = exact && pick(exact, verb);
    if (route) return { route, values: NO_VALUES };
    const segments = decodeSegments(path);
    if (!segments) return;
    const allow: string[] = [];
    const found = walk(this.#root, segments, 0, NO_VALUES, verb, allow);
    if (found) return found;
    return allow.length ? { allow: [...new Set(allow)] } : undefined;
  }

  #addConverter(name: string, converter: Converter): void {
    if (Object.hasOwn(this.#converters, name)) {
      throw new Error(`Cannot add converter "${name}": it exists, expected a new name`);
    }
    if (/(?<!\\)\((?!\?)/.test(converter.pattern.source)) {
      const { pattern } = converter;
      throw new SyntaxError(
        `Cannot add converter "${name}": a group in ${pattern}, expected (?:…)`,
      );
    }
    this.#converters[name] = converter;
  }

  /** The routes of a path's shape by verb; the nodes that lead there are made when missing. */
  #verbsOf(template: PathTemplate): Verbs<R> {
    const verbs = this.#reach(template);
    if (template.params.length === 0) this.#static.set(template.path, verbs);
    return verbs;
  }

  #reach(template: PathTemplate): Verbs<R> {
    let node = this.#root;
    for (const part of toSegments(template)) {
      const converters = part.converters.map((name) => this.#converter(name, template));
      const parse = converters.map((converter) => converter.parse);
      const key = part.texts.map(escapeRegExp).reduce((made, text, i) =>
        `${made}(${converters[i - 1]!.pattern.source})${text}`
      );
      const flags = converters.some(({ pattern }) => pattern.flags.includes("i")) ? "i" : "";
      const test = () => new RegExp(`^${key}$`, flags);
      if (part.tail) {
        const literal = part.texts.join("").length;
        const make = () => ({ test: test(), parse, literal, verbs: new Map() });
        return getOrAdd(node.tails, key, make, (a, b) => b.literal - a.literal).verbs;
      }
      if (converters.length === 0) node = getOrAdd(node.texts, part.texts[0]!, newNode<R>);
      else if (key === ANY) node = node.any ??= newNode<R>();
      else {
        const make = () => ({ test: test(), parse, node: newNode<R>() });
        node = getOrAdd(node.patterns, key, make).node;
      }
    }
    return node.verbs ??= new Map();
  }

  #converter(name: string, { path }: PathTemplate): Converter {
    if (Object.hasOwn(this.#converters, name)) return this.#converters[name]!;
    const known = Object.keys(this.#converters).join(", ");
    throw new TypeError(
      `Cannot add route "${path}": converter "${name}", expected one of ${known}`,
    );
  }
}

const ANY = "([^/]+)";

interface Segment {
  readonly texts: string[];
  readonly converters: string[];
  tail: boolean;
}

/** Splits a template at its slashes; from the first `path` converter on, the rest is one tail. */
function toSegments({ texts, params }: PathTemplate): Segment[] {
  const newSegment = (text: string): Segment => ({ texts: [text], converters: [], tail: false });
  const segments: Segment[] = [];
  let open: Segment | undefined;
  texts.forEach((text, i) => {
    const pieces = open?.tail ? [text] : (i === 0 ? text.slice(1) : text).split("/");
    if (!open) open = newSegment(pieces[0]!);
    else open.texts.push(pieces[0]!);
    for (const piece of pieces.slice(1)) {
      segments.push(open);
      open = newSegment(piece);
    }
    const param = params[i];
    if (!param) return;
    open.converters.push(param.converter);
    if (param.converter === "path") open.tail = true;
  });
  segments.push(open!);
  return segments;
}

function walk<R>(
  node: Node<R>,
  segments: readonly string[],
  at: number,
  values: readonly unknown[],
  verb: string,
  allow: string[],
): Match<R> | undefined {
  if (at === segments.length) return finish(node.verbs, verb, values, allow);
  const text = segments[at]!;
  const exact = node.texts.get(text);
  const found = exact && walk(exact, segments, at + 1, values, verb, allow);
  if (found) return found;
  if (node.patterns.size > 0) {
    for (const { test, parse, node: next } of node.patterns.values()) {
      const read = readValues(test, parse, text);
      const found = read && walk(next, segments, at + 1, [...values, ...read], verb, allow);
      if (found) return found;
    }
  }
  if (node.any && text !== "") {
    const found = walk(node.any, segments, at + 1, [...values, text], verb, allow);
    if (found) return found;
  }
  if (node.tails.size === 0) return;
  const rest = segments.slice(at).join("/");
  for (const { test, parse, verbs } of node.tails.values()) {
    const read = readValues(test, parse, rest);
    const found = read && finish(verbs, verb, [...values, ...read], allow);
    if (found) return found;
  }
}

function finish<R>(
  verbs: Verbs<R> | undefined,
  verb: string,
  values: readonly unknown[],
  allow: string[],
): Match<R> | undefined {
  if (!verbs) return;
  const route = pick(verbs, verb);
  if (route) return { route, values };
  allow.push(...verbs.keys());
}

/** Finds the route of a verb; HEAD uses that of GET (RFC 9110, 9.3.2). */
function pick<R>(verbs: Verbs<R>, verb: string): R | undefined {
  return verbs.get(verb) ?? (verb === "HEAD" ? verbs.get("GET") : undefined);
}

/** A regular expression with several groups takes the square or cube of a text's length. */
const MAX_TEXT = 255;

function readValues(
  test: RegExp,
  parse: readonly Parse[],
  text: string,
): unknown[] | undefined {
  if (parse.length > 2 && text.length > MAX_TEXT) return;
  const match = test.exec(text);
  if (!match) return;
  const values = parse.map((read, i) => read ? read(match[i + 1]!) : match[i + 1]!);
  return values.includes(undefined) ? undefined : values;
}

/** Decodes once; undefined when the escapes are not UTF-8, which no route can match. */
function decodeSegments(path: string): string[] | undefined {
  const segments = path.slice(1).split("/");
  if (!path.includes("%")) return segments;
  try {
    return segments.map((segment) => segment.includes("%") ? decodeURIComponent(segment) : segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function newNode<R>(): Node<R> {
  return { texts: new Map(), patterns: new Map(), tails: new Map() };
}

/** Gets a value, or makes it; with `order`, sorts the map. */
function getOrAdd<V>(
  map: Map<string, V>,
  key: string,
  make: () => V,
  order?: (a: V, b: V) => number,
): V {
  let value = map.get(key);
  if (value !== undefined) return value;
  map.set(key, value = make());
  if (order) {
    const entries = [...map].sort(([, a], [, b]) => order(a, b));
    map.clear();
    for (const [key, value] of entries) map.set(key, value);
  }
  return value;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
