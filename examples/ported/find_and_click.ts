/** Click the circle. From AnswerDotAI/FastHTML-Gallery, svg/find_and_click/app.py. */
import { Div, fastApp, type FT, P, serve } from "@fasthtml/fasthtml";
import { Circle, Svg, SvgInb } from "@fasthtml/fasthtml/ext/svg";

const timer: Record<string, number> = {};
export const { app, rt } = fastApp();

const randint = (from: number, to: number) => from + Math.floor(Math.random() * (to - from + 1));

function NextCircle(count: number): FT {
  const place = { cx: randint(20, 180), cy: randint(10, 70), r: randint(5, 15), fill: "red" };
  return Circle(place, {
    id: "circle",
    hx_get: click.to({ count: count + 1 }),
    hx_swap: "outerHTML",
  });
}

const ClickCount = (count: number) => P(`You have clicked ${count} times`, { id: "click-count" });

rt(function index({ session }) {
  session.id ??= crypto.randomUUID();
  return Div(
    P("Click the circle 3 times"),
    ClickCount(0),
    P({ id: "timer" }),
    Svg({ viewBox: "0 0 200 80", id: "svg-box" }, NextCircle(0)),
  );
});

const click = rt("/click/{count:int}", ({ count, session }) => {
  if (count === 1) timer[session.id] = Date.now();
  const seconds = ((Date.now() - timer[session.id]) / 1000).toFixed(2);
  const text = count === 3 && `Time to click 3 times: ${seconds} seconds`;
  const oob = { hx_swap_oob: "outerHTML" } as const;
  return [
    SvgInb(NextCircle(count % 3)),
    ClickCount(count % 3).with(oob),
    P(text, { id: "timer", ...oob }),
  ];
});

serve(app);
