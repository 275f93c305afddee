/** Click to update, a form without a reload, an event. */
import { Button, Div, fastApp, Form, Input, P, serve } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

// Click to update
rt("/", () => [
  // A paragraph that updates itself when it is clicked
  P("Hello, World!", { id: "msg", hx_get: "/change" }),
  // A form that is sent in the background
  Form(
    Input({ name: "term", aria_label: "Term" }),
    Button("Search", { type: "submit" }),
    { hx_post: "/search", hx_target: "#results", hx_on__after_request: "this.reset()" },
  ),
  Div({ id: "results" }),
]);

rt("/change", () => P("Nice to be here!", { id: "msg" }));

rt("/search", { term: String }, ({ term }) => Div(`Results for ${term}`, { id: "results" }));

serve(app);
