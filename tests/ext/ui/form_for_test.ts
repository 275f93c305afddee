import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import {
  A,
  checked,
  Client,
  database,
  fastApp,
  type FT,
  FtResponse,
  Input,
  only,
  P,
} from "../../../mod.ts";
import { Button, FormFor, type FormForAttrs } from "../../../ext/ui.ts";
import { fieldOf, textOf } from "./_form.ts";

class Guest {
  static notNull = ["name"];
  name = "";
  age = 0;
  news = false;
}

Deno.test("a form has a field for each of the class, and is sent with htmx and without", () => {
  strictEqual(
    textOf(FormFor(Guest, { action: "/join", submit: "Join" })),
    '<form enctype="multipart/form-data" method="post" action="/join" hx-post="/join" ' +
      'hx-target="this" hx-swap="outerHTML" hx-disinherit="hx-target hx-swap" id="guest-form" ' +
      'class="ui-form" name="guest-form">' +
      '<div class="ui-field"><label for="guest-form-name" class="ui-field-needed">Name</label>' +
      '<input name="name" id="guest-form-name" required class="ui-input" type="text" value="">' +
      '</div><div class="ui-field"><label for="guest-form-age">Age</label>' +
      '<input name="age" id="guest-form-age" class="ui-input" type="number" value="0"></div>' +
      '<input type="hidden" value="" name="news" skip>' +
      '<div class="ui-field"><label class="ui-choice"><input name="news" id="guest-form-news" ' +
      'value="1" type="checkbox" class="ui-check"><span class="ui-field-label">News</span></label>' +
      '</div><div class="ui-row ui-end"><button type="submit" ' +
      'class="ui-button ui-button-primary ui-tone-primary">Join</button></div></form>',
  );
});

Deno.test("what was sent comes back with its errors, the focus at the first", async () => {
  const { app, rt } = fastApp();
  const join = rt.post(
    "/join",
    { guest: checked(Guest) },
    ({ guest }) =>
      guest.ok
        ? P(JSON.stringify({ ...guest.value }))
        : FtResponse(FormFor(Guest, { action: join, values: guest.input, errors: guest.errors }), {
          status: 422,
        }),
  );
  const client = new Client(app);
  const send = (data: Record<string, string>) =>
    client.post("/join", { data, headers: { "hx-request": "true" } });
  const bad = await send({ name: " ", age: "<x>", news: "1" });
  strictEqual(bad.status, 422);
  const html = await bad.text();
  match(
    html,
    /<input name="name" id="guest-form-name" required autofocus aria-invalid="true" aria-describedby="guest-form-name-error" class="ui-input" type="text" value=" "><small id="guest-form-name-error" class="ui-error">/,
  );
  match(html, /<input name="age" id="guest-form-age" aria-invalid="true" [^>]*value="&lt;x&gt;">/);
  strictEqual(html.match(/autofocus/g)?.length, 1);
  match(html, /<input name="news"[^>]* checked>/);
  const good = await send({ name: "Ann", age: "7", news: "" });
  match(await good.text(), /\{"name":"Ann","age":7,"news":false\}/);
});

Deno.test("a key is hidden where a row has one, and errors of no field are at the top", () => {
  class Task {
    id = 0;
    title = "";
  }
  strictEqual(textOf(FormFor(Task, {})).includes('name="id"'), false);
  strictEqual(textOf(FormFor(Task, { values: new Task() })).includes('name="id"'), false);
  match(textOf(FormFor(Task, { values: { id: 7 } })), /<input type="hidden" name="id" value="7">/);
  strictEqual(
    textOf(FormFor(Task, { values: { id: 7 }, fields: { id: false } })).includes('name="id"'),
    false,
  );
  match(
    fieldOf(FormFor(Task, { fields: { id: "Number" } }), "id"),
    />Number<\/label><input name="id"/,
  );
  const form = FormFor(Task, {
    values: { title: "x" },
    errors: { "": "No more <places>", id: ["Gone", "Sorry"], title: undefined },
  });
  match(
    textOf(form),
    /^<form[^>]*><div role="alert" tabindex="-1" autofocus class="ui-alert ui-tone-danger">.*<p>No more &lt;places&gt;<\/p><p>ID: Gone Sorry<\/p>/,
  );
  strictEqual(textOf(form).includes("aria-invalid"), false);
});

