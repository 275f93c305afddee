/** The button to sign out: a form, so that no link of another site does it. */
import { Form, type FT } from "@fasthtml/fasthtml";
import { Button } from "@fasthtml/fasthtml/ext/ui";

export function SignOut(): FT {
  return Form(
    { method: "post", action: "/sign-out" },
    Button("Sign out", { variant: "ghost", size: "sm", icon: "log-out" }),
  );
}
