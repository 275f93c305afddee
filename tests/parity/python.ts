import { Integer } from "../../lib/data/mod.ts";
import {
  callMethod,
  type Class,
  type Fields,
  find,
  FUNCTIONS,
  isDatabase,
  isTable,
  NotMade,
  readAttribute,
  type Scope,
  TYPES,
} from "./fastlite.ts";

/** A piece of Python as data, as `minidata.json` has it. */
export type Op = unknown;

/** Runs a step: what someone who ports that Python line would write here. */
export function runStep({ call, op }: { call: string; op: Op }, scope: Scope): unknown {
  // of an enumeration `op` has the name alone
  const [, name, members] = /^class (\w+)\(Enum\): (.+)$/.exec(call) ?? [];
  if (name === undefined) {
    const answer = evaluate(op, scope);
    const db = scope.get("db");
    // shown by itself, db.t is the list of the tables
    return isDatabase(db) && answer === db.t ? db.tables() : answer;
  }
  const pairs = [...members!.matchAll(/(\w+)=(?:'(\w+)'|(\d+))/g)];
  scope.set(name, Object.fromEntries(pairs.map(([, key, text, n]) => [key, text ?? Number(n)])));
}

function evaluate(op: Op, scope: Scope): unknown {
  const run = (part: Op) => evaluate(part, scope);
  if (typeof op !== "object" || op === null) return op;
  if (Array.isArray(op)) return op.map(run);
  const node = op as Fields;
  if ("let" in node) return scope.set(String(node.let), run(node.value)).get(String(node.let));
  if ("var" in node) return lookUp(String(node.var), scope);
  if ("list" in node) return run(node.list);
  if ("tuple" in node) return run(node.tuple);
  if ("dict" in node) return evaluateFields(node.dict as Fields, scope);
  if ("bytes" in node) return new TextEncoder().encode(String(node.bytes));
  if ("class" in node) {
    const fields = (node.fields ?? []) as [string, string, unknown?][];
    return void scope.set(String(node.class), toClass(String(node.class), fields, scope));
  }
  if ("index" in node) {
    const [owner, key] = run(node.index) as [unknown, unknown];
    return isTable(owner) ? owner.get(key) : (owner as Fields)[String(key)];
  }
  if ("in" in node) {
    const [key, owner] = run(node.in) as [unknown, unknown];
    return isTable(owner) ? owner.has(key) : (owner as unknown[]).includes(key);
  }
  if ("setattr" in node) {
    const [owner, name] = node.setattr as [Op, string];
    (run(owner) as Fields)[name] = run(node.value);
    return;
  }
  if ("attr" in node) {
    const [owner, name] = node.attr as [Op, string];
    return readAttribute(run(owner), name, scope);
  }
  return "call" in node ? call(node, scope) : evaluateText(String(node.py));
}

function call(node: Fields, scope: Scope): unknown {
  const called = node.call as Fields;
  const method = "attr" in called ? called.attr as [Op, string] : undefined;
  const owner = method && evaluate(method[0], scope);
  const args = evaluate(node.args, scope) as unknown[];
  const kw = evaluateFields(node.kw as Fields, scope);
  const known = FUNCTIONS[String(called.var)];
  if (known) return known(args, kw);
  if (method && (isTable(owner) || owner instanceof NotMade || isDatabase(owner))) {
    return callMethod({ owner, name: method[1], args, kw, scope });
  }
  const fn = method ? readAttribute(owner, method[1], scope) : evaluate(called, scope);
  if (isTable(fn)) return find(fn, args, { kw, scope });
  // a row of which only what is given is its own, as the literal `{ name: "x" }`
  return Object.assign(Object.create(new (fn as Class)()), kw);
}

function evaluateFields(fields: Fields, scope: Scope): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [name, evaluate(part, scope)]),
  );
}

function lookUp(name: string, scope: Scope): unknown {
  if (scope.has(name)) return scope.get(name);
  if (name in TYPES) return TYPES[name];
  throw new Error(`Cannot run Python: found the name ${name}`);
}

/** A Python class has no initial values: null says that nothing is set. */
export function toClass(
  name: string,
  fields: readonly [name: string, type: string, initial?: unknown][],
  scope: Scope,
): Class {
  const types = Object.fromEntries(fields.map(([name, type]) => [name, toType(type, scope)]));
  const initial = Object.fromEntries(fields.map(([name, , value]) => [name, value ?? null]));
  return {
    [name]: class {
      static types = types;
      [column: string]: unknown;
      constructor() {
        Object.assign(this, initial);
      }
    },
  }[name]!;
}

function toType(type: string, scope: Scope): unknown {
  const bare = type.replace(/^Optional\[(.*)\]$/, "$1").replace(/\s*\|\s*None$/, "");
  if (bare in TYPES) return TYPES[bare];
  const members: unknown[] = Object.values(scope.get(bare) ?? {});
  if (members.length === 0) throw new Error(`Cannot run Python: found the type ${type}`);
  return typeof members[0] === "string" ? String : Integer;
}

/** What the file keeps as text: an import, a comprehension, a set, a format string. */
function evaluateText(code: string): unknown {
  if (/^from \w/.test(code)) return undefined;
  const [, name, letters] = /^.dict\((\w+)=c\) for c in '(\w+)'.?$/.exec(code) ?? [];
  if (name) return [...letters!].map((letter) => ({ [name]: letter }));
  const [, member] = /^\{'(\w+)'\}$/.exec(code) ?? [];
  if (member) return [member];
  const [, format] = /^f'(.*)'$/.exec(code) ?? [];
  if (format) return format.replaceAll(/\{\w+\.c\.(\w+)\}/g, "$1");
  throw new Error(`Cannot run Python: found ${code}`);
}
