/**
 * What must compile and what must not. `deno task check` is the test, so this file has none of its
 * own: an expected error that is missing fails it (TS2578), as does a line that is wrong.
 */
import {
  A,
  Audio,
  Button,
  Card,
  component,
  Div,
  Form,
  type FT,
  Hidden,
  HREF,
  Img,
  Input,
  Label,
  makeTag,
  Ol,
  Safe,
  Select,
  tags,
  Td,
  Textarea,
} from "../../lib/html/mod.ts";
import type { GlobalAttrs } from "@fasthtml/fasthtml/types";

interface NoteAttrs extends Omit<GlobalAttrs, "title"> {
  title?: FT;
  tone?: "good" | "bad";
}
const Note = component<NoteAttrs>(({ tone, title, ...rest }, children) =>
  Div(rest, tone, title, children)
);
const Icon = component(({ label, ...rest }: GlobalAttrs & { label: string }) =>
  Div({ aria_label: label, ...rest })
);

/** Typos, and what HTML or htmx does not have. */
export function writeWrongTags(): unknown[] {
  return [
    // @ts-expect-error a typo, first
    Div({ clss: "x" }, "y"),
    // @ts-expect-error a typo, last
    Div("y", { tittle: "x" }),
    // @ts-expect-error a typo beside right ones
    Input({ type: "text", plaecholder: "x" }),
    // @ts-expect-error an attribute of another tag
    Div({ href: "/x" }),
    // @ts-expect-error an attribute of another tag
    Button({ checked: true }),
    // @ts-expect-error a swap style that htmx does not have
    Div({ hx_swap: "outerHtml" }),
    // @ts-expect-error a swap modifier that htmx does not have
    Div({ hx_swap: "outerHTML transitoin:true" }),
    // @ts-expect-error an attribute of forms
    Div({ hx_reset: true }),
    // @ts-expect-error an htmx attribute that is none
    Div({ hx_pots: "/x" }),
    // @ts-expect-error an input type that is none
    Input({ type: "txet" }),
    // @ts-expect-error a method that forms don't have
    Form({ method: "put" }),
    // @ts-expect-error a number where the attribute is there or not
    Select({ multiple: 2 }),
    // @ts-expect-error an object where htmx takes a selector
    Div({ hx_target: { id: "x" } }),
    // @ts-expect-error a class instance that has no __ft__()
    Div(new Date()),
    // @ts-expect-error a function, called too late
    Div(() => "x"),
    // @ts-expect-error the shape of trusted HTML, not the brand
    Div({ html: "<b>", toString: () => "<b>" }),
    // @ts-expect-error a promise as an attribute
    Div({ title: Promise.resolve("x") }),
    // @ts-expect-error the wrong kind of list
    Ol({ type: "x" }),
    // @ts-expect-error a typo in a component's attribute
    Card({ heaader: "x" }),
    // @ts-expect-error a typo in an attribute of a component's own
    Note("x", { tnoe: "good" }),
    // @ts-expect-error a typo in an attribute of htmx
    Note({ hx_gte: "/x" }),
    // @ts-expect-error a word that the component does not know
    Note({ tone: "fair" }, "x"),
    // @ts-expect-error a text, where the component takes an element in place of HTML's attribute
    Note({ title: "x" }),
    // @ts-expect-error a component without what it must have
    Icon(),
    // @ts-expect-error a component without what it must have
    Icon("x"),
    // @ts-expect-error a component without what it must have
    Icon("x", { id: "i" }),
    // @ts-expect-error a typo in what it must have
    Icon({ lable: "x" }),
    // @ts-expect-error a page can't hold a date
    component(() => new Date()),
    // @ts-expect-error an attribute that the custom element's type does not have
    makeTag<{ level: number }>("x-gauge")({ levle: 1 }),
  ];
}

/** Every attribute that tags have, htmx's, and the open families. */
export function writeRightTags(): unknown[] {
  return [
    Div({
      data_a: 1,
      "data-b": null,
      aria_label: "x",
      "@click": "f()",
      ":class": "x",
      "x-data": "{}",
      _: "on click",
      onclick: "f()",
    }),
    Button("x", {
      hx_post: "/x",
      hx_swap: "outerHTML transition:true swap:1s",
      hx_vals: { a: [1] },
      hx_on__after_request: "f()",
      "hx-on:click": "f()",
      "hx-target:inherited": "#x",
    }),
    Form({ hx_post: "/x", hx_reset: true }),
    Div({
      hx_swap_oob: "beforeend:#list",
      hx_swap: "innerMorph",
      target_id: "x",
      hx_boost: true,
      sse_connect: "/s",
      ws_send: true,
    }),
    A({ href: { [HREF]: () => "/x" }, cls: ["a", { b: true }], style: { color: "red" } }),
    Label({ fr: Input({ id: "i" }), _for: "i" }),
    Img({ src: Safe("/x"), alt: "" }),
    Td({ colspan: 2 }),
    Textarea({ rows: 3 }),
    Audio({ controls: true }),
    tags.SlButton({ anything: "goes" }),
    Hidden(1, { id: "h" }),
    Note(),
    Note("x", [Note()], { title: Div(), tone: "bad", cls: "y", hx_get: "/x", data_z: 1 }),
    Icon({ label: "x", id: "i" }, "y"),
    Icon("x", "y", { label: "x" }),
    component((attrs, children) => Div(attrs, children))({ id: "i" }, "x"),
    component(({ rows }: { rows: number }) => [Div(rows), Promise.resolve(Div())])({ rows: 2 }),
    Div(false, null, 1n, ["x"], Promise.resolve("y")),
  ];
}
