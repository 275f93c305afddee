/** Each field is checked on the server when you leave it. */
import { fastApp, FtResponse, serve } from "@fasthtml/fasthtml";
import { Alert, AuthPage, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";

export const { app, rt } = fastApp({ ...ui(), csp: true });

const TAKEN = ["ann", "bob", "eve"];
const LABELS = { user: "User name", color: "Favorite color" } as const;
type Name = keyof typeof LABELS;
type Values = Record<Name, string>;

/** The rules: the only place that knows them. */
function findError(name: Name, value: string): string | undefined {
  if (value.length > 200) return "Enter at most 200 characters.";
  if (name === "user") {
    if (!/^[a-z]{2,}$/.test(value)) return "Use two or more lowercase letters.";
    if (TAKEN.includes(value)) return `${value} is taken.`;
  } else if (!/^#[\da-f]{6}$/i.test(value)) return "Enter a color such as #ff8800.";
}

const index = rt.get(
  "/",
  () => AuthPage({ title: "Sign up", brand: "Inline validation", home: index }, SignupForm()),
);

// Only the field that you left is replaced.
const check = rt.post("/check/{name}", { user: "", color: "" }, ({ name, ...values }) => {
  if (name === "user" || name === "color") return CheckedField(name, values[name], true);
});

const signup = rt.post("/signup", { user: "", color: "" }, ({ user, color }) => {
  const values = { user, color };
  const isValid = !findError("user", user) && !findError("color", color);
  if (isValid) return Alert({ tone: "success", title: `Welcome, ${user}!` });
  return FtResponse(SignupForm(values), { status: 422 });
});

function SignupForm(values?: Values) {
  return FieldForm(
    { hx_post: signup, hx_swap: "outerHTML", novalidate: true },
    CheckedField("user", values?.user ?? "", values !== undefined),
    CheckedField("color", values?.color ?? "", values !== undefined),
    Button("Sign up", { variant: "primary", wide: true }),
  );
}

function CheckedField(name: Name, value: string, isChecked: boolean) {
  const error = isChecked ? findError(name, value) : undefined;
  return Field({
    name,
    label: LABELS[name],
    value: value.slice(0, 200),
    error,
    hint: isChecked && !error && "This is fine.",
    autocomplete: "off",
    hx_post: check.to({ name }),
    hx_trigger: "change",
    hx_target: "closest .ui-field",
    hx_swap: "outerHTML",
  });
}

serve(app);
