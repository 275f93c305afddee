/** The ways to declare a route, what a handler can ask for, and links between routes. */
import {
  A,
  Button,
  cookie,
  Div,
  fastApp,
  H1,
  HTTPException,
  Li,
  P,
  Pre,
  serve,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";
import { RedirectResponse } from "@fasthtml/fasthtml/compat";

export const { app, rt } = fastApp();

// Declarative decorators
app.get("/about", () => Div(H1("About"), P("This is the about page.")));

// Automatic route naming
rt(function contact() {
  return Titled("Contact Us", P("Contact form here..."));
});

rt(function index() { // the name "index" is "/"
  return Titled("Home", P("Welcome to the site!"));
});

// Path parameters
rt("/user/{username}", ({ username }) => P(`Profile page of ${username}`));

// Query parameters: /search?q=some+term
rt({ q: String }, function search({ q }) {
  return P(`You searched for '${q}'`);
});

// Example with parameters
rt("/greet/{name}", { excited: false }, ({ name, excited }) => {
  const message = `Hello, ${name}`;
  return P(message + (excited ? "!!!" : "."));
});

// Accessing request data
rt(function show_headers({ req }) {
  return Pre(JSON.stringify([...req.headers]));
});

// Convenience functions
rt("/dark", () => [P("Dark it is"), cookie("theme", "dark")]);
rt("/old", () => RedirectResponse("/about"));
rt("/secret", () => {
  throw new HTTPException(404, "Not found");
});

// Generating URLs
const toggle = rt({ id: Number }, function toggle({ id }) {
  return P(`Toggled ${id}`);
});
const deleteItem = rt(function delete_item() {
  return P("Deleted");
});
rt("/links", () =>
  Ul(
    Li(A("Go", { href: "/some/path" })),
    Li(A("Toggle", { href: toggle.to({ id: 42 }) })),
    Li(Button("Delete", { hx_post: deleteItem })),
  ));

serve(app);
