/** The grammar of routes: paths such as `/todo/{id:int}`, converters, and hosts. */

/** How a converter reads its part of a path: the text that matches, and its value. */
export interface Converter {
  /** The pattern of the text; the router anchors it at both ends. */
  readonly pattern: RegExp;
  /** Converts the matched text to the value; undefined means 404. */
  readonly parse?: (text: string) => unknown;
  /** Whether the text may contain slashes. */
  readonly slashes?: boolean;
}

/** One parameter of a path. */
export interface PathParam {
  readonly name: string;
  readonly converter: string;
}

/** A parsed path: texts and parameters in turn, with a text first and last. */
export interface PathTemplate {
  readonly path: string;
  readonly texts: readonly string[];
  readonly params: readonly PathParam[];
}

const STATIC_EXTS =
  "ico gif jpg jpeg webm css js mjs woff png svg mp4 webp avif ttf otf eot woff2 txt html map pdf zip tgz gz csv mp3 wav ogg flac aac doc docx xls xlsx ppt pptx epub mobi bmp tiff avi mov wmv mkv xml yaml yml rar 7z tar bz2 htm xhtml apk dmg exe msi swf iso json webmanifest wasm";

/** The converters of every application. */
export const CONVERTERS: Readonly<Record<string, Converter>> = {
  str: { pattern: /[^/]+/ },
  // Integers past 2^53 would silently change, so they do not match.
  int: { pattern: /-?\d+/, parse: (text) => toSafe(Number(text)) },
  float: { pattern: /-?\d+(?:\.\d+)?/, parse: (text) => isFinite(+text) ? +text : undefined },
  uuid: { pattern: /[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/ },
  path: { pattern: /.*/, slashes: true },
  static: { pattern: new RegExp(STATIC_EXTS.replaceAll(" ", "|")) },
};

const PARAM = /\{([^{}:]*)(?::([^{}]*))?\}/g;

/** Parses a path; throws a SyntaxError that quotes the path when it is malformed. */
export function parsePath(path: string): PathTemplate {
  const fail = (found: string, expected: string): never => {
    throw new SyntaxError(`Cannot add route "${path}": ${found}, expected ${expected}`);
  };
  if (!path.startsWith("/")) fail("no slash at the start", `"/${path}"`);
  if (/[?#\s\\]/.test(path)) fail("a query, fragment, space or backslash", "a path alone");
  const colon = /\/:(\w+)/.exec(path);
  if (colon) fail(`":${colon[1]}"`, `{${colon[1]}}`);
  if (/\/\*(?:\/|$)/.test(path)) fail('"*"', "{name}, or {name:path} for all that follows");
  const texts: string[] = [];
  const params: PathParam[] = [];
  let end = 0;
  for (const match of path.matchAll(PARAM)) {
    const [whole, name = "", converter = "str"] = match;
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) fail(`parameter "${name}"`, "a name such as {id}");
    if (params.some((param) => param.name === name)) fail(`"${name}" twice`, "each name once");
    texts.push(path.slice(end, match.index));
    params.push({ name, converter });
    end = match.index + whole.length;
  }
  texts.push(path.slice(end));
  if (texts.some((text) => /[{}]/.test(text))) fail("a brace on its own", "{name} or {name:int}");
  return { path, texts, params };
}

/** Fills values into a path; those that the path does not name become the query. */
export function fillPath(
  template: PathTemplate,
  values: Readonly<Record<string, unknown>>,
): string {
  let url = template.texts[0]!;
  template.params.forEach(({ name, converter }, i) => {
    // A path may name what every object inherits: {constructor}.
    const isInherited = name in Object.prototype && !Object.hasOwn(values, name);
    const value = isInherited ? undefined : values[name];
    if (value === undefined || value === null || value === "") {
      throw new TypeError(
        `Cannot make a URL for "${template.path}": no value for "${name}", expected one`,
      );
    }
    const text = toText(value);
    url += converter === "path" ? encodePath(text) : encodeURIComponent(text);
    url += template.texts[i + 1]!;
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (template.params.some((param) => param.name === name)) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) query.append(name, toText(item));
    }
  }
  return query.size ? `${url}?${query}` : url;
}

/** A host as a pattern: `admin.example.com`, or `{tenant}.example.com`. */
export interface HostPattern {
  /** Matches the whole name, without a port. */
  readonly test: RegExp;
  /** The names of its parameters, in order. */
  readonly names: readonly string[];
}

/** Parses a host pattern; throws a SyntaxError when it is malformed. */
export function parseHost(host: string): HostPattern {
  const names: string[] = [];
  const source = host.replaceAll(/[.]|\{(\w+)\}/g, (part, name?: string) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return "([^.]+)";
  });
  if (!/^(?:[\w.-]|\\\.|\(\[\^\.\]\+\))+$/.test(source)) {
    throw new SyntaxError(
      `Cannot use a host: "${host}", expected one such as "{name}.example.com"`,
    );
  }
  return { test: new RegExp(`^${source}$`, "i"), names };
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function encodePath(text: string): string {
  return text.split("/").map(encodeURIComponent).join("/");
}

function toSafe(value: number): number | undefined {
  return Number.isSafeInteger(value) ? value : undefined;
}
