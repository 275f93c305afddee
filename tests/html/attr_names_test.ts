import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { Div } from "../../lib/html/mod.ts";
import { attrs } from "./_attrs.ts";

Deno.test("toAttr() takes FastHTML's names, or the real ones in quotes", () => {
  const names = {
    cls: "class",
    klass: "class",
    _class: "class",
    htmlClass: "class",
    className: "class",
    CLS: "class",
    fr: "for",
    _for: "for",
    htmlFor: "for",
    target_id: "hx-target",
    hx_get: "hx-get",
    HX_GET: "hx-get",
    Hx_Get: "hx-get",
    Title: "title",
    aB: "aB",
    a_b_c: "a-b-c",
    _: "_",
    _x: "x",
    __x: "x",
    x_: "x-",
    "a-b_c": "a-b_c",
    "A-B": "A-B",
    "@click_x": "@click_x",
    _at_click_away: "@click_away",
    x_at_b: "x-at-b",
    "data_x.y": "data_x.y",
    viewBox: "viewBox",
    hx_on__after_request: "hx-on--after-request",
    "hx-on::after-request": "hx-on::after-request",
    "hx-target:inherited": "hx-target:inherited",
    constructor: "constructor",
    toString: "toString",
  };
  for (const [key, name] of Object.entries(names)) {
    const value = name.startsWith("hx-target") && key === "target_id" ? "#v" : "v";
    strictEqual(attrs({ [key]: "v" }), ` ${name}="${value}"`, key);
  }
});

Deno.test("toAttr() rejects names that would end the attribute, or that no parser reads", () => {
  const ends = [..." \t\n\f\r\"'<>/=\0\x01\x1f\x7f\x80\x9f\u00a0\u2028"];
  for (const end of ends) {
    for (const name of [end, `a${end}`, `${end}a`, `a${end}b`]) {
      throws(() => attrs({ [name]: "v" }), {
        name: "TypeError",
        message: `Cannot write an attribute: the name is ${JSON.stringify(name)}, expected ` +
          "one or more characters, none of them a space, a quote, < > / = or a control character",
      });
    }
  }
  for (const name of ["", "__", "___"]) throws(() => attrs({ [name]: "v" }), /the name is "/);
});

Deno.test("toAttr() knows which attributes read the words true and false", () => {
  const words = [
    "aria_hidden",
    "aria-x",
    "contenteditable",
    "draggable",
    "spellcheck",
    "writingsuggestions",
    "hx_boost",
    "hx_history",
    "hx_validate",
    "hx_push_url",
    "hx_replace_url",
    "hx-boost:inherited",
  ];
  for (const key of words) {
    const name = key.replaceAll("_", "-");
    strictEqual(attrs({ [key]: true }), ` ${name}="true"`);
    strictEqual(attrs({ [key]: false }), ` ${name}="false"`);
  }
  strictEqual(attrs({ hx_swap_oob: true }), ' hx-swap-oob="true"');
  strictEqual(attrs({ hx_swap_oob: false }), ""); // "false" would be a way to swap
  for (const key of ["checked", "hx-disable", "x-aria-hidden", "draggable-x", "undraggable"]) {
    strictEqual(attrs({ [key]: true }), ` ${key}`);
    strictEqual(attrs({ [key]: false }), "");
  }
});

Deno.test("toAttr() knows which attributes are selectors, and which are JSON", () => {
  const list = Div({ id: "list" });
  for (const name of ["target", "include", "select", "indicator", "disabled-elt", "target:x"]) {
    strictEqual(attrs({ [`hx-${name}`]: list }), ` hx-${name}="#list"`);
  }
  for (const name of ["hx-targets", "x-hx-target", "hx-select-oob", "for"]) {
    strictEqual(attrs({ [name]: list }), ` ${name}="list"`);
  }
  const element = { id: 1 };
  for (const name of ["vals", "headers", "request", "config", "vals:inherited"]) {
    strictEqual(attrs({ [`hx-${name}`]: element }), ` hx-${name}="{&quot;id&quot;:1}"`);
  }
  for (const name of ["hx-val", "hx-valsx", "x-hx-vals", "data-vals"]) {
    throws(() => attrs({ [name]: element }), /the value is Object, expected text, a number/);
  }
});

Deno.test("toAttr() keeps 2,000 names, as names can come from an attacker", async () => {
  const { toAttr } = await openNames();
  const keys = Array.from({ length: 5000 }, (_, i) => `data_n${i}`);
  const first = keys.map(toAttr);
  const kept = keys.filter((key, i) => toAttr(key) === first[i]);
  deepStrictEqual(kept, keys.slice(0, 2000));
  deepStrictEqual(keys.map(toAttr), first);
});

Deno.test("toAttr() gives one bit to all spellings of a name, and 31 names 31 bits", async () => {
  const { toAttr } = await openNames();
  const bits = Array.from({ length: 32 }, (_, i) => toAttr(`data_n${i}`).bit);
  deepStrictEqual(bits, [...Array.from({ length: 31 }, (_, i) => 1 << i), 1]);
  const spellings = ["cls", "other", "class", "another", "klass"].map((key) => toAttr(key).bit);
  deepStrictEqual(spellings, [2, 4, 2, 8, 2]);
  for (let i = 32; i < 3000; i++) toAttr(`data_n${i}`);
  // Past the limit all have the bit that the next name would have: 2,000 are kept.
  deepStrictEqual([toAttr("x").bit, toAttr("y").bit], [1 << 2000 % 31, 1 << 2000 % 31]);
  strictEqual(toAttr("klass").bit, 2);
});

/** The module with nothing kept yet. */
async function openNames(): Promise<typeof import("../../lib/html/attr_names.ts")> {
  return await import(import.meta.resolve(`../../lib/html/attr_names.ts?${crypto.randomUUID()}`));
}
