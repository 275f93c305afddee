/** A form that comes back with its values and their errors, with and without JavaScript. */
import { checked, fastApp, fillForm, type FT, serve } from "@fasthtml/fasthtml";
import {
  Alert,
  AuthPage,
  Button,
  Field,
  FieldForm,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";

export const { app, rt } = fastApp(ui());

const User = z.object({
  name: z.string().min(2, "At least two letters"),
  email: z.email("An email address such as eve@example.com"),
  age: z.coerce.number("A number").min(18, "Only for people of 18 and older"),
  terms: z.literal("on", "Please accept the terms"),
});

function form(): FT {
  return FieldForm(
    {
      id: "signup",
      method: "post",
      action: signup,
      hx_post: signup,
      hx_swap: "outerHTML",
      // The browser's own validation would use other texts.
      novalidate: true,
    },
    Field({ label: "Name", name: "name", autocomplete: "name" }),
    Field({ label: "E-mail", name: "email", type: "email", autocomplete: "email" }),
    Field({ label: "Age", name: "age", inputmode: "numeric" }),
    Field({ label: "I accept the terms", name: "terms", type: "checkbox" }),
    Button("Sign up", { variant: "primary", wide: true }),
  );
}

function Page(content: FT) {
  return AuthPage({ title: "Sign up", brand: "Club", end: ThemeToggle() }, content);
}

rt("/", () => Page(form()));

const signup = rt.post("/signup", { user: checked(User) }, ({ user, htmx }) => {
  const content = user.ok
    ? Alert({ tone: "success", title: `Welcome, ${user.value.name}!` })
    : fillForm(form(), user.input, user.errors);
  return htmx.request ? content : Page(content);
});

serve(app);
