/** Small scripts beside their elements. From AnswerDotAI/fasthtml-example, htmx/surreal.py. */
import { Button, Div, fastApp, H3, Input } from "@fasthtml/fasthtml";
import { AnyNow, On, Prev } from "@fasthtml/fasthtml/compat";
import { Safe, serve, Style, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ live: true });

rt("/", () =>
  Titled(
    "Surreal.js demo",
    H3("fadeOut()"),
    Safe("I fade <i>out</i> and <i>remove</i> my italics."),
    AnyNow("i", "await sleep(1000); e.fadeOut()"),
    Button("Click me to remove me.", On("e.fadeOut()")),
    H3("On()"),
    Div("I change color when clicked.", On("e.styles('background-color: lightblue;color:#000');")),
    H3("me=False"),
    Style(".highlight { background-color: yellow;color:#000; }"),
    Div(
      [1, 2, 3].map((i) => Button(`Button ${i}`)),
      On("e.classToggle('highlight');", { sel: "button", me: false }),
    ),
    H3("Prev()"),
    Input({ type: "text", placeholder: "Type here" }),
    Prev("e.value = e.value.toUpperCase();", "input"),
  ));

serve(app);
