/** A counter as a web component. From AnswerDotAI/fasthtml-example, htmx/counter-facet.py. */
import { Button, fastApp, Output, Script, serve, Slot, Style, tags } from "@fasthtml/fasthtml";
import { Titled } from "@fasthtml/fasthtml";

const facet = Script({ src: "/facet.js", defer: true });
export const { app, rt } = fastApp({ live: true, hdrs: facet });

const Incrementer = () =>
  tags.Template(
    { component: "x-incrementer" },
    Style("button {margin: 6px}"),
    Output(Slot()),
    Button("Increment", Script("host.textContent++", { on: "click" })),
  );

rt(function index() {
  return Titled(
    "Web component counter",
    Incrementer(),
    tags.XIncrementer("0"),
    tags.XIncrementer("5"),
  );
});

serve(app);
