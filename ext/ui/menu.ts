/** Menus and tooltips: opened and placed by the browser. */
import {
  A,
  Button as ButtonTag,
  type Child,
  component,
  Div,
  Fragment,
  FT,
  Span,
} from "../../mod.ts";
import type { AAttrs, ButtonAttrs, Component, GlobalAttrs } from "../../types.ts";
import { type IconValue, toIcon, toneClass, withClass } from "./attrs.ts";
import { type ButtonLook, IconButton, withLook } from "./button.ts";
import type { Tone } from "./roles.ts";

/** The attributes of {@linkcode Menu}: its own, and those of its button. */
export interface MenuAttrs extends Omit<ButtonAttrs, "title">, ButtonLook {
  /** The id of the button; that of the list is `<id>-list`. */
  id: string;
  /** What the button says. */
  label: string;
  /** Whether the button is its icon alone, and the label for screen readers. Default: false. */
  iconOnly?: boolean;
}

/** The attributes of {@linkcode MenuItem}. */
export interface MenuItemAttrs
  extends Omit<AAttrs & ButtonAttrs, "type">, Pick<ButtonAttrs, "type"> {
  /** An icon before it. */
  icon?: IconValue;
  /** What it means. Default: `neutral`. */
  tone?: Tone;
}

/** The attributes of {@linkcode Tooltip}. */
export interface TooltipAttrs extends GlobalAttrs {
  /** The id of the text. */
  id: string;
  /** The text: more than the name of what it is about, which needs one of its own. */
  text: Child;
}

/**
 * Makes a button that opens a list: of {@linkcode MenuItem}s, lines and anything else. A click
 * beside it, Escape and the choice of an item close it.
 *
 * @example
 * ```ts
 * import { Menu, MenuItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const menu = Menu(
 *   { id: "user", label: "Ann" },
 *   MenuItem({ href: "/account" }, "Account"),
 *   MenuItem({ href: "/settings" }, "Settings"),
 * );
 * match(`${menu}`, /popovertarget="user-list"/);
 * ```
 */
export const Menu: Component<MenuAttrs> = component((attrs: MenuAttrs, children) => {
  const { label, iconOnly, icon, ...rest } = attrs;
  const list = `${rest.id}-list`;
  const opens = { type: "button", popovertarget: list } as const;
  return Fragment(
    iconOnly ? IconButton({ icon, label, ...opens, ...rest }) : ButtonTag(
      { ...opens, ...withLook(rest) },
      toIcon(icon),
      label,
      !icon && toIcon("chevron-down"),
    ),
    Div({ id: list, popover: "auto", cls: "ui-popover" }, children),
  );
});

/**
 * Makes an entry of a {@linkcode Menu}: a link where it has `href`, and otherwise a button.
 *
 * @example
 * ```ts
 * import { MenuItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${MenuItem({ href: "/account", icon: "user" }, "Account")}`,
 *   /^<a href="\/account"[^>]*>.*Account<\/a>$/,
 * );
 * ```
 */
export const MenuItem: Component<MenuItemAttrs> = component((attrs: MenuItemAttrs, children) => {
  const { icon, tone = "neutral", ...rest } = attrs;
  const own = withClass(rest, "ui-item", toneClass(tone));
  return rest.href != null
    ? A(own as AAttrs, toIcon(icon), children)
    : ButtonTag({ type: "button", ...own as ButtonAttrs }, toIcon(icon), children);
});

/**
 * Makes a text that is shown while the mouse is over its child, or that has the focus.
 *
 * @example
 * ```ts
 * import { Button, Tooltip } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const tip = Tooltip({ id: "why", text: "You need to sign in" }, Button("Save"));
 * match(`${tip}`, /<button [^>]*aria-describedby="why"/);
 * ```
 */
export const Tooltip: Component<TooltipAttrs> = component((attrs: TooltipAttrs, children) => {
  const { id, text, ...rest } = attrs;
  const [child, ...others] = children;
  const described = child instanceof FT ? child.with({ aria_describedby: id }) : child;
  return Span(withClass(rest, "ui-tip"), described, others, Span({ id, role: "tooltip" }, text));
});
