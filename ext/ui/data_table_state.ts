/** What a data table shows, as the query of its page says it, and the URLs that show something else. */
import { HREF } from "../../mod.ts";
import type { Linkable } from "../../types.ts";

/**
 * The parameters of a page with a data table: `?q=ann&sort=-spent&page=2`. A route that declares
 * them has typed links to the table: `index.to({ sort: "-spent" })`.
 */
export const tableState: { q: string; sort: string; page: number } = { q: "", sort: "", page: 1 };

/** The parameters of a table. The name of a filter is one, too. */
const OWN = ["q", "sort", "size", "page"];

/** Longer texts are cut: databases have limits for patterns. */
export const MAX_TEXT = 200;

/** Most words of a search: each is a condition on each column. */
const MAX_WORDS = 10;

/** Reads the query of a page, and makes URLs with other values in it. */
export class PageQuery {
  /** What parameters and ids begin with. */
  readonly prefix: string;
  readonly #path: string;
  readonly #filters: readonly string[];
  readonly #defaults: Readonly<Record<string, string>>;
  readonly #own: URLSearchParams = new URLSearchParams();
  readonly #kept: URLSearchParams;

  constructor(
    url: URL,
    { at, name, filters, pageSize }: {
      at: string | Linkable;
      name?: string;
      filters: readonly string[];
      pageSize: number;
    },
  ) {
    this.prefix = name === undefined ? "" : `${name}_`;
    this.#filters = filters;
    this.#defaults = { size: `${pageSize}`, page: "1" };
    const text = typeof at === "string" ? at : at[HREF]();
    const [path = "", query] = text.split("#")[0]!.split("?");
    this.#path = path;
    this.#kept = new URLSearchParams(query);
    const given = new Set(this.#kept.keys());
    const own = new Set([...OWN, ...filters].map((name) => this.prefix + name));
    for (const [name, value] of url.searchParams) {
      // Of a name that is there twice the last value counts.
      if (own.has(name)) this.#own.set(name, value);
      else if (!given.has(name)) this.#kept.append(name, value);
    }
  }

  /** A parameter of the table, without letters that no one types. */
  read(name: string): string {
    const text = this.#own.get(this.prefix + name) ?? "";
    return text.replace(/\p{Cc}/gu, " ").slice(0, MAX_TEXT).toWellFormed().trim();
  }

  /** The words of the search. */
  words(): string[] {
    return [...new Set(this.read("q").split(/\s+/).filter(Boolean))].slice(0, MAX_WORDS);
  }

  /** Whether the user sees a part of the rows: by a search, or by a filter. */
  isNarrowed(): boolean {
    return ["q", ...this.#filters].some((name) => this.read(name) !== "");
  }

  /** Parameters of the table, as they are in forms: those named, of which some have another value. */
  fields(names: readonly string[]): [name: string, value: string][] {
    return names.map((name): [string, string] => [this.prefix + name, this.read(name)])
      .filter(([, value]) => value !== "");
  }

  /** Parameters that are not the table's, which each form and link goes on to send. */
  kept(): [name: string, value: string][] {
    return [...this.#kept];
  }

  /** The path of the page, which a form adds its fields to. */
  get path(): string {
    return this.#path;
  }

  /** The URL of the page with other values of the table's parameters. An empty one is left out. */
  to(changes: Readonly<Record<string, string | number>>): string {
    const query = new URLSearchParams(this.#kept);
    for (const [name, value] of this.#changed(changes)) query.append(name, value);
    return query.size ? `${this.#path}?${query}` : this.#path || "?";
  }

  /** The URL of the page with all rows. */
  all(): string {
    return this.to(Object.fromEntries(["q", ...this.#filters].map((name) => [name, ""])));
  }

  /**
   * The URL of an action, with the table's own parameters in the query. No others: a handler reads
   * the query before the form, so a link with `?keys=1` could choose for the user.
   */
  act(to: string | Linkable): string {
    const [url = "", query] = (typeof to === "string" ? to : to[HREF]()).split("#")[0]!.split("?");
    const all = new URLSearchParams(query);
    for (const [name, value] of this.#changed({})) {
      if (!all.has(name)) all.append(name, value);
    }
    return all.size ? `${url}?${all}` : url;
  }

  /** A page of other rows begins at its first page. */
  #changed(changes: Readonly<Record<string, string | number>>): [string, string][] {
    const isSame = Object.keys(changes).length === 0;
    const names = ["q", ...this.#filters, "sort", "size"].map((name): [string, string] => [
      name,
      `${changes[name] ?? this.read(name)}`,
    ]);
    const page = `${changes.page ?? (isSame ? this.read("page") : "")}`;
    return [...names, ["page", page] satisfies [string, string]]
      .filter(([name, value]) => value !== "" && value !== this.#defaults[name])
      .map(([name, value]) => [this.prefix + name, value]);
  }
}
