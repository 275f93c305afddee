/** Which names and values options take; others throw where the program gives them. */
import { show } from "../data/errors.ts";
import { findNearest } from "../nearest.ts";

/** What an option takes. */
export interface Rule {
  /** The values, as an error says it. */
  readonly expected: string;
  /** Whether a value is one of them. */
  readonly fits: (value: unknown) => boolean;
  /** The rule of each value in a list; undefined where a list is a value as others. */
  readonly each?: Rule;
}

/** The rules of options by name; those of a group are an object of their own. */
export interface Rules {
  readonly [name: string]: Rule | { readonly group: Rules };
}

/** A rule for each option of a type, and for no other. */
export type RulesOf<Options> = { readonly [name in keyof Required<Options>]: Rules[string] };

export const anything: Rule = rule("anything", () => true);
export const text: Rule = rule("a string", (value) => typeof value === "string");
export const flag: Rule = rule("true or false", (value) => typeof value === "boolean");
export const callable: Rule = rule("a function", (value) => typeof value === "function");
export const object: Rule = rule(
  "an object",
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

/** Makes a rule. */
export function rule(expected: string, fits: Rule["fits"], each?: Rule): Rule {
  return { expected, fits, each };
}

/** A whole number of something. */
export function whole(unit: string, least = 0): Rule {
  return rule(
    `a whole number of ${unit} from ${least}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= least,
  );
}

/** A whole number of something, or no limit. */
export function limit(unit: string): Rule {
  return either(whole(unit), oneOf(Infinity));
}

/** One of some values. */
export function oneOf(...values: readonly unknown[]): Rule {
  return rule(values.map(show).join(" or "), (value) => values.includes(value));
}

/** What one of two rules takes. */
export function either(a: Rule, b: Rule): Rule {
  return rule(`${a.expected}, or ${b.expected}`, (value) => a.fits(value) || b.fits(value));
}

/** A list of what a rule takes. */
export function listOf(each: Rule): Rule {
  return rule(`a list, each ${each.expected}`, Array.isArray, each);
}

/** What a rule takes, or a list of it. */
export function oneOrMore(each: Rule): Rule {
  return rule(`${each.expected}, or a list`, each.fits, each);
}

/**
 * Throws a TypeError for an option that has no rule, which names what `instead` has for it or the
 * nearest that has one, and for a value that its rule does not take. An option that is `undefined`
 * is not given.
 */
export function checkOptions(
  action: string,
  options: object,
  rules: Rules,
  instead: Readonly<Record<string, string>> = {},
): void {
  check(options, rules, "");

  function check(options: object, own: Rules, group: string): void {
    for (const [name, value] of Object.entries(options)) {
      const path = group + name;
      const found = Object.hasOwn(own, name) ? own[name] : undefined;
      if (!found) {
        const known = Object.hasOwn(instead, path)
          ? instead[path]
          : toKnown(name, rules, own, group);
        throw new TypeError(`Cannot ${action}: unknown option "${path}", expected ${known}`);
      }
      if (value === undefined) continue;
      checkValue(path, value, "group" in found ? object : found);
      if ("group" in found) check(value, found.group, `${path}.`);
    }
  }

  function checkValue(path: string, value: unknown, { expected, fits, each }: Rule): void {
    if (each && Array.isArray(value)) {
      value.forEach((one, at) => checkValue(`${path}[${at}]`, one, each));
    } else if (!fits(value)) {
      const found = typeof value === "function" ? "a function" : show(value);
      throw new TypeError(`Cannot ${action}: ${path} is ${found}, expected ${expected}`);
    }
  }
}

/** The option whose name is nearest, in its group; all of this group if none is near. */
function toKnown(name: string, rules: Rules, own: Rules, group: string): string {
  const paths = new Map<string, string>();
  for (const [own, rule] of Object.entries(rules)) {
    paths.set(own, group ? `${own} beside ${group.split(".", 1)}` : own);
    if (!("group" in rule)) continue;
    for (const inner of Object.keys(rule.group)) paths.set(inner, `${own}.${inner}`);
  }
  if (group) { for (const inner of Object.keys(own)) paths.set(inner, group + inner); }
  const near = findNearest(name, paths.keys());
  return near === undefined ? `one of ${Object.keys(own).join(", ")}` : paths.get(near)!;
}
