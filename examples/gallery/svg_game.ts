/** A game: click the circle as often as you can in ten seconds. The server moves it, and counts. */
import { Div, fastApp, type FT, P, serve } from "@fasthtml/fasthtml";
import { Circle, Svg, SvgInb } from "@fasthtml/fasthtml/ext/svg";
import { AuthPage, Button, ui } from "@fasthtml/fasthtml/ext/ui";

const SECONDS = 10, WIDTH = 200, HEIGHT = 100;

export const { app, rt } = fastApp({
  ...ui({ css: css() }),
  csp: true,
  session: { cookie: "game_" }, // signed: no one can write their own score into it
});

const index = rt.get(
  "/",
  () => AuthPage({ title: "Catch the circle", brand: "Game", home: index }, Start("Ready?")),
);

const start = rt.post("/start", ({ session }) => {
  Object.assign(session, { hits: 0, end: Date.now() + SECONDS * 1000 });
  return Div({ id: "game" }, Score(0), Svg({ viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, Target()));
});

const hit = rt.post("/hit", ({ session }) => {
  if (Date.now() > (session.end ?? 0)) {
    return Start(`You caught it ${session.hits ?? 0} times.`).with({ hx_swap_oob: true });
  }
  session.hits++;
  return [SvgInb(Target()), Score(session.hits).with({ hx_swap_oob: true })];
});

/** A circle somewhere else. htmx replaces the one that was clicked. */
function Target(): FT {
  const r = 8 + Math.random() * 8;
  const cx = r + Math.random() * (WIDTH - 2 * r), cy = r + Math.random() * (HEIGHT - 2 * r);
  return Circle({ r, cx, cy, id: "target" }, { hx_post: hit, hx_swap: "outerHTML" });
}

function Score(hits: number): FT {
  return P({ id: "score", role: "status" }, `Score: ${hits}`);
}

function Start(text: string): FT {
  const button = Button("Start", { hx_post: start, hx_target: "#game", hx_swap: "outerHTML" });
  return Div({ id: "game" }, P(text), button);
}

function css() {
  return `#game { display: grid; gap: .75rem } #game svg { width: 100%; background: var(--ui-sunken); border-radius: var(--ui-radius) }
    #target { fill: var(--ui-primary); cursor: crosshair }`;
}

serve(app);
