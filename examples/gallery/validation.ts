/** A sign-up form: errors are next to their fields, and what you typed is kept. */
import { checked, type Child, fastApp, fillForm, FtResponse, serve } from "@fasthtml/fasthtml";
import { Alert, AuthPage, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";

export const { app, rt } = fastApp({ ...ui(), csp: true });

const Member = z.object({
  name: z.string().trim().min(2, "Enter at least two letters.").max(200),
  email: z.email("Enter an email such as eve@example.com.").max(200),
  age: z.coerce.number("Enter a number.").min(18, "You must be 18 or older.").max(150),
  terms: z.literal("on", "Accept the terms to go on."),
});

const index = rt.get("/", () => Page(SignupForm()));

const signup = rt.post("/signup", { member: checked(Member) }, ({ member, htmx }) => {
  const content = member.ok
    ? Alert({ tone: "success", title: `Welcome, ${member.value.name}!` })
    : fillForm(SignupForm(), member.input, member.errors);
  // htmx replaces the form. Without JavaScript the response is a whole page.
  return FtResponse(htmx.request ? content : Page(content), { status: member.ok ? 200 : 422 });
});

function SignupForm() {
  return FieldForm(
    { method: "post", action: signup, hx_post: signup, hx_swap: "outerHTML", novalidate: true },
    Field({ label: "Name", name: "name", autocomplete: "name" }),
    Field({ label: "Email", name: "email", type: "email", autocomplete: "email" }),
    Field({ label: "Age", name: "age", inputmode: "numeric" }),
    Field({ label: "I accept the terms", name: "terms", type: "checkbox" }),
    Button("Sign up", { variant: "primary", wide: true }),
  );
}

function Page(content: Child) {
  return AuthPage({ title: "Sign up", brand: "Book club", home: index }, content);
}

serve(app);
