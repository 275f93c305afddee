import { deepStrictEqual, strictEqual } from "node:assert";
import {
  CheckboxX,
  type Child,
  fillForm,
  Form,
  type FT,
  Group,
  Hidden,
  Input,
  Label,
  Optgroup,
  Option,
  P,
  render,
  Select,
  Textarea,
  toXml,
} from "../../lib/html/mod.ts";
import { findInputs } from "../../lib/html/forms.ts";
import type { InputType } from "../../lib/html/attr_types/form.ts";

const plain = (...children: Child[]): FT => Form({ enctype: null }, ...children);
const filled = (child: Child, values: object, errors = {}): string =>
  toXml(fillForm(plain(child), values, errors)).slice("<form>".length, -"</form>".length);

Deno.test("fillForm() fills inputs, text areas and selects wherever they are", () => {
  const form = [
    Group(Label("x", [Input({ id: "title" })])),
    Textarea({ name: "notes" }),
    Select({ name: "s" }, Option("a"), Option({ value: "b" }, "B")),
  ];
  strictEqual(
    filled(form, { title: '"<1>"', notes: "</textarea>", s: "a" }),
    '<fieldset role="group"><label>x<input id="title" name="title" value="&quot;&lt;1&gt;&quot;"></label></fieldset>' +
      '<textarea name="notes">&lt;/textarea&gt;</textarea><select name="s"><option selected>a</option><option value="b">B</option></select>',
  );
});

Deno.test("fillForm() leaves the form that it is given as it was", () => {
  const form = plain(Input({ name: "a" }));
  const before = `${form}`;
  fillForm(form, { a: 1 }, { a: "wrong" });
  strictEqual(`${form}`, before);
});

Deno.test("fillForm() leaves fields without a value, passwords, files and buttons alone", () => {
  const form = [
    Input({ name: "a", value: "old" }),
    Input({ name: "p", type: "password" }),
    Input({ name: "f", type: "file" }),
    Input({ name: "s", type: "submit", value: "Go" }),
  ];
  strictEqual(filled(form, { a: null, p: "secret", f: "x", s: "y" }), render(form));
});

Deno.test("fillForm() reads nested values, lists, dates and a row's defaults, and never Object.prototype", () => {
  class Row {
    get title() {
      return "from the class";
    }
  }
  const value = (name: string, values: object, type: InputType = "text") =>
    filled(Input({ name, type }), values);
  strictEqual(value("a.b", { a: { b: 1 } }), '<input name="a.b" type="text" value="1">');
  strictEqual(value("title", new Row()), '<input name="title" type="text" value="from the class">');
  strictEqual(
    value("d", { d: new Date("2026-01-02T03:04:05Z") }, "date"),
    '<input name="d" type="date" value="2026-01-02">',
  );
  // A time is read back as one of this zone.
  const times = [[9, 30], [9, 30, 5], [9, 30, 0, 40]].map((time) => {
    return value("d", { d: new Date(2026, 0, 2, ...time as [number]) }, "datetime-local");
  });
  deepStrictEqual(times, [
    '<input name="d" type="datetime-local" value="2026-01-02T09:30">',
    '<input name="d" type="datetime-local" value="2026-01-02T09:30:05">',
    '<input name="d" type="datetime-local" value="2026-01-02T09:30:00.040">',
  ]);
  strictEqual(value("constructor", {}), '<input name="constructor" type="text">');
  strictEqual(value("a", { a: { forged: 1 } }), '<input name="a" type="text">');
  strictEqual(
    value("a", Object.assign(Object.create(null), { a: Object.create(null) })),
    '<input name="a" type="text">',
  );
  strictEqual(
    filled(Select({ name: "t[]", multiple: true }, Option("a"), Option("b"), Option("c")), {
      t: ["a", "c"],
    }),
    '<select name="t[]" multiple><option selected>a</option><option>b</option><option selected>c</option></select>',
  );
});

