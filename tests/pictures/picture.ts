import { decode, encode } from "fast-png";
import pixelmatch from "pixelmatch";

/** How two pictures differ. */
export interface Difference {
  /** The part of their pixels that a person would see as another colour, from 0 to 1. */
  readonly share: number;
  /** The second, paler, with these pixels in red; as PNG. */
  readonly picture: Uint8Array;
}

/** Compares two PNGs; undefined where they are of different sizes. */
export function compare(first: Uint8Array, second: Uint8Array): Difference | undefined {
  const [one, two] = [first, second].map(read) as [Pixels, Pixels], { width, height } = two;
  if (one.width !== width || one.height !== height) return;
  const data = new Uint8Array(width * height * 4);
  const count = pixelmatch(one.data, two.data, data, width, height, { threshold: 0.1 });
  return { share: count / (width * height), picture: encode({ width, height, data }) };
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each. */
  readonly data: Uint8Array;
}

function read(png: Uint8Array): Pixels {
  const { width, height, data, channels } = decode(png);
  if (channels === 4) return { width, height, data: Uint8Array.from(data) };
  const all = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    all.set(data.slice(from, from + 3), to);
  }
  return { width, height, data: all };
}
