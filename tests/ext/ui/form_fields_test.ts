import { deepStrictEqual, match, strictEqual } from "node:assert";
import { oneOf } from "../../../mod.ts";
import { FormFor } from "../../../ext/ui.ts";
import { controlsOf, fieldOf, textOf } from "./_form.ts";

Deno.test("fields say how they look, and win over static ui, name by name", () => {
  class Member {
    static ui = {
      mail: { label: "E-mail", hint: "At work", as: "email" },
      level: false,
      plan: { choices: { free: "Free", pro: "Pro" } },
    };
    mail = "";
    level = 1;
    plan = "pro";
    ok = false;
  }
  const form = FormFor(Member, {
    fields: {
      mail: { hint: "At home", autocomplete: "email", hx_post: "/check", required: true },
      ok: { as: "radios", choices: { true: "Agreed" } },
    },
  });
  strictEqual(
    fieldOf(form, "mail"),
    '<div class="ui-field"><label for="member-form-mail" class="ui-field-needed">E-mail</label>' +
      '<input autocomplete="email" hx-post="/check" name="mail" id="member-form-mail" required ' +
      'aria-describedby="member-form-mail-hint" class="ui-input" type="email" value="">' +
      '<small id="member-form-mail-hint" class="ui-hint">At home</small></div>',
  );
  strictEqual(fieldOf(form, "level"), "");
  match(fieldOf(form, "plan"), /<select.*<option value="pro" selected>Pro<\/option>/);
  match(
    fieldOf(form, "ok"),
    /<legend>Ok<\/legend>.*value="true" class="ui-check"><span>Agreed<\/span>.*value="false" checked .*<span>No<\/span>/,
  );
  match(fieldOf(FormFor(Member, { fields: { level: "Level" } }), "level"), />Level<\/label>/);
  strictEqual(fieldOf(FormFor(Member, { fields: { mail: false } }), "mail"), "");
});

Deno.test("groups are where their first field is, and so are classes within", () => {
  class Place {
    static ui = { zip: "Code" };
    street = "";
    zip = "";
  }
  class Person {
    first = "";
    age = 1;
    last = "";
    home = new Place();
  }
  const form = FormFor(Person, {
    values: { home: { street: "Main St" } as Place },
    groups: [{ legend: "Name", hint: "As on a bill", columns: 2, fields: ["last", "first"] }],
    fields: { home: { label: "Home address" } },
  });
  const names = [...textOf(form).matchAll(/<(?:legend|label)[^>]*>([^<]+)/g)].map(([, name]) =>
    name
  );
  deepStrictEqual(names, ["Name", "Last", "First", "Age", "Home address", "Street", "Code"]);
  match(
    textOf(form),
    /<fieldset class="ui-group" aria-describedby="person-form-group-1-hint"><legend>Name<\/legend><p id="person-form-group-1-hint" class="ui-hint">As on a bill<\/p><div class="ui-grid ui-grid-2">/,
  );
  match(textOf(form), /<input name="home.street" [^>]*value="Main St">/);
});

Deno.test("what is hidden is sent as it is, a list as often as it has items", () => {
  class Hidden {
    static types = { days: [oneOf("Mo", "Tu", "We")], at: Date };
    days: ("Mo" | "Tu" | "We")[] = ["Mo", "We"];
    at: Date | null = new Date(0);
    on = true;
  }
  const as = "hidden";
  deepStrictEqual(
    controlsOf(FormFor(Hidden, { fields: { days: { as }, at: { as }, on: { as } } })),
    [
      'input type="hidden" name="days" value="Mo" skip',
      'input type="hidden" name="days" value="We" skip',
      'input type="hidden" name="at" value="1970-01-01T00:00:00.000Z"',
      'input type="hidden" name="on" value="true"',
    ],
  );
});

Deno.test("what was not sent was left empty, and only one field of a form has the focus", () => {
  class Week {
    static types = { days: [oneOf("Mo", "Tu")], plan: oneOf("a", "b") };
    days: ("Mo" | "Tu")[] = ["Mo"];
    plan: "a" | "b" = "a";
    open = true;
  }
  const sent = FormFor(Week, {
    values: { open: "" as never },
    errors: { days: "One at least", "days.0": "Wrong", "days.1": "Wrong" },
    fields: { plan: { as: "radios", autofocus: true } },
  });
  strictEqual(
    fieldOf(sent, "days"),
    '<fieldset class="ui-field" aria-describedby="week-form-days-error"><legend>Days</legend>' +
      '<div class="ui-choices"><label class="ui-choice"><input name="days" autofocus ' +
      'aria-invalid="true" type="checkbox" id="week-form-days" value="Mo" class="ui-check">' +
      '<span>Mo</span></label><label class="ui-choice"><input name="days" aria-invalid="true" ' +
      'type="checkbox" id="week-form-days-2" value="Tu" class="ui-check"><span>Tu</span></label>' +
      '</div><small id="week-form-days-error" class="ui-error">One at least Wrong</small></fieldset>',
  );
  strictEqual(textOf(sent).match(/autofocus/g)?.length, 1);
  strictEqual(/name="open"[^>]*checked/.test(textOf(sent)), false);
  const fresh = textOf(FormFor(Week, { fields: { plan: { as: "radios", autofocus: true } } }));
  strictEqual(fresh.match(/autofocus/g)?.length, 1);
  match(fresh, /name="days"[^>]*value="Mo"[^>]*checked/);
});

Deno.test("choices have no words but those that they are given", () => {
  class Odd {
    static types = { kind: oneOf("constructor", "toString", "x") };
    kind = "constructor";
  }
  const form = FormFor(Odd, { fields: { kind: { choices: { x: "Letter <x>" } } } });
  match(
    fieldOf(form, "kind"),
    /<option value="constructor" selected>constructor<\/option><option value="toString">toString<\/option><option value="x">Letter &lt;x&gt;<\/option><\/select>/,
  );
  // A list narrows them.
  match(
    fieldOf(FormFor(Odd, { values: { kind: "x" }, fields: { kind: { choices: ["x"] } } }), "kind"),
    /"ui-input"><option value="x" selected>x<\/option><\/select>/,
  );
});
