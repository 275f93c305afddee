/**
 * A board of pixels that all users paint together.
 *
 * @module
 */
import {
  Button,
  Div,
  fastApp,
  Input,
  Label,
  serve,
  setupWs,
  Style,
  Titled,
} from "@fasthtml/fasthtml";

const SIDE = 16;
// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const { app, rt } = fastApp({ exts: ["ws"], htmx, hdrs: Style(css()) });

const board: string[] = Array(SIDE * SIDE).fill("#ffffff");

rt(function index() {
  return Titled(
    "Board",
    Div(
      { ws_connect: "/ws" },
      Label("Colour", Input({ id: "color", type: "color", name: "color", value: "#d81b60" })),
      Div({ id: "board" }, board.map((_, at) => Pixel(at))),
    ),
  );
});

const sendAll = setupWs(app, { at: Number, color: String }, async ({ at, color }) => {
  if (!(at in board) || !/^#[\da-f]{6}$/.test(color)) return;
  board[at] = color;
  await sendAll(Pixel(at));
});

function Pixel(at: number) {
  return Button({
    id: `pixel-${at}`,
    type: "button",
    aria_label: `Row ${Math.floor(at / SIDE) + 1}, column ${at % SIDE + 1}: ${board[at]}`,
    style: { background: board[at] },
    ws_send: true,
    hx_vals: { at },
    hx_include: "#color",
    hx_swap_oob: true,
  });
}

function css() {
  return `
    #board { display: grid; grid-template-columns: repeat(${SIDE}, 1fr); max-width: 32rem; gap: 1px }
    #board > button { all: unset; aspect-ratio: 1; cursor: pointer; outline: 1px solid #ddd }
    #board > button:focus-visible { outline: 2px solid #000 }`;
}

serve(app);
