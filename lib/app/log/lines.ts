/** The forms of an entry as a line: JSON for programs, text for people. */
import { showError, toLine } from "../../http/log.ts";
import type { LogEntry } from "./entry.ts";

/** Writes an entry as a line of JSON, by hand: JSON.stringify() takes twice as long. */
export function toJson(entry: LogEntry): string {
  const { time, level, event, id, method, path, route, status, ms, reason, error } = entry;
  let line = `{"time":"${toIsoTime(time)}","level":"${level}","event":"${event}","id":"${id}"` +
    `,"method":${quote(method)},"path":${quote(path)}`;
  if (route !== undefined) line += `,"route":${quote(route)}`;
  if (status !== undefined) line += `,"status":${status}`;
  line += `,"ms":${ms}`;
  if (reason !== undefined) line += `,"reason":${quote(reason)}`;
  if (event === "error") line += `,"stack":${quote(showError(error))}`;
  return `${line}}`;
}

/** Makes the function that writes entries for people: a line each, the most important first. */
export function makeText(isColoured: boolean): (entry: LogEntry) => string {
  const paint = (color: number, text: string) => isColoured ? `\x1b[${color}m${text}\x1b[0m` : text;
  return ({ time, event, id, method, path, route, status = 0, ms, reason }) => {
    const words = [
      paint(DIM, toClock(time)),
      method.padEnd(6),
      paint(COLORS[Math.floor(status / 100)] ?? DIM, `${status}`),
      `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`.padStart(9),
      path,
    ];
    if (event !== "request") words.push(paint(DIM, SOCKETS[event]));
    if (route !== undefined && !path.startsWith(route)) words.push(paint(DIM, route));
    if (reason !== undefined) words.push(reason);
    if (status >= 400 || reason !== undefined) words.push(paint(DIM, id));
    return words.join("  ");
  };
}

/** Says how many lines were dropped. */
export function toLost(count: number, isJson: boolean): string {
  const reason = `${count} lines of the log were dropped: they are read too slowly`;
  if (!isJson) return reason;
  return JSON.stringify({ time: new Date().toISOString(), level: "warn", event: "drop", reason });
}

const SOCKETS: Readonly<Record<string, string>> = {
  connect: "opened",
  disconnect: "closed",
  message: "rejected",
};

const DIM = 2;

/** Green, cyan, yellow and red, by the first digit of the status. */
const COLORS: Readonly<Record<number, number>> = { 2: 32, 3: 36, 4: 33, 5: 31 };

/** A text in quotation marks. Most need no escapes: to test that takes a third of the time. */
function quote(text: string): string {
  return /["\\]/.test(text) || toLine(text) !== text ? toLine(JSON.stringify(text)) : `"${text}"`;
}

/** The last second, as most entries are of the same one. */
let second = NaN;
let iso = "";
let clock = "";

function toSecond(time: number): void {
  const now = Math.floor(time / 1000);
  if (now === second) return;
  second = now;
  const date = new Date(now * 1000);
  iso = date.toISOString().slice(0, -4);
  clock = date.toTimeString().slice(0, 8);
}

function toIsoTime(time: number): string {
  toSecond(time);
  return `${iso}${`${time % 1000}`.padStart(3, "0")}Z`;
}

function toClock(time: number): string {
  toSecond(time);
  return clock;
}