Deno.test("only() and checked() make smaller forms of the same class", () => {
  const names = (form: FT) =>
    [...textOf(form).matchAll(/<label[^>]* for="([^"]+)/g)].map(([, id]) => id);
  deepStrictEqual(names(FormFor(only(Guest, "age", "name"), {})), [
    "guest-form-age",
    "guest-form-name",
  ]);
  deepStrictEqual(names(FormFor(checked(only(Guest, "age")), { id: "g" })), ["g-age"]);
});

Deno.test("the way of a form: by htmx with another verb, or without htmx", () => {
  const start = (attrs: FormForAttrs<Guest>) =>
    textOf(FormFor(Guest, attrs)).replace(/ hx-disinherit="hx-target hx-swap"| id=.*/gs, "");
  const form = '<form enctype="multipart/form-data" method=';
  strictEqual(start({ action: "/a", hx_post: false }), `${form}"post" action="/a"`);
  strictEqual(start({ method: "get", action: "/a" }), `${form}"get" action="/a"`);
  strictEqual(
    start({ hx_put: "/a", hx_target: "#list" }),
    `${form}"post" hx-target="#list" hx-swap="outerHTML" hx-put="/a"`,
  );
  strictEqual(
    start({ hx_post: "/a", hx_swap: "none" }),
    `${form}"post" action="/a" hx-post="/a" hx-target="this" hx-swap="none"`,
  );
  strictEqual(start({}), `${form}"post"`);
});

Deno.test("children are between the fields and the button, and show values, too", () => {
  const form = FormFor(
    only(Guest, "age"),
    { values: { name: "Ann" }, submit: Button("Go"), actions: A("Back") },
    Input({ name: "name" }),
  );
  match(
    textOf(form),
    /name="age".*<input name="name" value="Ann"><div class="ui-row ui-end"><a href="#">Back<\/a><button class="[^"]*">Go<\/button><\/div><\/form>$/,
  );
  match(
    textOf(FormFor(Guest, { columns: 2 })),
    /class="ui-form" name="guest-form"><div class="ui-grid ui-grid-2"><div class="ui-field">.*<\/div><\/div><div class="ui-row/,
  );
  const none = textOf(FormFor(Guest, { submit: false }));
  strictEqual(none.includes("<button") || none.includes("ui-row"), false);
});

Deno.test("a table is asked for its class, and one by name for its columns", () => {
  const db = database(":memory:");
  match(
    textOf(FormFor(db.create(Guest, { pk: "name" }), {})),
    /^<form[^>]* id="guest-form".*name="name".*name="age".*name="news"/,
  );
  db.create("my parts", { "unit price": Number, constructor: String }, { pk: "constructor" });
  const parts = FormFor(db.t["my parts"]!, {
    values: { "unit price": 7 },
    fields: { "unit price": { hint: "Net" } },
  });
  match(
    textOf(parts),
    /<label for="my-parts-form-unit-price">Unit price<\/label><input [^>]*name="unit price" id="my-parts-form-unit-price" aria-describedby="my-parts-form-unit-price-hint" [^>]*value="7">/,
  );
  match(textOf(parts), />Constructor<\/label><input name="constructor"[^>]* value="">/);
});

Deno.test("mistakes of the program are errors that say what was meant", () => {
  class Tagged {
    tags: string[] = [];
    done = false;
    plan = "";
  }
  const fails = (attrs: object, message: string, of: unknown = Guest) =>
    throws(() => FormFor(of as typeof Guest, attrs as FormForAttrs<Guest>), {
      name: "TypeError",
      message,
    });
  fails(
    { fields: { nmae: "Name" } },
    'Cannot make a form for Guest: fields has "nmae", expected name',
  );
  fails(
    { groups: [{ legend: "A", fields: ["agee"] }] },
    'Cannot make a form for Guest: a group has "agee", expected age',
  );
  fails(
    { groups: [{ legend: "A", fields: ["age"] }, { legend: "B", fields: ["age"] }] },
    "Cannot make a form for Guest: groups have age twice, expected it once",
  );
  fails(
    { fields: { name: { as: "select" } } },
    "Cannot make a form for Guest: name is a select without choices, expected them",
  );
  fails(
    {},
    "Cannot make a form for Tagged: tags is a list, expected its choices, or false in fields",
    Tagged,
  );
  fails(
    { fields: { tags: false, done: { choices: { treu: "Yes" } } } },
    'Cannot make a form for Tagged: choices of done have "treu", expected true',
    Tagged,
  );
  for (const  of of[undefined, null, 7, {}, String]) {
    throws(() => FormFor(of as never, {}), /^TypeError: Cannot make a form: found /);
  }
});
