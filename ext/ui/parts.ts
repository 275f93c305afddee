/** Small parts: badges, alerts, avatars, keys, and what is shown while something loads. */
import {
  type Child,
  component,
  Div,
  Img,
  Kbd as KbdTag,
  P,
  Progress as ProgressTag,
  Span,
} from "../../mod.ts";
import type { Component, GlobalAttrs, ProgressAttrs } from "../../types.ts";
import {
  type IconValue,
  isShown,
  type PartAttrs,
  toIcon,
  toId,
  toneClass,
  withClass,
} from "./attrs.ts";
import { word } from "./messages.ts";
import { type Tone, TONES } from "./roles.ts";

/** The attributes of {@linkcode Badge}. */
export interface BadgeAttrs extends GlobalAttrs {
  /** What it means. Default: `neutral`. */
  tone?: Tone;
  /** How loud it is. Default: `soft`. */
  variant?: "soft" | "solid" | "outline";
  /** An icon before its text. */
  icon?: IconValue;
  /** Whether it begins with a dot. Default: false. */
  dot?: boolean;
}

/** The attributes of {@linkcode Alert}. */
export interface AlertAttrs extends PartAttrs {
  /** What it means. Default: `info`. */
  tone?: Tone;
  /** The message in a few words. */
  title?: Child;
  /** The icon, or null for none. Default: that of the tone. */
  icon?: IconValue;
  /** What to do about it. */
  actions?: Child;
}

/** The attributes of {@linkcode Avatar}. */
export interface AvatarAttrs extends GlobalAttrs {
  /** The name: a screen reader says it, and its first letters are shown without a picture. */
  name: string;
  /** The URL of a picture. */
  src?: string;
  /** The size. Default: `md`. */
  size?: "sm" | "md" | "lg";
  /** The color behind the letters. Default: one of the name's own. */
  tone?: Tone;
}

/** The attributes of {@linkcode Progress}. */
export interface UiProgressAttrs extends ProgressAttrs {
  /** What is under way. */
  label: string;
  /** How far it is, in words. Default: in percent. */
  text?: Child;
  /** Its color. Default: `primary`. */
  tone?: Tone;
}

/** The attributes of {@linkcode Skeleton}. */
export interface SkeletonAttrs extends GlobalAttrs {
  /** How many lines of text it has the place of. Default: 3. */
  lines?: number;
  /** Whether it has the place of a picture in place of text. Default: false. */
  box?: boolean;
}

/** The attributes of {@linkcode Spinner}. */
export interface SpinnerAttrs extends GlobalAttrs {
  /** What it waits for, which a screen reader says. Default: `Loading`. */
  label?: string;
  /** Whether the label is shown. Default: false. */
  shown?: boolean;
}

/**
 * Makes a badge: a word on a small colored sheet.
 *
 * @example
 * ```ts
 * import { Badge } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Badge({ tone: "success" }, "Paid")}`,
 *   '<span class="ui-badge ui-tone-success">Paid</span>',
 * );
 * ```
 */
export const Badge: Component<BadgeAttrs> = component((attrs: BadgeAttrs, children) => {
  const { tone = "neutral", variant = "soft", icon, dot, ...rest } = attrs;
  const own = ["ui-badge", toneClass(tone), variant !== "soft" && `ui-badge-${variant}`];
  return Span(withClass(rest, ...own, dot && "ui-badge-dot"), toIcon(icon), children);
});

const ICONS: Readonly<Record<Tone, IconValue>> = {
  primary: "sparkles",
  neutral: "info",
  info: "info",
  success: "circle-check",
  warning: "triangle-alert",
  danger: "circle-alert",
};

/**
 * Makes a message in the page. One of danger is read out as soon as it is there.
 *
 * @example
 * ```ts
 * import { Alert } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${Alert({ tone: "danger", title: "Not saved" }, "Please try again.")}`,
 *   /^<div role="alert"[^>]*>.*Not saved<\/p><div>Please try again\.<\/div>/,
 * );
 * ```
 */
export const Alert: Component<AlertAttrs> = component((attrs: AlertAttrs, children) => {
  const { tone = "info", title, icon = ICONS[tone], actions, ...rest } = attrs;
  return Div(
    {
      role: tone === "danger" ? "alert" : "status",
      ...withClass(rest, "ui-alert", toneClass(tone)),
    },
    toIcon(icon) ?? Span(),
    Div(
      { cls: "ui-flow" },
      isShown(title) && P({ cls: "ui-alert-title" }, title),
      children.some(isShown) && Div(children),
    ),
    isShown(actions) && Div({ cls: "ui-row" }, actions),
  );
});

