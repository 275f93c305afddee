import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { type Child, render } from "../../../mod.ts";
import { Field, FieldForm } from "../../../ext/ui.ts";

Deno.test("attributes go to the control, which the label, the hint and the error name", () => {
  strictEqual(
    render(
      Field({
        name: "mail",
        label: "E-mail",
        type: "email",
        required: true,
        hint: "At work",
        error: "No e-mail",
        hx_post: "/check",
        cls: "own",
      }),
    ),
    '<div class="ui-field"><label for="mail" class="ui-field-needed">E-mail</label>' +
      '<input name="mail" required hx-post="/check" class="ui-input own" id="mail" aria-inv' +
      'alid="true" aria-describedby="mail-hint mail-error" type="email">' +
      '<small id="mail-hint" class="ui-hint">At work</small>' +
      '<small id="mail-error" class="ui-error">No e-mail</small></div>',
  );
  strictEqual(
    render(
      Field({
        name: "q",
        id: "find",
        label: "Find",
        hideLabel: true,
        aria_describedby: "more",
        hint: "A name",
      }),
    ),
    '<div class="ui-field"><label for="find" class="ui-hidden">Find</label>' +
      '<input name="q" id="find" aria-describedby="more find-hint" class="ui-input" type="t' +
      'ext"><small id="find-hint" class="ui-hint">A name</small></div>',
  );
});

Deno.test("a select has its choices, and what is chosen", () => {
  strictEqual(
    render(
      Field({
        name: "c",
        label: "Country",
        type: "select",
        empty: "Choose",
        value: "pt",
        choices: { fr: "France", pt: "Portugal" },
      }),
    ),
    '<div class="ui-field"><label for="c">Country</label>' +
      '<select name="c" id="c" class="ui-input"><option value="">Choose</option>' +
      '<option value="fr">France</option><option value="pt" selected>Portugal</option>' +
      "</select></div>",
  );
  strictEqual(
    render(Field({ name: "n", label: "Numbers", type: "select", multiple: true, choices: [1, 2] })),
    '<div class="ui-field"><label for="n">Numbers</label>' +
      '<select name="n" id="n" class="ui-input" multiple><option value="1">1</option>' +
      '<option value="2">2</option></select></div>',
  );
});

Deno.test("radio buttons and boxes are a group with a legend", () => {
  strictEqual(
    render(
      Field({
        name: "s",
        label: "Size",
        type: "radios",
        value: "m",
        required: true,
        choices: { s: "Small", m: "Medium" },
      }),
    ),
    '<fieldset class="ui-field"><legend class="ui-field-needed">Size</legend>' +
      '<div class="ui-choices"><label class="ui-choice">' +
      '<input name="s" required type="radio" id="s" value="s" class="ui-check"><span>Small' +
      '</span></label><label class="ui-choice">' +
      '<input name="s" required type="radio" id="s-2" value="m" checked class="ui-check">' +
      "<span>Medium</span></label></div></fieldset>",
  );
  strictEqual(
    render(
      Field({
        name: "d",
        label: "Days",
        type: "checkboxes",
        error: "One at least",
        choices: ["Mo"],
        choiceHints: { Mo: "Early" },
      }),
    ),
    '<fieldset class="ui-field" aria-describedby="d-error"><legend>Days</legend>' +
      '<div class="ui-choices"><label class="ui-choice ui-card-choice">' +
      '<input name="d" aria-invalid="true" type="checkbox" id="d" value="Mo" class="ui-chec' +
      'k"><span>Mo</span><span class="ui-choice-hint">Early</span></label></div>' +
      '<small id="d-error" class="ui-error">One at least</small></fieldset>',
  );
});

Deno.test("checkboxes and a select of many have a list of values, and other fields have one", () => {
  const days = { Mo: "Monday", Tu: "Tuesday", We: "Wednesday" };
  const checked = (field: Child) =>
    [...`${render(field)}`.matchAll(/value="(\w+)"(?: checked| selected)/g)].map(([, day]) => day);
  const field = { name: "d", label: "Days", choices: days };
  deepStrictEqual(checked(Field({ ...field, type: "checkboxes", value: ["Mo", "We"] })), [
    ...["Mo", "We"],
  ]);
  deepStrictEqual(
    checked(Field({ ...field, type: "select", multiple: true, value: ["Tu", "We"] })),
    ["Tu", "We"],
  );
  deepStrictEqual(checked(Field({ ...field, type: "checkboxes", value: "Tu" })), ["Tu"]);
  throws(() => Field({ name: "d", label: "Days", value: ["Mo"] }), {
    message: 'Cannot make the field "d": its value is a list and its type text, expected one ' +
      "value, or the type checkboxes",
  });
});

Deno.test("a box and a switch are beside their label", () => {
  strictEqual(
    render(Field({ name: "ok", label: "Agreed", type: "checkbox", checked: true })),
    '<div class="ui-field"><label class="ui-choice">' +
      '<input name="ok" checked id="ok" type="checkbox" class="ui-check">' +
      '<span class="ui-field-label">Agreed</span></label></div>',
  );
  strictEqual(
    render(Field({ name: "news", label: "News", type: "switch", hint: "Monthly" })),
    '<div class="ui-field"><label class="ui-switch-row"><span class="ui-field-label">News' +
      "</span>" +
      '<input name="news" id="news" aria-describedby="news-hint" role="switch" type="checkb' +
      'ox" class="ui-check"></label><small id="news-hint" class="ui-hint">Monthly</small>' +
      "</div>",
  );
});

Deno.test("a text area, a range, a code and proposals", () => {
  strictEqual(
    render(Field({ name: "t", label: "Text", type: "textarea", rows: 3, value: "a < b" })),
    '<div class="ui-field"><label for="t">Text</label>' +
      '<textarea name="t" id="t" class="ui-input" rows="3">a &lt; b</textarea></div>',
  );
  strictEqual(
    render(Field({ name: "v", label: "Volume", type: "range", min: 10, max: 20 })),
    '<div class="ui-field"><label for="v">Volume</label><div class="ui-range-row">' +
      '<input name="v" min="10" max="20" id="v" class="ui-range" type="range" value="15">' +
      '<output for="v">15</output></div></div>',
  );
  strictEqual(
    render(Field({ name: "o", label: "Code", type: "otp" })),
    '<div class="ui-field"><label for="o">Code</label>' +
      '<input inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" maxlength' +
      '="6" size="6" name="o" id="o" class="ui-input ui-otp" type="text"></div>',
  );
  strictEqual(
    render(Field({ name: "y", label: "City", choices: ["Lyon"] })),
    '<div class="ui-field"><label for="y">City</label>' +
      '<input name="y" id="y" class="ui-input" type="text" list="y-list">' +
      '<datalist id="y-list"><option value="Lyon">Lyon</option></datalist></div>',
  );
});

Deno.test("a form has the space between fields", () => {
  strictEqual(
    render(FieldForm({ enctype: null, cls: "own" }, "…")),
    '<form class="ui-form own">…</form>',
  );
});
