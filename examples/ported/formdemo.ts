/** A form that is sent while one types. From AnswerDotAI/fasthtml-example, htmx/formdemo.py. */
import { Button, Div, fastApp, Form, Grid, Input, Option, Select } from "@fasthtml/fasthtml";
import { serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ live: true });

const submit = rt("/submit", ({ data }) => data());

rt(function index() {
  const form = Form({ hx_post: submit, hx_target: "#result", hx_trigger: "input delay:200ms" })
    .with(
      Select(Option("One"), Option("Two"), { id: "select", aria_label: "Number" }),
      Input({ value: "j", type: "text", id: "name", placeholder: "Name" }),
      Input({ value: "h", type: "text", id: "email", placeholder: "Email" }),
    );
  const button = Button("Click me", { hx_post: submit, hx_vals: { a: 1, b: 2 } })
    .with({ hx_target: "#result" });
  return Titled("HTMX Form Demo", Grid(form, button, Div({ id: "result" })));
});

serve(app);
