import { deepStrictEqual, match, strictEqual } from "node:assert";
import { FormFor } from "../../../ext/ui.ts";
import { fieldOf, textOf } from "./_form.ts";

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