Deno.test("fillForm() checks the boxes and radio buttons that the value names, and no other", () => {
  const boxes = [1, 2].map((value) => Input({ type: "checkbox", name: "n", value, checked: true }));
  const radios = [1, 2].map((value) => Input({ type: "radio", name: "n", value, checked: true }));
  const checked = (form: FT[], n: unknown) =>
    findInputs(fillForm(plain(form), { n }), { checked: true }).map((box) => box.attrs.value);
  deepStrictEqual([
    checked(boxes, "2"),
    checked(boxes, [1, "2"]),
    checked(boxes, []),
    checked(boxes, false),
  ], [[2], [1, 2], [], []]);
  deepStrictEqual([checked(radios, 2), checked(radios, "1"), checked(radios, "3")], [[2], [1], []]);
  strictEqual(
    filled(Input({ type: "checkbox", name: "n" }), { n: "on" }),
    '<input type="checkbox" name="n" checked>',
  );
});

Deno.test("fillForm() selects inside groups and clears the others", () => {
  const select = Select(
    { name: "s" },
    Optgroup(Option({ value: 1 }, "x"), Option({ value: 2, selected: true }, "y")),
  );
  strictEqual(
    filled(select, { s: "1" }),
    '<select name="s"><optgroup><option value="1" selected>x</option><option value="2">y</option></optgroup></select>',
  );
});

Deno.test("fillForm() fills CheckboxX and leaves its empty value", () => {
  strictEqual(
    filled(CheckboxX({ id: "done", label: "Done" }), { done: true }),
    '<input type="hidden" value="" name="done" skip><label><input type="checkbox" value="1" name="done" id="done" checked>Done</label>',
  );
});

Deno.test("fillForm() puts each error beside its field, once, and the others on top", () => {
  const form = [
    Hidden({ name: "a" }),
    Input({ name: "a", aria_describedby: "help" }),
    Input({ type: "radio", name: "r", value: 1 }),
    Input({ type: "radio", name: "r", value: 2 }),
  ];
  strictEqual(
    filled(form, {}, { a: ["<short>", "old"], r: "choose", "": "not you", b: undefined }),
    '<p role="alert">not you</p><input type="hidden" value="" name="a">' +
      '<input name="a" aria-describedby="help a-error" aria-invalid="true"><small id="a-error">&lt;short&gt; old</small>' +
      '<input type="radio" name="r" value="1" aria-invalid="true" aria-describedby="r-error"><small id="r-error">choose</small>' +
      '<input type="radio" name="r" value="2" aria-invalid="true" aria-describedby="r-error">',
  );
  strictEqual(
    toXml(fillForm(Input({ name: "a" }), {}, { a: "bad", b: "worse" })),
    '<p role="alert">worse</p><input name="a" aria-invalid="true" aria-describedby="a-error"><small id="a-error">bad</small>',
  );
});

Deno.test("fillForm() fills what promises and __ft__() bring", async () => {
  const form = plain(Promise.resolve(Input({ name: "a" })), [{
    __ft__: () => P(Input({ name: "b" })),
  }]);
  strictEqual(
    await render(fillForm(form, { a: 1, b: 2 })),
    '<form><input name="a" value="1"><p><input name="b" value="2"></p></form>',
  );
});

Deno.test("findInputs() finds by tag and attributes", () => {
  const form = plain(
    P([Input({ type: "radio", name: "a" }), Input({ name: "b" })]),
    Select({ id: "c" }),
  );
  deepStrictEqual(findInputs(form).map((input) => input.attrs.name), ["a", "b"]);
  deepStrictEqual(findInputs(form, { type: "radio" }).map((input) => input.attrs.name), ["a"]);
  deepStrictEqual(findInputs(form, { name: "c" }, "select").map((input) => input.tag), ["select"]);
  const both = findInputs(form, {}, ["select", "input"]);
  deepStrictEqual(both.map((input) => input.attrs.name), ["a", "b", "c"]);
});

Deno.test("fillForm() puts the message of a box after the words of its label", () => {
  const box = Label(Input({ type: "checkbox", name: "terms" }), "I accept");
  strictEqual(
    toXml(fillForm(box, {}, { terms: "Please accept" })),
    '<label><input type="checkbox" name="terms" aria-invalid="true" ' +
      'aria-describedby="terms-error">I accept<br><small id="terms-error">Please accept</small></label>',
  );
});
