/** A form that comes back with its values and their errors, with and without JavaScript. */
import {
  Article,
  Button,
  checked,
  fastApp,
  fillForm,
  Form,
  type FT,
  Input,
  Label,
  P,
  serve,
  Titled,
} from "@fasthtml/fasthtml";
import { z } from "zod";

export const { app, rt } = fastApp({ title: "Sign up" });

const User = z.object({
  name: z.string().min(2, "At least two letters"),
  email: z.email("An email address such as eve@example.com"),
  age: z.coerce.number("A number").min(18, "Only for people of 18 and older"),
  terms: z.literal("on", "Please accept the terms"),
});

function form(): FT {
  return Form(
    {
      id: "signup",
      method: "post",
      action: signup,
      hx_post: signup,
      hx_swap: "outerHTML",
      // The browser's own validation would use other texts.
      novalidate: true,
    },
    Label("Name", Input({ name: "name", autocomplete: "name" })),
    Label("E-mail", Input({ name: "email", type: "email", autocomplete: "email" })),
    Label("Age", Input({ name: "age", inputmode: "numeric" })),
    Label(Input({ name: "terms", type: "checkbox" }), "I accept the terms"),
    Button("Sign up"),
  );
}

rt("/", () => Titled("Sign up", form()));

const signup = rt.post(
  "/signup",
  { user: checked(User) },
  ({ user }) =>
    user.ok
      ? Article(P(`Welcome, ${user.value.name}!`))
      : fillForm(form(), user.input, user.errors),
);

serve(app);
