/** `<path>`, drawn command by command. */
import type { Child, FT, Renderable } from "../../mod.ts";
import type { SvgAttrs } from "./attrs.ts";
import { shape } from "./values.ts";

/**
 * A `<path>` that is drawn command by command. Each command returns a longer path.
 *
 * @example
 * ```ts
 * import { Path, PathFT } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 *
 * const triangle: PathFT = Path({ fill: "teal" }).M(0, 0).L(10, 0).L(5, 8).Z();
 * strictEqual(`${triangle}`, '<path d="M0 0 L10 0 L5 8 Z" fill="teal"></path>');
 * ```
 */
export class PathFT implements Renderable {
  readonly #ft: FT;

  /** Wraps a `<path>`. Use {@linkcode Path}, which is shorter. */
  constructor(ft: FT) {
    this.#ft = ft;
  }

  /** Moves to a point. */
  M(x: number, y: number): PathFT {
    return this.#add("M", x, y);
  }
  /** Draws a line to a point. */
  L(x: number, y: number): PathFT {
    return this.#add("L", x, y);
  }
  /** Draws a horizontal line. */
  H(x: number): PathFT {
    return this.#add("H", x);
  }
  /** Draws a vertical line. */
  V(y: number): PathFT {
    return this.#add("V", y);
  }
  /** Closes the path. */
  Z(): PathFT {
    return this.#add("Z");
  }
  /** Draws a cubic Bézier curve with two control points. */
  C(x1: number, y1: number, x2: number, y2: number, x: number, y: number): PathFT {
    return this.#add("C", x1, y1, x2, y2, x, y);
  }
  /** Continues with a smooth cubic Bézier curve. */
  S(x2: number, y2: number, x: number, y: number): PathFT {
    return this.#add("S", x2, y2, x, y);
  }
  /** Draws a quadratic Bézier curve with one control point. */
  Q(x1: number, y1: number, x: number, y: number): PathFT {
    return this.#add("Q", x1, y1, x, y);
  }
  /** Continues with a smooth quadratic Bézier curve. */
  T(x: number, y: number): PathFT {
    return this.#add("T", x, y);
  }
  /** Draws an elliptical arc. `large` and `sweep` choose one of four. */
  A(
    rx: number,
    ry: number,
    rotation: number,
    large: 0 | 1,
    sweep: 0 | 1,
    x: number,
    y: number,
  ): PathFT {
    return this.#add("A", rx, ry, rotation, large, sweep, x, y);
  }

  /** Returns a copy with more children and attributes. */
  with(...args: (SvgAttrs | Child)[]): PathFT {
    return new PathFT(this.#ft.with(...args as Child[]));
  }

  /** Returns the `<path>`. */
  __ft__(): FT {
    return this.#ft;
  }

  /** Returns the HTML. */
  toString(): string {
    return this.#ft.toString();
  }

  #add(command: string, ...numbers: number[]): PathFT {
    const d = [this.#ft.attrs.d, command + numbers.join(" ")].filter(Boolean).join(" ");
    return new PathFT(this.#ft.with({ d }));
  }
}

const path = shape("path", ["d", "fill", "stroke", "stroke_width"], { d: "" });

/**
 * Makes `<path>` from its data, `Path("M0 0L1 1", fill, stroke, width)`, from attributes, or command
 * by command.
 *
 * @example
 * ```ts
 * import { Path } from "@fasthtml/fasthtml/ext/svg";
 * import { strictEqual } from "node:assert";
 * strictEqual(`${Path({ fill: "none" }).M(0, 0).L(1, 2).Z()}`, '<path d="M0 0 L1 2 Z" fill="none"></path>');
 * ```
 */
export function Path(...args: (string | SvgAttrs | Child)[]): PathFT {
  return new PathFT(path(...args));
}
