/** Who uses the live examples in `ten_minutes.ts`, and what they see. */
import type { Page } from "playwright-core";
import type { Database } from "../../lib/data/mod.ts";

/** A user at a page. */
export interface Visit {
  readonly user: string;
  readonly page: Page;
  /** What the user said. */
  readonly said: string[];
  /** Notes what the user did. */
  note(what: string): void;
}

/** An example, with its users. */
export interface Example {
  readonly name: string;
  /** The path of a user's page. */
  path(user: string): string;
  /** One thing that a user does. */
  act?(visit: Visit): Promise<void>;
  /** What a page shows: the same for all users, or for one user where it is `isOwn`. */
  look(page: Page): Promise<unknown>;
  readonly isOwn?: boolean;
  /** What the database says that pages should show. */
  stored?(db: Database<true>): Promise<unknown>;
  /** What is wrong with what a user's page has shown. */
  findFault?(visits: readonly Visit[]): Promise<string[]>;
}

const KEPT = 100, WHITE = "#ffffff";

/** The examples of docs/live.md. */
export const EXAMPLES: readonly Example[] = [
  {
    name: "chat",
    path: (user) => `/room?${new URLSearchParams({ name: user, place: "kitchen" })}`,
    async act({ user, page, said, note }) {
      const input = page.locator("#msg");
      let text = "";
      // Each try has its own text: the first may be stored, though its response was cut off.
      await trying(note, "said", async (tries) => {
        text = `${said.length}.${tries} from ${user}`;
        await input.fill(text);
        await input.press("Enter");
      }, async () => await input.inputValue() === "");
      said.push(`${user} ${text}`);
    },
    look: async (page) => (await linesOf(page)).slice(-KEPT),
    async findFault(visits) {
      const said = visits.flatMap((visit) => visit.said).sort();
      const shown = await Promise.all(visits.map(({ page }) => linesOf(page)));
      return shown.flatMap((lines, i) => {
        const { user } = visits[i]!;
        return [
          ...said.filter((line) => !lines.includes(line)).map((line) => `${user} missed ${line}`),
          ...lines.filter((line, at) => lines.indexOf(line) < at)
            .map((line) => `${user} saw twice ${line}`),
        ];
      });
    },
  },
  {
    name: "board",
    path: () => "/",
    async act({ page, note }) {
      const color = `#${random(1 << 24).toString(16).padStart(6, "0")}`;
      const pixel = page.locator(`#pixel-${1 + random(256)}`);
      await page.locator("#color").fill(color);
      await trying(note, "painted", () => pixel.click(), async () => {
        return (await pixel.getAttribute("aria-label"))!.endsWith(color);
      });
    },
    look: (page) =>
      page.locator("#board > button").evaluateAll((pixels) =>
        pixels.map(({ ariaLabel }) => ariaLabel!.slice(-7))
      ),
    async stored(db) {
      const board: unknown[] = Array(256).fill(WHITE);
      const rows = await db.q<{ id: number; color: string }>("select id, color from pixel");
      for (const { id, color } of rows) board[id - 1] = color;
      return board;
    },
  },
  {
    name: "progress",
    path: () => "/",
    async act({ page, note }) {
      const start = page.getByRole("button", { name: "Start" });
      const cancel = page.getByRole("button", { name: "Cancel" });
      const isWaiting = async () => await start.count() > 0;
      await trying(note, "started", () => start.click(), async () => !await isWaiting());
      await pause(random(8000));
      if (random(2) === 0 && !await isWaiting()) {
        // The job may end while the mouse is on its way.
        await trying(note, "cancelled", async () => {
          if (!await isWaiting()) await cancel.click({ timeout: 1000 }).catch(() => {});
        }, isWaiting);
      }
      await start.waitFor({ timeout: 120_000 });
    },
    isOwn: true,
    look: (page) => page.locator("#job p").textContent(),
  },
  {
    name: "dashboard",
    path: () => "/",
    look: (page) => page.locator("#chart tbody td").allTextContents(),
    async stored(db) {
      const rows = await db.q<{ micros: number }>("select micros from load order by id");
      const ms = { style: "unit", unit: "millisecond", maximumFractionDigits: 2 } as const;
      return rows.map(({ micros }) => (micros / 1000).toLocaleString("en", ms));
    },
  },
  {
    name: "clock",
    path: () => "/",
    async look(page) {
      const shown = await page.locator("time").getAttribute("datetime");
      return Math.abs(Date.now() - Date.parse(shown!)) < 5000 ? "right" : shown;
    },
    stored: () => Promise.resolve("right"),
  },
];

/** A number from 0 on, below another. */
export function random(below: number): number {
  return Math.floor(Math.random() * below);
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

function linesOf(page: Page): Promise<string[]> {
  return page.locator("#messages > p").allTextContents();
}

/** Does something until it has an effect: a user who sees none for 20 seconds does it again. */
async function trying(
  note: (what: string) => void,
  what: string,
  act: (tries: number) => Promise<void>,
  hasEffect: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 0; tries < 6; tries++) {
    if (tries > 0) note(`${what} again`);
    await act(tries);
    for (const until = performance.now() + 20_000; performance.now() < until; await pause(50)) {
      if (await hasEffect()) return note(what);
    }
  }
  throw new Error(`Cannot go on: nothing was ${what} in two minutes`);
}
