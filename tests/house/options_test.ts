import { deepStrictEqual } from "node:assert";
import ts from "typescript";
import { toConfig } from "../../lib/app/config.ts";
import { ROOT } from "./_files.ts";

const DOC = `${ROOT}docs/options.md`;

/** The tables of docs/options.md, by heading: the interfaces whose members they list. */
const TABLES: Record<string, [file: string, name: string][]> = {
  "`session`": [["lib/app/options.ts", "SessionOptions"]],
  "`cors`": [["lib/http/cors.ts", "CorsOptions"]],
  "`limits`": [
    ["lib/http/request/body/limits.ts", "BodyLimits"],
    ["lib/live/socket.ts", "SocketLimits"],
    ["lib/http/request/connections.ts", "ConnectionLimits"],
  ],
  "One route": [
    ["lib/http/routing/route.ts", "RouteOptions"],
    ["lib/http/routing/route.ts", "RouteNotes"],
  ],
  "A database": [["lib/app/fast_app.ts", "FastAppOptions"]],
  "`serve()`": [["lib/app/serve.ts", "ServeOptions"]],
};

/** A heading, the text up to its table, and the table. */
const TABLE = /^(## (.*)\n(?:(?!##|\|).*\n)*)((?:\|.*\n)+)/gm;

interface Option {
  name: string;
  /** The default, as the doc comment words it; empty if it says none. */
  initial: string;
  text: string;
  /** The comment above the group that it is in, such as `Pages`. */
  section: string;
}

const own = optionsOf("lib/app/options.ts", "FastHTMLOptions");
const tables: Partial<Record<string, Option[]>> = Object.groupBy(own, ({ section }) => section);
for (const [heading, all] of Object.entries(TABLES)) {
  tables[heading] = all.flatMap(([file, name]) => optionsOf(file, name));
}

Deno.test("docs/options.md lists every option with its default and its doc comment", () => {
  const doc = Deno.readTextFileSync(DOC);
  const written: Record<string, string> = {};
  const whole = doc.replace(TABLE, (_, start, heading, table) => {
    written[heading] = table;
    return start + toTable(tables[heading] ?? []);
  });
  // `deno test -A tests/house/options_test.ts -- --write` takes the doc comments over.
  if (Deno.args.includes("--write")) return Deno.writeTextFileSync(DOC, whole);
  const expected = Object.entries(tables).map(([heading, all]) => [heading, toTable(all!)]);
  deepStrictEqual(written, Object.fromEntries(expected));
});

Deno.test("defaults in doc comments of options are those of the code", () => {
  // isDevelopment is no option: it follows from debug, live and --watch.
  const { session, limits, isDevelopment: _, ...rest } = toConfig({});
  const wrong = [
    ...wrongDefaults(own, rest),
    ...wrongDefaults(tables["`session`"]!, session),
    ...wrongDefaults(tables["`limits`"]!, limits),
  ];
  // Those two depend on --watch.
  deepStrictEqual(wrong.filter(({ name }) => name !== "live" && name !== "debug"), []);
});

/** The options whose plain default is another than their doc comment says. */
function wrongDefaults(options: readonly Option[], values: object) {
  return Object.entries(values)
    .filter(([, value]) => ["string", "number", "boolean"].includes(typeof value))
    .map(([name, value]) => {
      const { initial } = options.find((option) => option.name === name)!;
      return { name, value, said: toValue(initial, values as Record<string, unknown>) };
    })
    .filter(({ value, said }) => value !== said);
}

/** The members of an interface, by their doc comments. */
function optionsOf(file: string, name: string): Option[] {
  const text = Deno.readTextFileSync(ROOT + file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = source.statements.find((node) =>
    ts.isInterfaceDeclaration(node) && node.name.text === name
  ) as ts.InterfaceDeclaration;
  let section = "";
  return found.members.map((member) => {
    const comments = ts.getLeadingCommentRanges(text, member.pos) ?? [];
    for (const { kind, pos, end } of comments) {
      if (kind === ts.SyntaxKind.SingleLineCommentTrivia) section = text.slice(pos + 3, end);
    }
    const { pos, end } = comments.at(-1)!;
    const doc = text.slice(pos + 3, end - 2).replace(/\n \* ?/g, "\n").replace(
      /\s*\*?\s*\n\s*\*?\s*/g,
      " ",
    ).trim();
    const [, initial = ""] = /Default: ((?:[^.]|\.(?! |$))*)\.( |$)/.exec(doc) ?? [];
    const rest = doc.replace(`Default: ${initial}.`, "").replace(/ {2,}/g, " ").trim();
    return { name: member.name!.getText(source), initial, text: rest.replace(/\.$/, ""), section };
  });
}

/** A table as `deno fmt` leaves it. */
function toTable(options: readonly Option[]): string {
  const rows = [
    ["option", "default", "what it is"],
    ...options.map(({ name, initial, text }) => [`\`${name}\``, initial, text]),
  ].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  const lines = rows.map((row) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |\n`
  );
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |\n`);
  return lines.join("");
}

const UNITS: Record<string, number> = { MB: 1e6, MiB: 1 << 20, days: 24 * 60 * 60 };

/** What a default says, as a value: `2 MB`, `lax` in backticks, or the name of another option. */
function toValue(text: string, values: Record<string, unknown>): unknown {
  const [, quoted] = /^`(.*?)`/.exec(text) ?? [];
  if (quoted !== undefined) return values[quoted] ?? quoted;
  const [, flag] = /^(true|false)\b/.exec(text) ?? [];
  if (flag) return flag === "true";
  const [, number, unit] =
    /^([\d,]+)(?: (MB|MiB|days))?(?!\S)/.exec(text.replace(/,(?!\d)/, " ,")) ?? [];
  return number ? Number(number.replaceAll(",", "")) * (UNITS[unit!] ?? 1) : "";
}
