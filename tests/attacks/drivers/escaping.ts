import { strictEqual, throws } from "node:assert";
import { Div, type FT, toXml } from "../../../mod.ts";
import type { Drivers } from "./types.ts";

const IMG = "<img src=x>";

export const ESCAPING: Drivers = {
  "ESC-41": () => {
    const url = new URL("https://a.example/?<img src=x>"), date = new Date(0);
    const values: unknown[] = [
      new Error(IMG),
      { toString: () => IMG },
      [IMG],
      url,
      date,
      1n,
      Symbol(IMG),
    ];
    const wrong: string[] = [];
    for (const value of values) {
      for (const make of [() => Div(value as string), () => Div({ title: value as string })]) {
        try {
          if (toXml(make()).includes("<img")) wrong.push(`raw: ${String(value)}`);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
        }
      }
    }
    return wrong;
  },
  "ESC-43": () => {
    let deep: FT = Div();
    for (let i = 0; i < 10_000; i++) deep = Div(deep);
    throws(() => toXml(deep), /more than 1,000 levels/);
    strictEqual(toXml(Div()), "<div></div>");
  },
};
