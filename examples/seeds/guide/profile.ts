/** One handler that shows a form and takes it. */
import {
  Button,
  Div,
  fastApp,
  Form,
  H1,
  Input,
  Label,
  optional,
  P,
  serve,
} from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

class Profile {
  name = "";
  email = "";
  age = 0;
}

rt("/", { methods: ["get", "post"], data: optional(Profile) }, ({ data }) => {
  if (data === undefined) {
    return Form(
      Label("Name", Input({ name: "name" })),
      Label("Email", Input({ name: "email", type: "email" })),
      Label("Age", Input({ name: "age", type: "number" })),
      Button("Submit", { type: "submit" }),
      { method: "post", action: "/" },
    );
  } else {
    return Div(
      H1("Profile Submitted"),
      P(`Name: ${data.name}`),
      P(`Email: ${data.email}`),
      P(`Age: ${data.age}`),
    );
  }
});

serve(app);
