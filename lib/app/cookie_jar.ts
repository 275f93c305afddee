/** The cookies of a test client, kept and sent as a browser does (RFC 6265bis, 5.7 and 5.8). */

/** A cookie that is kept. */
interface KeptCookie {
  readonly name: string;
  readonly value: string;
  /** The host that set it, or the domain that it named. */
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** When it expires, in milliseconds; Infinity at the end of the session. */
  readonly until: number;
}

/** The largest length of a cookie's name and value together. */
const MAX_LENGTH = 4096;

/**
 * Cookies by name. Each goes to the host, the paths and the schemes that it was set for, until it
 * expires. `SameSite` changes nothing: a client has no page that sends its requests.
 */
export class CookieJar implements Iterable<[name: string, value: string]> {
  readonly #base: URL;
  #cookies: KeptCookie[] = [];

  /** Takes a URL of the site that `set()` sets cookies for. */
  constructor(base: string | URL) {
    this.#base = new URL(base);
  }

  /** The number of cookies. */
  get size(): number {
    return this.#alive.length;
  }

  /** Returns the value of a cookie; of several with this name, the one that was set last. */
  get(name: string): string | undefined {
    return this.#alive.findLast((cookie) => cookie.name === name)?.value;
  }

  /** Whether there is a cookie of this name. */
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Sets a cookie for all paths of the client's own site, in place of all of this name. */
  set(name: string, value: string): this {
    this.delete(name);
    const { hostname: domain } = this.#base;
    const all = { path: "/", isHostOnly: true, isSecure: false, until: Infinity };
    this.#cookies.push({ name, value, domain, ...all });
    return this;
  }

  /** Removes the cookies of this name, and tells whether there was one. */
  delete(name: string): boolean {
    const had = this.has(name);
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name);
    return had;
  }

  /** Removes all cookies. */
  clear(): void {
    this.#cookies = [];
  }

  /** The names. */
  keys(): IterableIterator<string> {
    return this.#alive.map(({ name }) => name).values();
  }

  /** The names and values. */
  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.#alive.map(({ name, value }): [string, string] => [name, value]).values();
  }

  /** Returns the header `Cookie` of a request; an empty text if no cookie belongs to it. */
  toHeader(url: URL): string {
    return this.#alive
      .filter(({ isHostOnly, domain, path, isSecure }) =>
        (isHostOnly ? url.hostname === domain : isWithin(url.hostname, domain)) &&
        isBelow(url.pathname, path) && (!isSecure || isTrusted(url))
      )
      .sort((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }

  /** Takes a header `Set-Cookie`; what a browser ignores is ignored. */
  keep(header: string, url: URL): void {
    const cookie = toCookie(header, url);
    if (!cookie) return;
    const { name, domain, path } = cookie;
    const isGuarded = this.#alive.some((other) =>
      other.isSecure && other.name === name && isBelow(path, other.path) &&
      (isWithin(other.domain, domain) || isWithin(domain, other.domain))
    );
    if (isGuarded && !isTrusted(url)) return;
    const at = this.#cookies.findIndex((other) =>
      other.name === name && other.domain === domain && other.path === path &&
      other.isHostOnly === cookie.isHostOnly
    );
    if (at < 0) this.#cookies.push(cookie);
    else this.#cookies[at] = cookie; // It keeps its place in the header.
  }

  get #alive(): KeptCookie[] {
    const now = Date.now();
    return this.#cookies = this.#cookies.filter(({ until }) => until >= now);
  }
}

/** Reads a `Set-Cookie`; undefined where a browser would not keep it. */
function toCookie(header: string, url: URL): KeptCookie | undefined {
  const [pair, ...rest] = header.split(";") as [string, ...string[]];
  const [name, value] = cut(pair);
  const attributes = new Map(rest.map(cut).map(([key, value]) => [key.toLowerCase(), value]));
  const isSecure = attributes.has("secure");
  const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
  const ownPath = attributes.get("path") ?? "";
  const path = ownPath.startsWith("/") ? ownPath : toDefaultPath(url.pathname);
  const isForbidden = !name || name.length + value.length > MAX_LENGTH ||
    isSecure && !isTrusted(url) ||
    !isSecure &&
      (/^__(secure|host)-/i.test(name) || attributes.get("samesite")?.toLowerCase() === "none") ||
    /^__host-/i.test(name) && (domain !== "" || ownPath !== "/") ||
    // A browser has a list of domains that many share; one without a dot is always one.
    domain !== "" && domain !== url.hostname &&
      (!domain.includes(".") || !isWithin(url.hostname, domain));
  if (isForbidden) return;
  return {
    name,
    value,
    domain: domain || url.hostname,
    isHostOnly: domain === "",
    path,
    isSecure,
    until: toEnd(attributes.get("max-age"), attributes.get("expires")),
  };
}

/** The text before and after the first "=", without the spaces around them. */
function cut(text: string): [name: string, value: string] {
  const at = text.indexOf("=");
  if (at < 0) return [text.trim(), ""];
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** When a cookie expires; `Max-Age` wins over `Expires`. */
function toEnd(maxAge: string | undefined, expires: string | undefined): number {
  if (/^-?\d+$/.test(maxAge ?? "")) {
    return Number(maxAge) > 0 ? Date.now() + Number(maxAge) * 1000 : 0;
  }
  const time = Date.parse(expires ?? "");
  return Number.isNaN(time) ? Infinity : time;
}

/** The folder of a path. */
function toDefaultPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** Whether a host is a domain or has it at the end; an IP address is in no other domain. */
function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`) && !/^[\d.]+$/.test(host);
}

/** Whether browsers take and send `Secure` cookies: over https, and on this machine. */
function isTrusted({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || /^(.+\.)?localhost$|^127\.[\d.]+$|^\[::1\]$/.test(hostname);
}
