import {
  Button,
  checked,
  fastApp,
  fillForm,
  Form,
  Input,
  Label,
  P,
  serve,
  Titled,
} from "@fasthtml/fasthtml";
import { z } from "zod";

const Guest = z.object({
  name: z.string().min(2, "Enter at least two letters."),
  age: z.coerce.number().min(18, "You must be 18 or older."),
});

export const { app, rt } = fastApp();

const form = () =>
  Form(
    { hx_post: join, hx_swap: "outerHTML" },
    Label("Name", Input({ name: "name" })),
    Label("Age", Input({ name: "age" })),
    Button("Join"),
  );

rt("/", () => Titled("Join", form()));

const join = rt.post("/join", { guest: checked(Guest) }, ({ guest }) => {
  if (!guest.ok) return fillForm(form(), guest.input, guest.errors);
  return P(`Welcome, ${guest.value.name}.`);
});

serve(app);
