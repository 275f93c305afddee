/** The base path of an application, which all of its URLs start with. */
import { HREF } from "../html/mod.ts";
import type { Linkable } from "../html/types.ts";

/** The base path of an application, under the path of another if it is mounted. */
export class BasePath {
  readonly #prefix: string;
  #outer: BasePath | undefined;

  /** Takes the base path, such as `/shop`; `""` is the root. */
  constructor(prefix: string = "") {
    this.#prefix = checkPrefix(prefix);
  }

  /** The prefix of all URLs of the application; `""` at the root. */
  get base(): string {
    return `${this.#outer?.base ?? ""}${this.#prefix}`;
  }

  /**
   * Makes an attribute value for a path; its URL is computed when it is rendered, after mounting.
   */
  link(path: string): Linkable {
    return { [HREF]: () => this.base + path };
  }

  /**
   * Returns the URL of a path.
   *
   * @example
   * ```ts
   * import { A, fastApp } from "@fasthtml/fasthtml";
   * import { strictEqual } from "node:assert";
   *
   * const { app, rt } = fastApp({ basePath: "/v1" });
   * const guide = rt("/guide/", () => A("Notes", { href: app.href("/notes.pdf") }));
   * strictEqual(`${A("Guide", { href: guide })}`, '<a href="/v1/guide/">Guide</a>');
   * strictEqual(app.href("/notes.pdf"), "/v1/notes.pdf");
   * ```
   */
  href(path: string): string {
    if (path.startsWith("/") && !path.startsWith("//")) return this.base + path;
    throw new TypeError(`Cannot make a URL: "${path}", expected a path that begins with one slash`);
  }

  /** Mounts the application under a prefix of another; throws when it is already mounted. */
  mountUnder(outer: BasePath, prefix: string): void {
    if (this.#outer) {
      throw new Error(
        `Cannot mount at "${prefix}": an application at "${this.base}", expected one that is not mounted`,
      );
    }
    this.#outer = new BasePath(prefix);
    this.#outer.#outer = outer;
  }
}

/** Returns a prefix of paths, such as `/shop`; throws when it is malformed. */
export function checkPrefix(prefix: string): string {
  if (prefix === "" || /^(\/[\w.~-]+)+$/.test(prefix)) return prefix;
  throw new SyntaxError(`Cannot use a prefix: "${prefix}", expected a path such as "/shop"`);
}

/** Returns the rest of a path after a prefix; undefined when the path does not start with it. */
export function cutPrefix(path: string, prefix: string): string | undefined {
  if (!path.startsWith(prefix)) return;
  const rest = path.slice(prefix.length);
  return rest === "" ? "/" : rest.startsWith("/") ? rest : undefined;
}
