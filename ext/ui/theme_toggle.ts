/** Buttons for the theme and the scheme: plain forms, which work without scripts. */
import {
  Button as ButtonTag,
  type Child,
  component,
  Div,
  Form,
  Fragment,
  type FT,
  I,
  P,
  Span,
} from "../../mod.ts";
import type { Component, GlobalAttrs } from "../../types.ts";
import { type PartAttrs, toIcon } from "./attrs.ts";
import { IconButton } from "./button.ts";
import { word } from "./messages.ts";
import type { Theme, ThemeName } from "./theme_types.ts";

/** The part of a query that tells a choice of the theme from other posts to a page. */
export const THEME_QUERY = "ui-theme";

/** The attributes of {@linkcode ThemeToggle}. */
export interface ThemeToggleAttrs extends PartAttrs {
  /** What screen readers say of the two buttons. Default: `Dark colors` and `Light colors`. */
  labels?: { dark: string; light: string };
}

/** The attributes of {@linkcode ThemePicker}. */
export interface ThemePickerAttrs extends GlobalAttrs {
  /** The themes to choose from: those of `ui({ themes })`. */
  themes: readonly (ThemeName | Theme)[];
  /** What the button says to screen readers. Default: `Theme`. */
  label?: string;
}

/**
 * Makes a button for dark colors where they are light, and for light ones where they are dark.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * rt("/", () => ThemeToggle());
 * match(await (await app.request("/")).text(), /name="scheme" value="dark"/);
 * ```
 */
export const ThemeToggle: Component<ThemeToggleAttrs> = component((attrs: ThemeToggleAttrs) => {
  const {
    labels = { dark: word("darkColors"), light: word("lightColors") },
    ...rest
  } = attrs;
  const to = (scheme: "dark" | "light", icon: "moon" | "sun") =>
    IconButton({
      icon,
      label: labels[scheme],
      name: "scheme",
      value: scheme,
      cls: `ui-to-${scheme}`,
    });
  return toForm(rest, [to("dark", "moon"), to("light", "sun")]);
});

/**
 * Makes a button that opens a list of themes, and of light, dark and as the system has it.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { ThemePicker, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const themes = ["paper", "ink"] as const;
 * const { app, rt } = fastApp(ui({ themes }));
 * rt("/", () => ThemePicker({ themes }));
 * match(await (await app.request("/")).text(), /name="theme" value="ink"/);
 * ```
 */
export const ThemePicker: Component<ThemePickerAttrs> = component((attrs: ThemePickerAttrs) => {
  const { themes, label = word("theme"), ...rest } = attrs;
  const id = `${rest.id ?? "ui-themes"}`;
  const names = themes.map((theme) => typeof theme === "string" ? theme : theme.name);
  return Fragment(
    IconButton({
      ...rest,
      id,
      icon: "palette",
      label,
      type: "button",
      popovertarget: `${id}-list`,
    }),
    Div(
      { id: `${id}-list`, popover: "auto", cls: "ui-popover" },
      toForm({}, [
        P({ cls: "ui-popover-title ui-label" }, label),
        names.map((name) =>
          ButtonTag(
            { name: "theme", value: name, cls: "ui-item" },
            Span({ cls: "ui-swatch", data_theme: name, aria_hidden: "true" }, dot(), dot(), dot()),
            toTitle(name),
            Span(
              { cls: ["ui-now", `ui-now-${name}`] },
              toIcon("check"),
              Span(word("now"), { cls: "ui-hidden" }),
            ),
          )
        ),
      ]),
      toForm({ cls: "ui-row ui-gap-xs ui-popover-title" }, [
        IconButton({
          name: "scheme",
          value: "light",
          icon: "sun",
          label: word("light"),
          size: "sm",
        }),
        IconButton({
          name: "scheme",
          value: "dark",
          icon: "moon",
          label: word("dark"),
          size: "sm",
        }),
        IconButton({
          name: "scheme",
          value: "auto",
          icon: "monitor",
          label: word("asSystem"),
          size: "sm",
        }),
      ]),
    ),
  );
});

function toForm(attrs: GlobalAttrs, children: Child): FT {
  // To the URL of the page itself, wherever the application is mounted; never by htmx, as the
  // attributes of <html> change.
  return Form({
    method: "post",
    action: `?${THEME_QUERY}`,
    enctype: null,
    hx_boost: "false",
    ...attrs,
  }, children);
}

function dot(): FT {
  return I();
}

function toTitle(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
