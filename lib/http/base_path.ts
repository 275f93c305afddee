/** Where an application lives: what each of its addresses starts with. */
import { HREF, type Linkable } from "../html/mod.ts";

/** The place of an application: below a base path, or below another application. */
export class Site {
  readonly #prefix: string;
  #above: Site | undefined;

  /** Takes the base path, such as `/shop`; `""` is the root. */
  constructor(prefix: string = "") {
    this.#prefix = checkPrefix(prefix);
  }

  /** What each address of the application starts with; `""` at the root. */
  get base(): string {
    return `${this.#above?.base ?? ""}${this.#prefix}`;
  }

  /** Makes an attribute value of a path: its address wherever the application lives by then. */
  link(path: string): Linkable {
    return { [HREF]: () => this.base + path };
  }

  /** Puts the application below a prefix of another; throws when it is somewhere already. */
  moveBelow(above: Site, prefix: string): void {
    if (this.#above) {
      throw new Error(`Cannot mount at "${prefix}": the application is mounted at "${this.base}"`);
    }
    this.#above = new Site(prefix);
    this.#above.#above = above;
  }
}

/** Returns a prefix of paths, such as `/shop`; throws when it is none. */
export function checkPrefix(prefix: string): string {
  if (prefix === "" || /^(\/[\w.~-]+)+$/.test(prefix)) return prefix;
  throw new SyntaxError(`Cannot use "${prefix}" as a prefix, expected a path such as "/shop"`);
}

/** Returns what follows a prefix in a path; undefined where the path is elsewhere. */
export function cutPrefix(path: string, prefix: string): string | undefined {
  if (!path.startsWith(prefix)) return;
  const rest = path.slice(prefix.length);
  return rest === "" ? "/" : rest.startsWith("/") ? rest : undefined;
}
