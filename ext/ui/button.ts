/** Buttons, links that look like buttons, and groups of them. */
import { A as Anchor, Button as ButtonTag, component, Div, Span } from "../../mod.ts";
import type {
  AAttrs,
  ButtonAttrs,
  ClassValue,
  Component,
  GlobalAttrs,
  LateText,
} from "../../types.ts";
import { type IconValue, type Size, sizeClass, toIcon, toneClass, withClass } from "./attrs.ts";
import type { Tone } from "./roles.ts";

/** How much a button asks to be pressed: `primary` is for one on a page. Default: `secondary`. */
export type ButtonVariant = "primary" | "secondary" | "soft" | "ghost" | "link";

/** What buttons have beside the attributes of their element. */
export interface ButtonLook {
  /** How much it asks to be pressed. Default: `secondary`. */
  variant?: ButtonVariant;
  /** What pressing it means. Default: `primary`, and `neutral` where it is secondary or a ghost. */
  tone?: Tone;
  /** Its size. Default: `md`. */
  size?: Size;
  /** The icon before its text. */
  icon?: IconValue;
  /** Whether it is as wide as what it is in. Default: false. */
  wide?: boolean;
}

/** The attributes of {@linkcode Button}. */
export interface UiButtonAttrs extends ButtonAttrs, ButtonLook {
  /** Whether something that it started is under way. A request of htmx shows that by itself. */
  busy?: boolean;
}

/** The attributes of {@linkcode LinkButton}. */
export interface LinkButtonAttrs extends AAttrs, ButtonLook {}

/** The attributes of {@linkcode IconButton}. */
export interface IconButtonAttrs extends Omit<UiButtonAttrs, "icon" | "wide"> {
  /** The icon. */
  icon: IconValue;
  /** What a screen reader says, and the mouse is told. */
  label: string | LateText;
}

/**
 * Makes a button. While htmx waits for the response to it, it turns and takes no second click.
 *
 * @example
 * ```ts
 * import { Button } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Button("Save", { variant: "primary", hx_post: "/save" })}`,
 *   '<button hx-post="/save" class="ui-button ui-button-primary ui-tone-primary">Save</button>',
 * );
 * ```
 */
export const Button: Component<UiButtonAttrs> = component((attrs: UiButtonAttrs, children) => {
  const { busy, icon, ...rest } = attrs;
  const busyAttrs = busy ? { aria_busy: "true", disabled: true } : {};
  return ButtonTag({ ...withLook(rest), ...busyAttrs }, toIcon(icon), children);
});

/**
 * Makes a link that looks like a button: for what leads to another page.
 *
 * @example
 * ```ts
 * import { LinkButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const link = LinkButton({ href: "/books/new", variant: "primary" }, "New book");
 * match(`${link}`, /<a href="\/books\/new" class="ui-button ui-button-primary[^"]*">New book<\/a>/);
 * ```
 */
export const LinkButton: Component<LinkButtonAttrs> = component(
  (attrs: LinkButtonAttrs, children) => {
    const { icon, ...rest } = attrs;
    return Anchor(withLook(rest), toIcon(icon), children);
  },
);

/**
 * Makes a button of an icon alone, with the name that it needs. Default variant: `ghost`.
 *
 * @example
 * ```ts
 * import { IconButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(`${IconButton({ icon: "trash", label: "Delete" })}`, /title="Delete"/);
 * ```
 */
export const IconButton: Component<IconButtonAttrs> = component(
  (attrs: IconButtonAttrs, children) => {
    const { icon, label, busy, ...rest } = attrs;
    const look = withLook({ variant: "ghost", ...rest });
    const busyAttrs = busy ? { aria_busy: "true", disabled: true } : {};
    return ButtonTag(
      { title: label, ...withClass(look, "ui-button-icon"), ...busyAttrs },
      toIcon(icon),
      Span(label, { cls: "ui-hidden" }),
      children,
    );
  },
);

/**
 * Makes a group of buttons that belong together. One that is chosen has `aria_pressed: "true"`.
 *
 * @example
 * ```ts
 * import { Button, ButtonGroup } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const views = ButtonGroup(
 *   { aria_label: "View" },
 *   Button({ aria_pressed: "true" }, "List"),
 *   Button({ aria_pressed: "false" }, "Board"),
 * );
 * match(`${views}`, /^<div [^>]*role="group"[^>]*>/);
 * ```
 */
export const ButtonGroup: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Div({ role: "group", ...withClass(attrs, "ui-group") }, children)
);

/** The attributes of a button's element: its look becomes classes. */
export function withLook<A extends ButtonLook & GlobalAttrs>(
  attrs: A,
): Omit<A, "variant" | "tone" | "size" | "wide"> & { cls: ClassValue } {
  const { variant = "secondary", tone, size, wide, ...rest } = attrs;
  const isQuiet = variant === "secondary" || variant === "ghost";
  return withClass(
    rest,
    `ui-button ui-button-${variant}`,
    toneClass(tone ?? (isQuiet ? "neutral" : "primary")),
    sizeClass(size),
    wide && "ui-wide",
  );
}
