/** The colors of a theme by what they are for, and the pairs of them that the style sheet uses. */

/** What a color means: the tone of a button, a badge or an alert. */
export type Tone = "primary" | "neutral" | "info" | "success" | "warning" | "danger";

/** The tones. */
export const TONES: readonly Tone[] = [
  "primary",
  "neutral",
  "info",
  "success",
  "warning",
  "danger",
];

/** What text is on: the page, a card, what is sunk into it, and what is over it. */
export type Surface = "bg" | "surface" | "sunken" | "overlay";

/** The surfaces. */
export const SURFACES: readonly Surface[] = ["bg", "surface", "sunken", "overlay"];

/**
 * What a color is for. `line` separates, `border` is that of fields; `side` is the sidebar, and
 * `sideOn` the entry of the page that is shown. Of each tone there is the color itself, what is
 * written on it (`On`), the color below a pointer (`Hover`), a pale one (`Soft`), and text in it.
 */
export type Role =
  | Surface
  | "text"
  | "muted"
  | "line"
  | "border"
  | "side"
  | "sideText"
  | "sideHover"
  | "sideOn"
  | "sideOnText"
  | Tone
  | `${Tone}${"On" | "Hover" | "Soft" | "Text"}`;

/** The colors of a scheme by their role: `#rrggbb`, or `oklch(l c h)` where they are given. */
export type Colors = { readonly [role in Role]: string };

/** The roles. */
export const ROLES: readonly Role[] = [
  ...SURFACES,
  ...["text", "muted", "line", "border"] as const,
  ...["side", "sideText", "sideHover", "sideOn", "sideOnText"] as const,
  ...TONES.flatMap((tone) =>
    [tone, `${tone}On`, `${tone}Hover`, `${tone}Soft`, `${tone}Text`] as const
  ),
];

/**
 * What is on what in the style sheet, and the contrast that it needs: 4.5 for text (WCAG 2.2, 1.4.3),
 * 3 for borders of fields, rings of focus and marks (1.4.11). Rings have the color of primary text.
 */
export const PAIRS: readonly (readonly [over: Role, under: Role, ratio: number])[] = [
  ...SURFACES.flatMap((under) => [
    ["text", under, 4.5] as const,
    ["muted", under, 4.5] as const,
    ["border", under, 3] as const,
    ...TONES.flatMap((tone) => [[`${tone}Text`, under, 4.5] as const, [tone, under, 3] as const]),
  ]),
  ...TONES.flatMap((tone) =>
    [
      [`${tone}On`, tone, 4.5],
      [`${tone}On`, `${tone}Hover`, 4.5],
      [`${tone}Text`, `${tone}Soft`, 4.5],
      ["text", `${tone}Soft`, 4.5],
    ] as const
  ),
  ["sideText", "side", 4.5],
  ["sideText", "sideHover", 4.5],
  ["sideOnText", "sideOn", 4.5],
];