/**
 * Makes a round picture of someone, or their initials.
 *
 * @example
 * ```ts
 * import { Avatar } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${Avatar({ name: "Jane Austen" })}`,
 *   /aria-label="Jane Austen"[^>]*><span aria-hidden="true">JA<\/span>/,
 * );
 * ```
 */
export const Avatar: Component<AvatarAttrs> = component((attrs: AvatarAttrs) => {
  const { name, src, size = "md", tone = toTone(name), ...rest } = attrs;
  const own = withClass(rest, "ui-avatar", toneClass(tone), size !== "md" && `ui-avatar-${size}`);
  if (src !== undefined) return Span(own, Img({ src, alt: name }));
  return Span(
    { role: "img", aria_label: name, ...own },
    Span(toInitials(name), { aria_hidden: "true" }),
  );
});

/**
 * Makes a pile of avatars.
 *
 * @example
 * ```ts
 * import { Avatar, AvatarGroup } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const readers = AvatarGroup(Avatar({ name: "Ann" }), Avatar({ name: "Bob" }));
 * match(`${readers}`, /^<div class="ui-avatars"><span/);
 * ```
 */
export const AvatarGroup: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Div(withClass(attrs, "ui-avatars"), children)
);

/**
 * Makes the name of a key.
 *
 * @example
 * ```ts
 * import { Kbd } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(`${Kbd("Ctrl")}`, '<kbd class="ui-kbd">Ctrl</kbd>');
 * ```
 */
export const Kbd: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  KbdTag(withClass(attrs, "ui-kbd"), children)
);

/**
 * Makes gray lines in the place of what is not there yet.
 *
 * @example
 * ```ts
 * import { Skeleton } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * strictEqual(
 *   `${Skeleton({ lines: 2 })}`,
 *   '<div aria-hidden="true" class="ui-skeleton"><div></div><div></div></div>',
 * );
 * ```
 */
export const Skeleton: Component<SkeletonAttrs> = component((attrs: SkeletonAttrs) => {
  const { lines = 3, box, ...rest } = attrs;
  return Div(
    { aria_hidden: "true", ...withClass(rest, "ui-skeleton", box && "ui-skeleton-box") },
    Array.from({ length: box ? 1 : lines }, () => Div()),
  );
});

/**
 * Makes a ring that turns, with a name.
 *
 * @example
 * ```ts
 * import { Spinner } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(`${Spinner({ label: "Searching" })}`, /role="status"[^>]*><span[^>]*>Searching<\/span>/);
 * ```
 */
export const Spinner: Component<SpinnerAttrs> = component((attrs: SpinnerAttrs) => {
  const { label = word("loading"), shown, ...rest } = attrs;
  return Span(
    { role: "status", ...withClass(rest, "ui-spinner") },
    Span(label, { cls: !shown && "ui-hidden" }),
  );
});

/**
 * Makes a spinner that is shown only while htmx waits: its id goes into `hx_indicator`.
 *
 * @example
 * ```ts
 * import { Form, Input } from "@fasthtml/fasthtml";
 * import { Loading } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const form = Form(
 *   { hx_get: "/search", hx_indicator: "#busy" },
 *   Input({ name: "q" }),
 *   Loading({ id: "busy" }),
 * );
 * match(`${form}`, /class="ui-spinner ui-loading"/);
 * ```
 */
export const Loading: Component<SpinnerAttrs> = component((attrs: SpinnerAttrs) =>
  Spinner(withClass(attrs, "ui-loading"))
);

/**
 * Makes a bar of how much is done. Without a `value` it moves until there is one.
 *
 * @example
 * ```ts
 * import { Progress } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(`${Progress({ label: "Import", value: 30, max: 100 })}`, /<span>30 %<\/span>/);
 * ```
 */
export const Progress: Component<UiProgressAttrs> = component((attrs: UiProgressAttrs) => {
  const { label, text, tone, ...rest } = attrs;
  const { value, max = 1 } = rest;
  const percent = value == null ? undefined : `${Math.round(100 * Number(value) / Number(max))} %`;
  const id = toId("ui-progress", label);
  return Div(
    { cls: "ui-progress" },
    Div({ cls: "ui-progress-top" }, Span(label, { id }), Span(text ?? percent)),
    ProgressTag({ aria_labelledby: id, ...withClass(rest, "ui-bar", toneClass(tone)) }),
  );
});

/** The first letters of the first and the last word. */
function toInitials(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return ends.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

const AVATARS = TONES.filter((tone) => tone !== "neutral");

/** A tone for a name: always the same one. */
function toTone(name: string): Tone {
  return AVATARS[parseInt(toId("", name).slice(1), 36) % AVATARS.length]!;
}
