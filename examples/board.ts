/**
 * A board of pixels that all users paint together. The pixels are rows, and the last messages are
 * kept, so servers that share a Postgres share the board, and a page that was cut off catches up.
 * What a server has stored is sent, also if it is killed before: when it starts again.
 *
 * @module
 */
import { Button, database, Div, fastApp, type FT, P, serve, setupWs } from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { postgresBroker } from "@fasthtml/fasthtml/ext/postgres-broker";
import { Field, LandingPage, PageSection, Stack, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";

const SIDE = 16, IDS = Array.from({ length: SIDE ** 2 }, (_, i) => i + 1);

class Pixel {
  id = 0;
  color = "#ffffff";

  __ft__() {
    const { id, color } = this, row = Math.ceil(id / SIDE);
    return Button({
      id: `pixel-${id}`,
      type: "button",
      aria_label: `Row ${row}, column ${id - (row - 1) * SIDE}: ${color}`,
      style: { background: color },
      ws_send: true,
      hx_vals: { id },
      hx_include: "#color",
    });
  }
}

const url = Deno.env.get("DATABASE_URL");
const pixels = database(url ? postgres(url) : "data/board.db").create(Pixel);

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const broker = url ? postgresBroker(url) : undefined;
export const { app, rt } = fastApp(ui({ css: css() }), {
  exts: ["ws"],
  htmx,
  broker,
  onStartup: async () => await show((await pixels()).map(({ id }) => id)),
});

rt(async function index() {
  return LandingPage(
    { title: "Board", brand: "Pixels", end: ThemeToggle() },
    PageSection(
      { title: "Board", level: 1, lead: "Everyone paints it together." },
      Div({ role: "status" }, P("You are offline.", { cls: "offline" })),
      Stack(
        { ws_connect: "/ws" },
        Field({ id: "color", type: "color", name: "color", label: "Color", value: "#d81b60" }),
        await Board(),
      ),
    ),
  );
});

// A page that connects gets the board, and then all that is painted from that moment on.
const sendAll = setupWs(app, { id: Number, color: String }, async ({ id, color }) => {
  if (!IDS.includes(id) || !/^#[\da-f]{6}$/.test(color)) return;
  await pixels.upsert({ id, color });
  await show([id]);
}, { keep: 1000, onConnect: () => Board() });

/** Sends pixels, again if they have changed meanwhile: the last message is what is stored. */
async function show(ids: number[]): Promise<void> {
  const read = () => Promise.all(ids.map((id) => pixels.get(id)));
  try {
    while (ids.length > 0) {
      const sent = await read();
      await sendAll(...sent);
      const now = await read();
      ids = ids.filter((_, i) => now[i]!.color !== sent[i]!.color);
    }
  } catch (error) {
    setTimeout(show, 1000, ids); // The database was away.
    throw error;
  }
}

async function Board(): Promise<FT> {
  const painted = new Map((await pixels()).map((pixel) => [pixel.id, pixel]));
  return Div(
    { id: "board" },
    IDS.map((id) => painted.get(id) ?? Object.assign(new Pixel(), { id })),
  );
}

function css() {
  return `
    #board { display: grid; grid-template-columns: repeat(${SIDE}, 1fr); max-width: 32rem; gap: 1px }
    @media (width < 32rem) { #board { width: 100vw; margin-inline: calc(50% - 50vw) } }
    #board > button { all: unset; aspect-ratio: 1; cursor: pointer; outline: 1px solid #ddd }
    #board > button:focus-visible { outline: 2px solid #000 }
    .offline { display: none }
    .fasthtml-offline .offline { display: block }`;
}

serve(app);
