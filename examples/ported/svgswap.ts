/** Shapes that htmx swaps in an SVG. From AnswerDotAI/fasthtml-example, htmx/svgswap.py. */
import { Button, fastApp, Integer, serve, Titled } from "@fasthtml/fasthtml";
import { Circle, G, Rect, Svg, SvgInb, SvgOob } from "@fasthtml/fasthtml/ext/svg";

export const { app, rt } = fastApp({ live: true });

function getCircle(val: number) {
  if (val) {
    const red = Circle({ r: 45, cx: 50, cy: 50, fill: "red" });
    const green = Circle({ r: 25, cx: 70, cy: 70, fill: "green" });
    return G({ hx_swap_oob: true, id: "cts" }, red, green);
  }
  return Circle({ id: "cts", cx: 50, cy: 50, r: 20, fill: "blue" })
    .with({ hx_swap_oob: true, hx_get: foo, hx_swap: "outerHTML" });
}

function getBtn(val: number) {
  const txt = val ? "Blue" : "Multi";
  return Button(txt, { hx_get: change, id: "val", value: val, hx_swap_oob: true });
}

const { foo, change } = rt.named({
  index: rt(() => {
    const rect = Rect({ x: 5, y: 85, width: 10, height: 10, fill: "purple" });
    return Titled("HTMX SVG swaps", Svg({ w: 100, h: 100 }, getCircle(0), rect), getBtn(0));
  }),
  foo: rt(() => SvgInb(Rect({ x: 50, y: 50, width: 30, height: 30, fill: "blue", id: "cts" }))),
  change: rt({ val: Integer }, ({ val }) => [SvgOob(getCircle(1 - val)), getBtn(1 - val)]),
});

serve(app);
