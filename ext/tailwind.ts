/**
 * Tailwind CSS without a build step: the server finds the class names in the program's own source,
 * and compiles the style sheet itself.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import tailwindPackage from "tailwindcss/package.json" with { type: "json" };
import { makeOptionCheck } from "../lib/option_check.ts";
import { Asset } from "../mod.ts";
import type { ServingApp } from "../types.ts";
import { addWordsOfFolder } from "./tailwind/files.ts";
import { addWordsOf } from "./tailwind/words.ts";
import { toMissingCheck } from "./tailwind/missing.ts";
import { type PluginLoader, Sheet, type SheetSource } from "./tailwind/sheet.ts";

export type { PluginLoader };

/** Options of {@linkcode classNames}. */
export interface ClassNamesOptions {
  /**
   * The folder, or folders, whose source has the class names, or false for none, which needs no
   * permission. Default: the folder of the main module.
   */
  folder?: string | URL | readonly (string | URL)[] | false | undefined;
  /** Class names that are in no string of the source in full, such as those of a library. */
  safelist?: readonly string[] | undefined;
}

/** Options of {@linkcode tailwind}. */
export interface TailwindOptions extends ClassNamesOptions {
  /**
   * CSS after Tailwind's own: `@theme`, `@utility`, `@layer components`, `@plugin`, plain rules. With
   * an `@import "tailwindcss…"` of its own, that is in the place of `@import "tailwindcss"`.
   */
  css?: string;
  /** Plugins of Tailwind, by the names that `@plugin` has. Those that `css` does not name are added. */
  plugins?: Readonly<Record<string, PluginLoader>>;
  /**
   * What the sheet depends on beside all this, for its URL: of use for plugins that are no packages
   * of the import map. Default: the versions of the plugins.
   */
  version?: string;
}

const checkOptions = makeOptionCheck<TailwindOptions>("style pages by Tailwind", {
  css: true,
  folder: true,
  safelist: true,
  plugins: true,
  version: true,
});

const checkNames = makeOptionCheck<ClassNamesOptions>("find class names", {
  folder: true,
  safelist: true,
});

/**
 * Makes the style sheet of a program for `hdrs`, with a rule for each class name of Tailwind that is
 * in a string of its source. Pico and Tailwind both style bare elements, so turn Pico off.
 *
 * @example
 * ```ts
 * import { fastApp, H1 } from "@fasthtml/fasthtml";
 * import { tailwind } from "@fasthtml/fasthtml/ext/tailwind";
 * import { match } from "node:assert";
 *
 * const sheet = tailwind({ safelist: ["text-3xl"], folder: false });
 * const { app, rt } = fastApp({ pico: false, hdrs: [sheet] });
 * rt("/", () => H1("Hello", { cls: "text-3xl" }));
 *
 * match(await (await app.request(sheet.url())).text(), /\.text-3xl \{/);
 * ```
 */
export function tailwind(options: TailwindOptions = {}): Asset {
  checkOptions(options);
  const { css = "", plugins = {}, version, folder, safelist } = options;
  if (typeof css !== "string") {
    throw new TypeError(
      `Cannot style pages by Tailwind: css is ${Deno.inspect(css)}, expected a text`,
    );
  }
  const names = classNames({ folder, safelist });
  const versions = Object.entries(plugins)
    .map(([name, loader]) => [name, version === undefined ? toVersion(name, loader) : ""]);
  const parts = [FORM, tailwindPackage.version, css, names, versions, version];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
  return new StyleSheet({ css, plugins }, names, hash);
}

/** Another number, as soon as this library makes another sheet of the same source. */
const FORM = 1;

/** The file of the sheet; in development, what its pages have is compared with it. */
class StyleSheet extends Asset {
  readonly #source: SheetSource;
  readonly #names: readonly string[];

  constructor(source: SheetSource, names: readonly string[], hash: string) {
    super("tailwind.css", () => new Sheet(source).toText(names), { hash });
    this.#source = source;
    this.#names = names;
  }

  join(app: ServingApp): void {
    if (app.live) app.addMiddleware(toMissingCheck(new Sheet(this.#source), this.#names));
  }
}

/**
 * Finds the words of the source that may be class names, as {@linkcode tailwind} does: to write them
 * to a file for a program whose source is not there when it runs, such as one of `deno compile`.
 *
 * @example
 * ```ts
 * import { classNames } from "@fasthtml/fasthtml/ext/tailwind";
 * import { deepStrictEqual } from "node:assert";
 *
 * deepStrictEqual(classNames({ folder: false, safelist: ["p-4 font-bold"] }), ["font-bold", "p-4"]);
 * ```
 */
export function classNames(options: ClassNamesOptions = {}): string[] {
  checkNames(options);
  const { folder = toMainFolder(), safelist = [] } = options;
  if (!Array.isArray(safelist) || safelist.some((names) => typeof names !== "string")) {
    const found = Deno.inspect(safelist);
    throw new TypeError(`Cannot find class names: safelist is ${found}, expected a list of texts`);
  }
  const words = new Set<string>();
  safelist.forEach((names) => addWordsOf(names, words));
  for (const each of folder === false ? [] : [folder].flat() as (string | URL)[]) {
    addWordsOfFolder(String(each).startsWith("file:") ? fileURLToPath(each) : `${each}`, words);
  }
  return [...words].sort();
}

function toMainFolder(): URL {
  const main = Deno.mainModule;
  if (main.startsWith("file:") && !Deno.build.standalone) return new URL(".", main);
  const found = Deno.build.standalone ? "a compiled program" : main;
  throw new TypeError(
    `Cannot find class names: the main module is ${found}, whose source cannot be read, expected ` +
      "folder, or folder: false and a safelist that classNames() has made",
  );
}

/** What tells one version of a plugin from another: the URL must change when the sheet does. */
function toVersion(name: string, loader: PluginLoader): string {
  const source = String(loader);
  const [, specifier = ""] = /\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/.exec(source) ?? [];
  // Of all places in a URL the last is the package's own: npm/…/daisyui/5.8.1/index.js
  const found = [...resolved(specifier).matchAll(/[@/](\d+\.\d+\.\d[^/]*)/g)].at(-1)?.[1];
  if (found) return found;
  throw new TypeError(
    `Cannot use plugin "${name}": no version in ${source}, expected () => import("${name}") with a ` +
      "package of the import map, or the option version",
  );
}

/** The URL of a package as the import map has it: with its exact version, where that is known. */
function resolved(specifier: string): string {
  if (/^(?:[./]|\w+:\/\/|$)/.test(specifier)) return "";
  try {
    return import.meta.resolve(specifier);
  } catch (error) {
    // Deno throws this for a package that is in no import map.
    if (error instanceof TypeError) return "";
    throw error;
  }
}
