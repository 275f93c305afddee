/** A style sheet, compiled by Tailwind from class names and CSS. */
import { compile } from "tailwindcss";
import index from "tailwindcss/index.css" with { type: "text" };
import preflight from "tailwindcss/preflight.css" with { type: "text" };
import theme from "tailwindcss/theme.css" with { type: "text" };
import utilities from "tailwindcss/utilities.css" with { type: "text" };

/** Imports a plugin of Tailwind; it is the module's default export. */
export type PluginLoader = () => Promise<unknown>;

/** What a sheet is made from. */
export interface SheetSource {
  /** CSS after Tailwind's own. */
  readonly css: string;
  /** Plugins by the names that `@plugin` has. */
  readonly plugins: Readonly<Record<string, PluginLoader>>;
}

type Compiler = Awaited<ReturnType<typeof compile>>;

/** Makes the sheet, and can tell which names it would have rules for. */
export class Sheet {
  readonly #source: SheetSource;
  #compiler: Promise<Compiler> | undefined;

  constructor(source: SheetSource) {
    this.#source = source;
  }

  /** Makes the text of the sheet with the rules of these names. */
  async toText(names: Iterable<string>): Promise<string> {
    const compiler = await this.#compile();
    return shorten(compiler.build([...names]));
  }

  /** Which of these names have rules that the sheet does not have yet; it has them from now on. */
  async addMissing(names: Iterable<string>): Promise<string[]> {
    const compiler = await this.#compile();
    let text = compiler.build([]);
    return [...names].filter((name) => {
      const before = text;
      return (text = compiler.build([name])) !== before;
    });
  }

  #compile(): Promise<Compiler> {
    return this.#compiler ??= toCompiler(this.#source).catch((error) => {
      // A plugin may be there the next time.
      this.#compiler = undefined;
      throw error;
    });
  }
}

/** The style sheets that CSS may import. */
const SHEETS: Readonly<Record<string, string>> = {
  "tailwindcss": index,
  "tailwindcss/index.css": index,
  "tailwindcss/preflight.css": preflight,
  "tailwindcss/theme.css": theme,
  "tailwindcss/utilities.css": utilities,
};

async function toCompiler({ css, plugins }: SheetSource): Promise<Compiler> {
  const own = /@import\s+["']tailwindcss\b/.test(css) ? "" : '@import "tailwindcss" source(none);';
  const added = Object.keys(plugins).filter((name) => !namesPlugin(css, name));
  const first = LAYERS + own + added.map((name) => `@plugin "${name}";`).join("");
  try {
    const compiler = await compile(`${first}\n${css}`, {
      base: "/",
      from: FILE,
      loadStylesheet: (id, base) => {
        const content = Object.hasOwn(SHEETS, id) ? SHEETS[id]! : fail(
          `@import "${id}"`,
          `one of ${Object.keys(SHEETS).join(", ")}; put other CSS into css as a text`,
        );
        return Promise.resolve({ path: id, base, content });
      },
      loadModule: async (id, base) => ({ path: id, base, module: await load(id, plugins) }),
    });
    const { pattern } = compiler.sources[0] ?? {};
    if (pattern) fail(`@source "${pattern}"`, "@source inline(…), or the option folder");
    return compiler;
  } catch (error) {
    throw toClear(error, css);
  }
}

/** Components of ext/ui are over Tailwind's reset, and below its utilities, whichever sheet is first. */
const LAYERS = "@layer theme, base, ui, components, utilities;";

/** The name by which errors tell of the CSS. */
const FILE = "css";

function namesPlugin(css: string, name: string): boolean {
  return css.includes(`@plugin "${name}"`) || css.includes(`@plugin '${name}'`);
}

async function load(
  name: string,
  plugins: SheetSource["plugins"],
): Promise<NonNullable<Plugin["default"]>> {
  const known = Object.keys(plugins).join(", ") || "none";
  const loader = Object.hasOwn(plugins, name)
    ? plugins[name]!
    : fail(`"${name}"`, `one of the option plugins, which has ${known}`);
  const { default: plugin } = await loader() as Plugin;
  if (typeof plugin !== "function" && typeof plugin !== "object") {
    fail(`plugin "${name}" without a default export`, `() => import("npm:${name}@…")`);
  }
  return name === "daisyui" ? toSilent(plugin as Configurable) : plugin;
}

/** A module of a plugin. */
interface Plugin {
  readonly default?: Configurable | { readonly handler: () => void };
}

/** A plugin that takes the options that `@plugin` has in braces. */
interface Configurable {
  (options: object): { readonly handler: () => void };
  readonly __isOptionsFunction: true;
}

/** daisyUI writes a line to the console, which is a log of the program's own. */
function toSilent(plugin: Configurable): Configurable {
  const silent = (options: object) => plugin({ logs: false, ...options });
  return Object.assign(silent, { __isOptionsFunction: true as const });
}

function fail(found: string, expected: string): never {
  throw new TypeError(`Cannot make the style sheet: found ${found}, expected ${expected}`);
}

/** Tells the line of the CSS that an error of Tailwind is about. */
function toClear(error: unknown, css: string): unknown {
  if (!(error instanceof Error) || error.message.startsWith("Cannot make the style sheet")) {
    return error;
  }
  const { message } = error;
  const [place, line, column] = new RegExp(`^${FILE}:(\\d+):(\\d+): `).exec(message) ?? [];
  const where = line ? `line ${Number(line) - 1}, column ${column}` : toPlace(message, css);
  const what = `css, ${where}: ${message.slice(place?.length ?? 0).trim()}`;
  return new SyntaxError(`Cannot make the style sheet: ${what}`, { cause: error });
}

/** Most errors name what is wrong in backticks. */
function toPlace(message: string, css: string): string {
  const name = /`([^`]+)`/.exec(message)?.[1] ?? message.split(/^> +/m)[1]?.split("\n")[0] ?? "";
  const at = css.indexOf(name);
  return name && at >= 0 ? `line ${css.slice(0, at).split("\n").length}` : "no line known";
}

/** Without indentation: a fifth of the text. */
function shorten(css: string): string {
  return css.replace(/\n\s+/g, "\n");
}
