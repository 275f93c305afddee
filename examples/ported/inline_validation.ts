/** Checks each field as it is left. From AnswerDotAI/FastHTML-Gallery, …/inline_validation/app.py. */
import { Button, Div, fastApp, Form, Input, Label, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

const fields = {
  email: ["Email Address", "text", checkEmail],
  cool: ["Is this cool?", "text", checkCool],
  CoolScale: ["How cool (scale of 1 - 10)?", "number", checkScale],
} as const;
const inPlace = { hx_target: "this", hx_swap: "outerHTML" } as const;
const toButton = { hx_target: "#submit-btn-container", hx_swap: "outerHTML" } as const;
const submit = { type: "submit", id: "submit-btn" } as const;
const Message = (text?: string) => text && Div(text, { style: "color: light-dark(#c00, #f99);" });

rt(function index() {
  const inputs = Object.entries(fields).map(([id, [label, type]]) => {
    const input = Input({ type, id, hx_post: `/${id.toLowerCase()}` });
    return Div(inPlace, Label(label, { fr: id }), input);
  });
  const button = Div({ id: "submit-btn-container" }, Button("Submit", submit));
  return Form({ hx_post: "/submit", ...toButton }, inputs, button);
});

// Returns a field with its error.
function Checked(name: keyof typeof fields, value: string) {
  const [label, type, check] = fields[name];
  const input = Input({ type, name, aria_label: label, value, hx_post: `/${name.toLowerCase()}` });
  const error = check(value);
  return Div({ ...inPlace, cls: error ?? "Valid" }, Label(label), input, Message(error));
}

rt("/email", { email: String }, ({ email }) => Checked("email", email));
rt("/cool", { cool: String }, ({ cool }) => Checked("cool", cool));
rt("/coolscale", { CoolScale: Number }, ({ CoolScale }) => Checked("CoolScale", `${CoolScale}`));

// Returns the button with all errors.
rt("/submit", { email: String, cool: String, CoolScale: Number }, ({ email, cool, CoolScale }) => {
  const errors = [checkEmail(email), checkCool(cool), checkScale(`${CoolScale}`)].map(Message);
  const button = Button("Submit", { ...submit, hx_post: "/submit", ...toButton });
  return Div({ id: "submit-btn-container" }, button, errors);
});

function checkEmail(email: string) {
  if (!/\b[\w.%+-]+@[\w.-]+\.[a-z]{2,}\b/i.test(email)) return "Please enter a valid email address";
  if (email === "test@test.com") return; // The only email address that is not taken.
  return "That email is already taken. Please enter another email (only test@test.com will pass).";
}

function checkCool(cool: string) {
  if (!/^(yes|definitely)$/i.test(cool)) return "Yes or definitely are the only correct answers";
}

function checkScale(scale: string) {
  if (+scale < 1 || +scale > 10) return "Please enter a number between 1 and 10";
}

serve(app);
