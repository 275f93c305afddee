/** Web components from npm: `tags.SlButton` is `<sl-button>`, and the application serves the package. */
import "@shoelace-style/shoelace" with { type: "text" };
import {
  Div,
  fastApp,
  Form,
  H1,
  Main,
  NpmPackage,
  P,
  serve,
  tags,
  Title,
} from "@fasthtml/fasthtml";

const { SlButton, SlDialog, SlIcon, SlInput, SlRange } = tags;
const shoelace = new NpmPackage(import.meta.resolve("@shoelace-style/shoelace"));

export const { app, rt } = fastApp({
  pico: false,
  hdrs: [
    shoelace.css("cdn/themes/light.css"),
    shoelace.script("cdn/shoelace-autoloader.js", { type: "module" }),
  ],
  bodyAttrs: { style: "font-family: var(--sl-font-sans); padding: 2rem" },
});

rt(function index() {
  const form = Form(
    { hx_post: review, target_id: "answer", style: "display: grid; gap: 1rem; max-width: 20rem" },
    SlInput({ name: "name", label: "Your name", required: true }),
    SlRange({ name: "stars", label: "Stars", min: 1, max: 5, value: 3 }),
    SlButton(
      { type: "submit", variant: "primary" },
      SlIcon({ slot: "prefix", name: "send" }),
      "Send",
    ),
  );
  return [Title("Review"), Main(H1("How was it?"), form, Div({ id: "answer" }))];
});

const review = rt.post({ name: String, stars: 0 }, function review({ name, stars }) {
  const text = stars > 3 ? "We are glad!" : "We will do better.";
  return SlDialog({ label: `Thank you, ${name}`, open: true }, P(text));
});

serve(app);
