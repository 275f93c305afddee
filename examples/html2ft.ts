/** Converts HTML to function calls while the user types. */
import {
  Code,
  Div,
  fastApp,
  Form,
  Grid,
  Input,
  Label,
  P,
  Pre,
  serve,
  Style,
  Textarea,
  Titled,
} from "@fasthtml/fasthtml";
import { htmlToFt } from "@fasthtml/fasthtml/ext/html2ft";
import { HighlightJS } from "@fasthtml/fasthtml/ext/js";

const hdrs = [
  HighlightJS({ langs: "typescript", light: "a11y-light", dark: "a11y-dark" }),
  Style(`
    main.container { max-width: 80rem; padding-inline: var(--pico-spacing) }
    .grid > * { min-width: 0 }
    .grid textarea { min-height: 18rem; font: .875rem/1.5 var(--pico-font-family-monospace) }
    .grid pre { margin: 0 }`),
];
export const { app, rt } = fastApp({ hdrs });

const example = `<form action="/signup" method="post">
  <label for="email">Email <input type="email" id="email" required></label>
  <button class="primary">Sign up</button>
</form>`;

const Result = (html: string, attrsFirst = false) => {
  try {
    const code = htmlToFt(html, { attrsFirst, imports: true });
    return Pre(Code(code, { cls: "language-typescript", tabindex: 0 })); // it may scroll
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // A page that is too large.
    return P(error.message, { role: "alert" });
  }
};

rt(function index() {
  const form = Form(
    { hx_post: convert, hx_trigger: "input delay:200ms", target_id: "result" },
    Textarea(example, { name: "html", aria_label: "HTML", spellcheck: false }),
    Label(Input({ type: "checkbox", name: "attrs_first", role: "switch" }), "Attributes first"),
  );
  const hint = P("Paste HTML, and take the calls that make it.");
  return Titled("HTML to FT", hint, Grid(form, Div({ id: "result" }, Result(example))));
});

const convert = rt.post(
  { html: "", attrs_first: false },
  function convert({ html, attrs_first }) {
    return Result(html, attrs_first);
  },
);

serve(app);
