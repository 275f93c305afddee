/** One game of life for all players. From AnswerDotAI/fasthtml-example, 00_game_of_life/main.py. */
import { setTimeout as sleep } from "node:timers/promises";
import "flexboxgrid" with { type: "text" };
import { AX, Button, type Child, Div, FastHTML, Footer, Integer, Main } from "@fasthtml/fasthtml";
import { NpmPackage, P, serve, Style, Title } from "@fasthtml/fasthtml";
import { picolink } from "@fasthtml/fasthtml/ext/pico";

const css = Style(`
  body, html { height: 100%; margin: 0; }
  body { display: flex; flex-direction: column; }
  main { flex: 1 0 auto; }
  footer { flex-shrink: 0; padding: 10px; text-align: center; background-color: #333; color: white; }
  footer p { color: inherit; } footer a { color: #9cf; }
  #grid { display: grid; grid-template-columns: repeat(20, 20px); grid-template-rows: repeat(20, 20px);gap: 1px; }
  .cell { width: 20px; height: 20px; border: 1px solid black; }
  .alive { background-color: green; }
  .dead { background-color: white; }
`);
const flexboxgrid = new NpmPackage(import.meta.resolve("flexboxgrid"));
const gridlink = flexboxgrid.css("dist/flexboxgrid.min.css");
export const app = new FastHTML({ hdrs: [picolink, gridlink, css], exts: ["ws"] });
const rt = app.route;

const emptyGrid = () => Array.from({ length: 20 }, () => Array<number>(20).fill(0));
const gameState = { running: false, grid: emptyGrid() };

function updateGrid(grid: number[][]) {
  const newGrid = emptyGrid();
  function countNeighbors(x: number, y: number) {
    const directions = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]];
    let count = 0;
    for (const [dx, dy] of directions) count += grid[x + dx]?.[y + dy] ?? 0;
    return count;
  }
  for (let i = 0; i < grid.length; i++) {
    for (let j = 0; j < grid[0].length; j++) {
      const neighbors = countNeighbors(i, j);
      if (grid[i][j] === 1) newGrid[i][j] = neighbors < 2 || neighbors > 3 ? 0 : 1;
      else if (neighbors === 3) newGrid[i][j] = 1;
    }
  }
  return newGrid;
}

const swap = { hx_target: "#gol", hx_swap: "none" } as const;

function Grid() {
  const cells = gameState.grid.flatMap((row, y) =>
    row.map((cell, x) =>
      Div({ cls: `cell ${cell ? "alive" : "dead"}`, hx_put: "/update", hx_vals: { x, y } })
        .with({ ...swap, hx_trigger: "click" })
    )
  );
  return Div(cells, { id: "grid" });
}

function Home() {
  const gol = Div(Grid(), { id: "gol", cls: "row center-xs" });
  const runBtn = Button("Run", { id: "run", cls: "col-xs-2", hx_put: "/run", ...swap });
  const pauseBtn = Button("Pause", { id: "pause", cls: "col-xs-2", hx_put: "/pause", ...swap });
  const resetBtn = Button("Reset", { id: "reset", cls: "col-xs-2", hx_put: "/reset", ...swap });
  const main = Main(gol, Div(runBtn, pauseBtn, resetBtn, { cls: "row center-xs" }))
    .with({ hx_ext: "ws", ws_connect: "/gol" });
  const href = "https://github.com/AnswerDotAI/fasthtml-example/tree/main/game_of_life";
  const here = AX("here", { href, target: "_blank" });
  const footer = Footer(P("Made by Nathan Cooper. Check out the code", here));
  return [Title("Game of Life"), main, footer];
}

rt.get("/", () => Home());

const playerQueue = new Set<(content: Child) => Promise<void>>();

async function updatePlayers() {
  for (const player of playerQueue) await player(Grid());
}

app.ws("/gol", () => {}, {
  onConnect: ({ send }) => void playerQueue.add(send),
  onDisconnect: ({ send }) => void playerQueue.delete(send),
});

async function backgroundTask() {
  while (true) {
    if (gameState.running && playerQueue.size > 0) {
      gameState.grid = updateGrid(gameState.grid);
      await updatePlayers();
    }
    await sleep(1000);
  }
}

backgroundTask();

rt.put("/update", { x: Integer, y: Integer }, async ({ x, y }) => {
  gameState.grid[y][x] = gameState.grid[y][x] === 0 ? 1 : 0;
  await updatePlayers();
});

rt.put("/run", async () => {
  gameState.running = true;
  await updatePlayers();
});

rt.put("/reset", async () => {
  gameState.grid = emptyGrid();
  gameState.running = false;
  await updatePlayers();
});

rt.put("/pause", async () => {
  gameState.running = false;
  await updatePlayers();
});

serve(app);
