/** A board of pixels that all users paint together, over WebSockets. */
import { Button, database, Div, fastApp, Fieldset, Input } from "@fasthtml/fasthtml";
import { Legend, serve, setupWs } from "@fasthtml/fasthtml";
import { AuthPage, ui } from "@fasthtml/fasthtml/ext/ui";

const SIDE = 10, COLORS = ["white", "crimson", "orange", "gold", "seagreen", "royalblue", "black"];

class Pixel {
  id = 0;
  color = "white";

  __ft__() {
    const { id, color } = this, at = `Row ${Math.ceil(id / SIDE)}, column ${(id - 1) % SIDE + 1}`;
    return Button({
      id: `pixel-${id}`,
      type: "button",
      cls: `is-${color}`, // the policy of this page allows no style in attributes
      aria_label: `${at}: ${color}`,
      ws_send: true,
      hx_vals: { id },
      hx_include: "[name=color]:checked",
    });
  }
}

export const db = database(":memory:");
const pixels = db.create(Pixel);
export const { app, rt } = fastApp({ ...ui({ css: css() }), csp: true, exts: ["ws"] });

const index = rt.get("/", () =>
  AuthPage(
    { title: "Pixels", brand: "Board", home: index },
    Div({ ws_connect: app.href("/ws") }, Palette(), Board()),
  ));

// A page that connects gets the board, and from then on each pixel that anyone paints.
const sendAll = setupWs(app, { id: Number, color: String }, async ({ id, color }) => {
  if (!Number.isInteger(id) || id < 1 || id > SIDE ** 2 || !COLORS.includes(color)) return;
  await sendAll(pixels.upsert({ id, color }));
}, { onConnect: () => Board() });

function Board() {
  const painted = new Map(pixels().map((pixel) => [pixel.id, pixel]));
  const all = Array.from({ length: SIDE ** 2 }, (_, i) => i + 1);
  const white = (id: number) => Object.assign(new Pixel(), { id });
  return Div({ id: "board", hx_swap_oob: true }, all.map((id) => painted.get(id) ?? white(id)));
}

function Palette() {
  const radio = { type: "radio", name: "color" } as const;
  const choice = (value: string, i: number) =>
    Input({ ...radio, value, checked: i === 1, cls: `is-${value}`, aria_label: value });
  return Fieldset({ id: "palette" }, Legend("Color"), COLORS.map(choice));
}

function css() {
  const color = (name: string) => `:is(#board, #palette) .is-${name} { background: ${name} }`;
  return `#board { display: grid; grid-template-columns: repeat(${SIDE}, 1fr); gap: 1px }
    #board > button { all: unset; aspect-ratio: 1; outline: 1px solid #ddd; cursor: pointer }
    #board > button:focus-visible { outline: 3px solid var(--ui-primary); z-index: 1 }
    #palette { display: flex; justify-content: space-between; border: 0; padding: 0 0 .75rem }
    #palette input { appearance: none; inline-size: 2rem; block-size: 2rem; border-radius: 50%;
      border: 1px solid var(--ui-border) } #palette :checked { outline: 3px solid var(--ui-primary); outline-offset: 2px }
    ${COLORS.map(color).join(" ")}`;
}

serve(app);
