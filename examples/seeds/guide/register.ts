/** A form made in two steps, a rule of one's own, and JSON for the same class. */
import {
  Button,
  fastApp,
  Fieldset,
  Form,
  HTTPException,
  Input,
  Label,
  P,
  serve,
} from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

const form = Form({ method: "post", action: "/register" }).with(
  Fieldset(
    Label("Name", Input({ name: "name" })),
    Label("Email", Input({ name: "email", type: "email" })),
  ),
  Button("Submit", { type: "submit" }),
);

rt("/", () => form);

class UserForm {
  name = "";
  email = "";
}

rt("/register", { methods: ["post"], user: UserForm }, ({ user }) => {
  if (!user.email.includes("@")) throw new HTTPException(400, "Invalid email");
  // ...proceed to create user...
  return P("Thanks for registering!");
});

serve(app);
