/** Arrays of Postgres as lists. */
import { type Codec, type ColumnKind, Unfit } from "../../lib/data/backend.ts";
import { CODECS } from "./schema.ts";
import { PARSERS } from "./wire.ts";

/** How lists of items of a kind are sent, and read from the text of an array. */
export function toArrayCodec(items: ColumnKind): Codec {
  const { write = String, read = (stored: unknown) => stored } = CODECS[items];
  const parse = PARSERS[OIDS[items] ?? 0] ?? String;
  return {
    write: (value) => writeArray(value as unknown[], write),
    read: (stored) => {
      let isExact = true;
      const list = readArray(String(stored), (text) => {
        const item = read(items === "float" ? text : parse(text));
        if (!(item instanceof Unfit)) return item;
        isExact = false;
        return item.value;
      });
      return list && isExact ? list : new Unfit(list ?? stored, stored);
    },
  };
}

/** The types whose texts are read as the server has those of the items. */
const OIDS: Partial<Record<ColumnKind, number>> = {
  boolean: 16,
  integer: 20,
  date: 1082,
  datetime: 1184,
};

function writeArray(list: readonly unknown[], write: (item: unknown) => unknown): string {
  const items = list.map((item) => {
    if (item === null) return "NULL";
    if (Array.isArray(item)) return writeArray(item, write);
    return `"${String(write(item)).replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}

const TOKEN = /[{},]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs;

/** Reads `{a,"b c",NULL,{…}}`. Undefined where its indexes do not begin at 1: `[0:1]={a,b}`. */
function readArray(text: string, read: (item: string) => unknown): unknown[] | undefined {
  if (text[0] !== "{") return undefined;
  const open: unknown[][] = [[]];
  for (const [token, quoted] of text.matchAll(TOKEN)) {
    if (token === "{") open.push([]);
    else if (token === "}") open.at(-2)!.push(open.pop());
    else if (token !== ",") {
      const item = quoted === undefined ? token : quoted.replace(/\\(.)/gs, "$1");
      open.at(-1)!.push(token === "NULL" ? null : read(item));
    }
  }
  return open[0][0] as unknown[];
}
