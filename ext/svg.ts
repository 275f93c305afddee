/**
 * SVG elements with attributes in their right case, shapes, and paths.
 * FastHTML: `fasthtml.svg`. `Set` and `Symbol` are `SetTag` and `SymbolTag` here, since those names
 * are globals. `A`, `Script`, `Style` and `Title` are HTML's.
 *
 * @module
 */
export type * from "./svg/attrs.ts";
export * from "./svg/elements.ts";
export * from "./svg/path.ts";
export * from "./svg/shapes.ts";
