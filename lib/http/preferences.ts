/** Which of several things a client prefers, by a header such as `Accept` (RFC 9110, 12.5). */

/** One range of a header, such as `text/*;q=0.5`, or what there is to choose from. */
interface Range {
  /** Its name, in lower case. */
  readonly name: string;
  /** Its parameters but `q`, in lower case. */
  readonly params: ReadonlyMap<string, string>;
  /** How much the client likes it: `q`, or 1. */
  readonly weight: number;
}

/** How exactly a range names something, or undefined where it does not. */
type Fit = (range: Range, thing: Range) => number | undefined;

/** Returns the media type that the client prefers, of equal ones the first. */
export function chooseType(accept: string, types: readonly string[]): string | undefined {
  return choose(accept, types, fitType);
}

/** Returns the tag of the language that the client prefers. */
export function chooseLanguage(accepted: string, tags: readonly string[]): string | undefined {
  return choose(accepted, tags, fitTag);
}

function choose(header: string, choices: readonly string[], fit: Fit): string | undefined {
  const ranges = split(header, ",").map(toRange);
  let chosen: string | undefined, best: Rank | undefined;
  for (const choice of choices) {
    const rank = toRank(ranges, toRange(choice), fit);
    if (!(rank && rank.weight > 0)) continue;
    const order = best === undefined ? 1 : rank.weight - best.weight || rank.fit - best.fit ||
      best.at - rank.at;
    if (order > 0) [chosen, best] = [choice, rank];
  }
  return chosen;
}

/** How a header ranks one thing: by the range that names it most exactly. */
interface Rank {
  readonly fit: number;
  readonly weight: number;
  /** The range's place. */
  readonly at: number;
}

function toRank(ranges: readonly Range[], thing: Range, fit: Fit): Rank | undefined {
  let best: Rank | undefined;
  for (const [at, range] of ranges.entries()) {
    const found = fit(range, thing);
    if (found === undefined) continue;
    const { weight } = range;
    if (!best || (found - best.fit || weight - best.weight || 1) > 0) {
      best = { fit: found, weight, at };
    }
  }
  return best;
}

function fitType(range: Range, { name, params }: Range): number | undefined {
  const [type, subtype] = name.split("/"), [rangeType, rangeSubtype] = range.name.split("/");
  if (rangeType !== type && rangeType !== "*") return;
  if (rangeSubtype !== subtype && rangeSubtype !== "*") return;
  const isNamed = (value: string, key: string) =>
    value === "*" || value === (params.get(key) ?? "");
  if (![...range.params].every(([key, value]) => isNamed(value, key))) return;
  return (rangeType === type ? 4 : 0) + (rangeSubtype === subtype ? 2 : 0) +
    (range.params.size > 0 ? 1 : 0);
}

/** A language fits where one of the two tags begins the other (RFC 4647, 3.3.1 and 3.4). */
function fitTag(range: Range, { name }: Range): number | undefined {
  if (range.name === name) return 4;
  if (range.name.split("-")[0] === name) return 2;
  if (name.split("-")[0] === range.name) return 1;
  return range.name === "*" ? 0 : undefined;
}

function toRange(text: string): Range {
  const [name = "", ...rest] = split(text, ";");
  const params = new Map<string, string>();
  for (const part of rest) {
    const [key = "", ...value] = part.split("=");
    const name = key.trim().toLowerCase();
    if (value.length > 0 && !params.has(name)) params.set(name, unquote(value.join("=").trim()));
  }
  const weight = params.get("q");
  params.delete("q");
  return { name: name.trim().toLowerCase(), params, weight: weight ? parseFloat(weight) : 1 };
}

/** Splits a list at its separators, but for those in quotes. */
function split(text: string, separator: string): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0, isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted && sign === "\\") at++;
    else if (!isQuoted && sign === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unquote(text: string): string {
  const value = text.startsWith('"') ? text.slice(1, -1).replace(/\\([^])/g, "$1") : text;
  return value.toLowerCase();
}
