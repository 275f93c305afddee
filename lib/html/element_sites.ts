/** Development: where elements are made, for errors that only show when they are rendered. */
import { addFrames, captureSite, type Site, toOwnFrames } from "../stack.ts";
import { type FT, traceElements } from "./ft.ts";

const sites = new WeakMap<FT, Site>();

/** Errors that have their element's frames. Those of the elements around it would say no more. */
const placed = new WeakSet<Error>();

let isOn = false;

/** Notes from now on where elements are made, and adds that to the stack of each error in one. */
export function keepElementSites(): void {
  if (isOn) return;
  isOn = true;
  traceElements((ft) => sites.set(ft, captureSite()), (error, ft) => {
    const site = sites.get(ft);
    if (!site || !(error instanceof Error) || placed.has(error)) return;
    placed.add(error);
    addFrames(error, toOwnFrames(site).map(({ text }, i) => i > 0 ? text : toMade(text, ft)));
  });
}

/** A frame such as `    at <p> made by index (file:///app/main.ts:3:5)`. */
function toMade(frame: string, { tag }: FT): string {
  const place = frame.slice("    at ".length);
  return `    at <${tag}> made ${place.endsWith(")") ? `by ${place}` : `(${place})`}`;
}
