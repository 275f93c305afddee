/** A record that becomes a form. From AnswerDotAI/FastHTML-Gallery, …/click_to_edit/app.py. */
import {
  Button,
  Div,
  fastApp,
  Form,
  Hidden,
  Input,
  Label,
  serve,
  Strong,
} from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
const flds = [["firstName", "First Name"], ["lastName", "Last Name"], ["email", "Email"]] as const;

class Contact {
  firstName = "";
  lastName = "";
  email = "";
  edit = false;
  __ft__() {
    const items = flds.map(([v, k]) => Div(Label(Strong(k), this[v]), Hidden(this[v], { id: v })));
    return Form({ hx_post: form, hx_swap: "outerHTML" }, items, Button("Click To Edit"));
  }
}

const joe = { firstName: "Joe", lastName: "Blow", email: "joe@blow.com" };
const contacts = [Object.assign(new Contact(), joe)];

rt("/", () => contacts[0]);

const form = rt({ c: Contact }, function form({ c }) {
  const items = flds.map(([v, k]) => Div(Label(k), Input({ name: v, value: c[v], aria_label: k })));
  return Form({ hx_post: contact, hx_swap: "outerHTML" }, items).with(
    Button("Submit", { name: "btn", value: "submit" }),
    Button("Cancel", { name: "btn", value: "cancel" }),
  );
});

const contact = rt({ c: Contact, btn: String }, function contact({ c, btn }) {
  if (btn === "submit") contacts[0] = c;
  return contacts[0];
});

serve(app);
