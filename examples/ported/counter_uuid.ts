/** Counters with ids of their own. From AnswerDotAI/fasthtml-example, htmx/counter-uuid.py. */
import { Button, fastApp, Output, Section, serve, Style, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ live: true });

function Incrementer(start = 0, text = "Increment") {
  const id = `_${crypto.randomUUID().replaceAll("-", "")}`;
  const css = Style("@scope { button { margin: 6px; } }");
  const button = Button(text, { hx_on_click: `document.getElementById('${id}').value++` });
  return Section(css, Output({ id }, start), button);
}

rt("/", () => Titled("Uuid Incrementer", Incrementer(), Incrementer(5, "Do it")));

serve(app);
