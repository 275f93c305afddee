/** Rows, stacks, grids, and what is on a surface of its own: cards, figures, empty places. */
import { type Child, component, Div, H2, H3, H4, P, Span } from "../../mod.ts";
import type { Component, GlobalAttrs } from "../../types.ts";
import { type IconValue, isShown, type PartAttrs, toIcon, toneClass, withClass } from "./attrs.ts";
import type { Tone } from "./roles.ts";

/** The space between parts. */
export type Gap = "xs" | "sm" | "md" | "lg" | "xl";

/** The attributes of {@linkcode Stack} and {@linkcode Row}. */
export interface StackAttrs extends GlobalAttrs {
  /** The space between its parts. Default: `md`. */
  gap?: Gap;
  /** Where the parts are in what is left of a row: at its ends, at its end, or in the middle. */
  justify?: "between" | "end" | "center";
}

/** The attributes of {@linkcode Grid}. */
export interface GridAttrs extends GlobalAttrs {
  /**
   * How many columns a wide screen has: fewer on smaller ones, and one on a phone. `main` is a wide
   * column and a narrow one. Default: 2.
   */
  columns?: 1 | 2 | 3 | 4 | "main";
}

/** The attributes of {@linkcode Card}. */
export interface UiCardAttrs extends PartAttrs {
  /** The heading. */
  title?: Child;
  /** The level of the heading. Default: 2. */
  level?: 2 | 3 | 4;
  /** A sentence below the heading. */
  description?: Child;
  /** What is at the end of the heading's line, such as a button or a badge. */
  end?: Child;
  /** A picture at the top, from edge to edge. */
  media?: Child;
  /** Buttons in a row of their own at the bottom. */
  actions?: Child;
}

/** The attributes of {@linkcode Stat}. */
export interface StatAttrs extends GlobalAttrs {
  /** What the number counts. */
  label: Child;
  /** The number. */
  value: Child;
  /** How it compares. */
  hint?: Child;
  /** Whether the hint is good or bad news. */
  tone?: Tone;
  /** An icon beside it. */
  icon?: IconValue;
}

/** The attributes of {@linkcode EmptyState}. */
export interface EmptyStateAttrs extends PartAttrs {
  /** What there is none of. */
  title: Child;
  /** The level of its heading. Default: 3. */
  level?: 2 | 3 | 4;
  /** An icon above. */
  icon?: IconValue;
  /** What to do about it. */
  actions?: Child;
}

const HEADINGS = { 2: H2, 3: H3, 4: H4 };

/**
 * Makes a column of parts, with the same space between all.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Stack } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Stack({ gap: "lg" }, P("One"), P("Two"))}`,
 *   '<div class="ui-stack ui-gap-lg"><p>One</p><p>Two</p></div>',
 * );
 * ```
 */
export const Stack: Component<StackAttrs> = component((attrs: StackAttrs, children) => {
  const { gap, justify, ...rest } = attrs;
  return Div(withClass(rest, "ui-stack", toGap(gap), justify && `ui-${justify}`), children);
});

/**
 * Makes a row of parts, which breaks where it is too long.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Row } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Row({ justify: "between" }, P("Total"), P("€ 9"))}`,
 *   '<div class="ui-row ui-between"><p>Total</p><p>€ 9</p></div>',
 * );
 * ```
 */
export const Row: Component<StackAttrs> = component((attrs: StackAttrs, children) => {
  const { gap, justify, ...rest } = attrs;
  return Div(withClass(rest, "ui-row", toGap(gap), justify && `ui-${justify}`), children);
});

/**
 * Makes a grid of columns of the same width, one on a phone.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Grid } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Grid({ columns: 3 }, P("One"), P("Two"), P("Three"))}`,
 *   '<div class="ui-grid ui-grid-3"><p>One</p><p>Two</p><p>Three</p></div>',
 * );
 * ```
 */
export const Grid: Component<GridAttrs> = component((attrs: GridAttrs, children) => {
  const { columns = 2, ...rest } = attrs;
  return Div(withClass(rest, "ui-grid", columns !== 1 && `ui-grid-${columns}`), children);
});

