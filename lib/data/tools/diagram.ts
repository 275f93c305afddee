/** A drawing of a database's tables. */
import type { Database } from "../database_types.ts";
import type { TableColumn } from "../types.ts";

interface Box {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly pks: readonly string[];
  readonly x: number;
  readonly y: number;
}

const WIDTH = 220;
const LINE = 22;
const GAP = 60;
const ROWS = 4;
// Keys are underlined, as in entity-relationship diagrams.
const KEY = ' text-decoration="underline"';

/** Draws the tables and their foreign keys as SVG, without another program. */
export async function toDiagram(db: Database<boolean>): Promise<string> {
  const boxes: Box[] = [];
  let [x, y, height] = [GAP, GAP, 0];
  for (const name of await db.tables()) {
    if (boxes.length > 0 && boxes.length % ROWS === 0) [x, y] = [x + WIDTH + GAP * 2, GAP];
    const { columns, pks } = await db.table(name);
    boxes.push({ name, columns, pks, x, y });
    y += (columns.length + 1) * LINE + GAP;
    height = Math.max(height, y);
  }
  const body = [...boxes.map(toBox), ...boxes.flatMap((box) => toArrows(box, boxes))].join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${x + WIDTH + GAP}" height="${height}" ` +
    `font-family="sans-serif" font-size="13" fill="none" stroke="currentColor">\n` +
    `<title>Tables</title>\n${body}\n</svg>\n`;
}

function toBox({ name, columns, pks, x, y }: Box): string {
  const height = (columns.length + 1) * LINE;
  const lines = columns.map(({ name, kind }, i) =>
    toText(x, y + (i + 1) * LINE, `${name}: ${kind}`, pks.includes(name) ? KEY : "")
  );
  return `<g><rect x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="6"/>` +
    `<path d="M${x} ${y + LINE}h${WIDTH}"/>${toText(x, y, name, ' font-weight="bold"')}${
      lines.join("")
    }</g>`;
}

function toText(x: number, y: number, text: string, style = ""): string {
  return `<text x="${x + 10}" y="${y + 15}" fill="currentColor" stroke="none"${style}>${
    escape(text)
  }</text>`;
}

/** A line from each foreign key to the column that it points to. */
function toArrows(box: Box, boxes: readonly Box[]): string[] {
  return box.columns.flatMap(({ name, references }, i) => {
    const target = boxes.find((other) => other.name === references?.table);
    if (!references || !target) return [];
    const line = target.columns.findIndex((column) => column.name === references.column);
    const [x1, y1] = [box.x + WIDTH, box.y + (i + 1.5) * LINE];
    const [x2, y2] = [target.x + WIDTH, target.y + (line + 1.5) * LINE];
    const bend = Math.max(x1, x2) + GAP / 2;
    return `<path d="M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}">` +
      `<title>${
        escape(`${box.name}.${name} → ${target.name}.${references.column}`)
      }</title></path>` +
      `<circle cx="${x2}" cy="${y2}" r="4" fill="currentColor"/>`;
  });
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
