/** Which labels of an axis there is room for, in a plot whose width only the browser knows. */

/** The height of letters in pixels. */
export const LETTERS = 12;

/** A text at a place of the x axis. */
export interface Label {
  /** Where: 0 is left and 1 right. */
  readonly at: number;
  readonly text: string;
}

/** A label with its place. */
export interface PlacedLabel extends Label {
  readonly anchor: "start" | "middle" | "end";
  /** From which width of the chart on it is shown: 0 is always. */
  readonly level: 0 | 1 | 2;
}

/** The least width of a chart at each level; the style sheet has the same. */
export const WIDTHS: readonly number[] = [280, 480, 760];

/** Between two labels. */
const GAP = 8;

/** How wide a text is, at most: fonts differ, so letters count as in a wide one. */
export function textWidth(text: string, size: number = LETTERS): number {
  let sum = 0;
  for (const letter of text) sum += letterWidth(letter);
  return Math.ceil(sum * size);
}

function letterWidth(letter: string): number {
  if (/[iIjl.,:;'|! \u00a0\u202f]/.test(letter)) return 0.4;
  if (/[mwMWQ%@—…]/.test(letter)) return 1.05;
  if (letter.codePointAt(0)! >= 0x1100) return 1.1;
  return /[A-Z]/.test(letter) ? 0.8 : 0.66;
}

/** A text of at most this width; a longer one ends in "…". */
export function shorten(text: string, width: number, size: number = LETTERS): string {
  // A letter is wider than a pixel: a long text of a client is not measured to its end.
  if (text.length <= width && textWidth(text, size) <= width) return text;
  let kept = "", used = textWidth("…", size) + 1;
  for (const letter of text) {
    used += letterWidth(letter) * size;
    if (used > width && kept !== "") break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Places labels so that none covers another. A wider chart shows those of a narrower one, and more
 * between them; `beside` is what of the chart's width is not the plot's.
 */
export function placeLabels(labels: readonly Label[], beside: number): PlacedLabel[] {
  const widths = WIDTHS.map((width) => Math.max(60, width - beside));
  const placed = labels.map(({ at, text }) => {
    const half = textWidth(text) / 2;
    // On the left a label may go below those of the y axis.
    const anchor: PlacedLabel["anchor"] = at * widths[0]! < half - beside
      ? "start"
      : (1 - at) * widths[0]! < half
      ? "end"
      : "middle";
    return { at, text, anchor };
  });
  const strides: number[] = [];
  for (const width of [...widths].reverse()) {
    const last = strides[0] ?? 1;
    let stride = last;
    while (stride < labels.length && !fits(placed, stride, width)) stride += last;
    strides.unshift(stride);
  }
  return placed.flatMap((label, at) => {
    const level = strides.findIndex((stride) => at % stride === 0);
    return level < 0 ? [] : [{ ...label, level: level as 0 | 1 | 2 }];
  });
}

function fits(
  labels: readonly Omit<PlacedLabel, "level">[],
  stride: number,
  width: number,
): boolean {
  let end = -Infinity;
  for (let at = 0; at < labels.length; at += stride) {
    const [left, right] = toSpan(labels[at]!, width);
    if (left < end + GAP) return false;
    end = right;
  }
  return true;
}

/** From where to where a label goes in a plot of some width. */
export function toSpan(
  { at, text, anchor }: Omit<PlacedLabel, "level">,
  width: number,
): [left: number, right: number] {
  const size = textWidth(text);
  const left = at * width - (anchor === "start" ? 0 : anchor === "end" ? size : size / 2);
  return [left, left + size];
}