/**
 * Makes a card: a sheet with a heading, content and actions, each where it is given.
 *
 * @example
 * ```ts
 * import { Button, Card } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const card = Card({ title: "Welcome", actions: Button("Go on", { variant: "primary" }) }, "Hello");
 * match(`${card}`, /<h2 class="ui-card-title">Welcome<\/h2>/);
 * ```
 */
export const Card: Component<UiCardAttrs> = component((attrs: UiCardAttrs, children) => {
  const { title, level = 2, description, end, media, actions, ...rest } = attrs;
  const heading = HEADINGS[level];
  const hasHead = [title, description, end].some(isShown);
  return Div(
    withClass(rest, "ui-card"),
    isShown(media) && Div({ cls: "ui-card-media" }, media),
    hasHead && Div(
      { cls: "ui-card-head" },
      Div(
        isShown(title) && heading({ cls: "ui-card-title" }, title),
        isShown(description) && P(description),
      ),
      isShown(end) && Div(end),
    ),
    children.some(isShown) && Div({ cls: "ui-card-body ui-flow" }, children),
    isShown(actions) && Div({ cls: "ui-card-foot" }, actions),
  );
});

/**
 * Makes a number with what it counts.
 *
 * @example
 * ```ts
 * import { Stat } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${Stat({ label: "Orders", value: 42, hint: "+5 today", tone: "success" })}`,
 *   /<p class="ui-label">Orders<\/p><p class="ui-stat-value">42<\/p>/,
 * );
 * ```
 */
export const Stat: Component<StatAttrs> = component((attrs: StatAttrs, children) => {
  const { label, value, hint, tone, icon, ...rest } = attrs;
  return Div(
    withClass(rest, "ui-card ui-stat"),
    Div(
      P(label, { cls: "ui-label" }),
      P(value, { cls: "ui-stat-value" }),
      isShown(hint) && P(hint, { cls: ["ui-stat-hint", toneClass(tone)] }),
      children,
    ),
    icon && Span({ cls: "ui-tile" }, toIcon(icon)),
  );
});

/**
 * Makes what is shown where there is nothing yet.
 *
 * @example
 * ```ts
 * import { EmptyState, LinkButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const empty = EmptyState(
 *   { title: "No books yet", icon: "book", actions: LinkButton({ href: "/new" }, "Add one") },
 *   "Books that you add are shown here.",
 * );
 * match(`${empty}`, /<h3>No books yet<\/h3>/);
 * ```
 */
export const EmptyState: Component<EmptyStateAttrs> = component(
  (attrs: EmptyStateAttrs, children) => {
    const { title, level = 3, icon, actions, ...rest } = attrs;
    return Div(
      withClass(rest, "ui-empty"),
      icon && Span({ cls: "ui-tile" }, toIcon(icon)),
      HEADINGS[level](title),
      children.some(isShown) && P(children),
      isShown(actions) && Div({ cls: "ui-row" }, actions),
    );
  },
);

/**
 * Makes a line between parts, with a word in it if there is one.
 *
 * @example
 * ```ts
 * import { Divider } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Divider("or")}`, '<div class="ui-divider">or</div>');
 * ```
 */
export const Divider: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Div(
    { role: children.some(isShown) ? undefined : "separator", ...withClass(attrs, "ui-divider") },
    children,
  )
);

/**
 * Makes a text of several paragraphs, headings and lists, in the measure and the rhythm of a book.
 *
 * @example
 * ```ts
 * import { H2, P } from "@fasthtml/fasthtml";
 * import { Prose } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Prose(H2("Tea"), P("Green or black."))}`,
 *   '<div class="ui-prose"><h2>Tea</h2><p>Green or black.</p></div>',
 * );
 * ```
 */
export const Prose: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Div(withClass(attrs, "ui-prose"), children)
);

function toGap(gap: Gap | undefined): string | false {
  return gap !== undefined && gap !== "md" && `ui-gap-${gap}`;
}
