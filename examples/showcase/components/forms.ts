/** Fields and forms. */
import { DateOnly, type FieldErrors, type FT, oneOf } from "@fasthtml/fasthtml";
import {
  Button,
  Card,
  DropZone,
  Field,
  FieldForm,
  type FieldViews,
  FormFor,
  Grid,
  ModalButton,
  Row,
  Stack,
} from "@fasthtml/fasthtml/ext/ui";
import { Chapter } from "./book.ts";
import source from "./forms.ts" with { type: "text" };

export const forms = new Chapter("Forms", "text-cursor-input", source);

forms.add("Field", "A label, a control, a hint and an error: one call.", () =>
  Grid(
    Field({
      name: "company",
      label: "Company",
      hint: "As it is on the invoice",
      autocomplete: "organization",
    }),
    Field({
      name: "mail",
      label: "E-mail",
      type: "email",
      required: true,
      value: "ada@",
      error: "Please enter an e-mail address, such as ada@example.com.",
    }),
    Field({
      name: "find",
      label: "Customer",
      type: "search",
      icon: "search",
      placeholder: "Name or number",
    }),
    Field({
      name: "secret",
      label: "Password",
      type: "password",
      autocomplete: "new-password",
      hint: "12 characters or more",
    }),
    Field({ name: "since", label: "Since", type: "date", value: "2026-11-22" }),
    Field({
      name: "city",
      label: "City",
      choices: ["Lisbon", "Lyon", "Łódź"],
      hint: "Type or choose",
    }),
    Field({ name: "number", label: "Customer number", value: "C-2041", readonly: true }),
    Field({ name: "fax", label: "Fax", disabled: true, value: "No longer" }),
  ));

forms.add("Choices", "Native selects, boxes and buttons: htmx and forms see them.", () =>
  Grid(
    Field({
      name: "country",
      label: "Country",
      type: "select",
      empty: "Choose one",
      choices: { de: "Germany", fr: "France", pt: "Portugal" },
    }),
    Field({
      name: "notes",
      label: "Notes",
      type: "textarea",
      rows: 3,
      hint: "It grows with its text",
    }),
    Field({
      name: "size",
      label: "Size",
      type: "radios",
      value: "m",
      choices: { s: "Small", m: "Medium", l: "Large" },
    }),
    Field({
      name: "days",
      label: "Days",
      type: "checkboxes",
      value: "Monday",
      choices: ["Monday", "Tuesday", "Wednesday"],
    }),
    Field({ name: "terms", label: "I have read the terms", type: "checkbox", required: true }),
    Field({
      name: "news",
      label: "Send me news",
      type: "switch",
      checked: true,
      hint: "Once a month",
    }),
    Field({ name: "volume", label: "Volume", type: "range", value: 40 }),
    Field({ name: "code", label: "Code", type: "otp", hint: "The six digits that we sent you" }),
  ));

forms.add("Choices as cards", "With a hint for each.", () =>
  Field({
    name: "plan",
    label: "Plan",
    type: "radios",
    value: "pro",
    choices: { free: "Free", pro: "Pro", team: "Team" },
    choiceHints: {
      free: "Ten customers, for ever",
      pro: "€ 9 a month: all you can invoice",
      team: "€ 29 a month: five people",
    },
  }));

forms.add("Files", "An input that takes what is dropped on it.", () =>
  Grid(
    Field({ name: "logo", label: "Logo", type: "file", accept: "image/*" }),
    DropZone({
      name: "receipts",
      multiple: true,
      accept: ".pdf,image/*",
      hint: "PDF or pictures, 10 MB each",
    }),
  ));

forms.add("A form", "Fields one below the other, and one button that counts.", () =>
  Card(
    { title: "New customer", description: "Fields with a star are needed." },
    FieldForm(
      { hx_post: "/saved", hx_swap: "none", data_ui_dirty: true },
      Grid(
        Field({ name: "first", label: "First name", required: true, autocomplete: "given-name" }),
        Field({ name: "last", label: "Last name", required: true, autocomplete: "family-name" }),
      ),
      Field({
        name: "about",
        label: "About",
        type: "textarea",
        hint: "What they do, in a sentence",
      }),
      Stack(Field({ name: "vip", label: "Give them a call each quarter", type: "checkbox" })),
      Row(
        { justify: "end" },
        Button("Cancel", { type: "reset" }),
        Button("Save", { variant: "primary" }),
      ),
    ),
  ));

export class Booking {
  static notNull = ["name", "email", "day"];
  static types = { day: DateOnly, room: oneOf("small", "large") };
  static ui: FieldViews<Booking> = {
    email: { label: "E-mail", as: "email", hint: "For the confirmation" },
    room: { as: "radios", choices: { small: "Small, up to 4", large: "Large, up to 20" } },
    breakfast: { label: "With breakfast", as: "switch" },
    notes: { as: "textarea" },
  };
  name = "";
  email = "";
  day: Date | null = null;
  guests = 2;
  room: "small" | "large" = "small";
  breakfast = false;
  notes = "";
}

export const bookingForm = (values: object = {}, errors: FieldErrors = {}): FT =>
  FormFor(Booking, {
    action: "/booking",
    values,
    errors,
    submit: "Book",
    fields: { name: { autocomplete: "name" }, guests: { min: 1 } },
    groups: [
      { legend: "Who comes", columns: 2, fields: ["name", "email"] },
      { legend: "When and where", columns: 2, fields: ["day", "guests", "room"] },
      { legend: "What else", fields: ["breakfast", "notes"] },
    ],
  });

forms.add(
  "A form from a class",
  "It comes back with what was typed, and what is wrong with it.",
  () => Card({ title: "Book a room" }, bookingForm()),
  ["export class Booking", "export const bookingForm"],
);

forms.add(
  "A form in a modal",
  "The same form, loaded by htmx: its page closes it when it is saved.",
  () => ModalButton({ from: "/booking/edit", icon: "pencil" }, "Edit a booking"),
);
