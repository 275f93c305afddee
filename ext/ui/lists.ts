/** Facts, events and messages, one below the other. */
import { type Child, component, Dd, Div, Dl, Dt, Li, Ol, P, Span, Time } from "../../mod.ts";
import type { Component, GlobalAttrs } from "../../types.ts";
import { type IconValue, isShown, type PartAttrs, toIcon, toneClass, withClass } from "./attrs.ts";
import { Avatar } from "./parts.ts";
import type { Tone } from "./roles.ts";

/** The attributes of {@linkcode DescriptionList}. */
export interface DescriptionListAttrs extends GlobalAttrs {
  /** What is said of what. */
  items: Readonly<Record<string, Child>>;
}

/** The attributes of {@linkcode TimelineItem}. */
export interface TimelineItemAttrs extends PartAttrs {
  /** What happened. */
  title: Child;
  /** When, as users read it. */
  time?: Child;
  /** When, for machines: such as `2026-11-22T18:00Z`. */
  datetime?: string;
  /** The icon of its mark. Default: a dot. */
  icon?: IconValue;
  /** The color of its mark. Default: `neutral`. */
  tone?: Tone;
}

/** The attributes of {@linkcode ChatBubble}. */
export interface ChatBubbleAttrs extends GlobalAttrs {
  /** Who says it. */
  name?: string;
  /** When, as users read it. */
  time?: Child;
  /** Whether it is said by the user: on the other side, and colored. Default: false. */
  mine?: boolean;
  /** The URL of a picture of who says it. */
  src?: string;
}

/**
 * Makes a list of names and values, beside each other where there is room.
 *
 * @example
 * ```ts
 * import { DescriptionList } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${DescriptionList({ items: { Author: "Jane Austen", Pages: 474 } })}`,
 *   /<dt>Author<\/dt><dd>Jane Austen<\/dd>/,
 * );
 * ```
 */
export const DescriptionList: Component<DescriptionListAttrs> = component(
  (attrs: DescriptionListAttrs) => {
    const { items, ...rest } = attrs;
    const rows = Object.entries(items).map(([name, value]) => Div(Dt(name), Dd(value)));
    return Dl(withClass(rest, "ui-facts"), rows);
  },
);

/**
 * Makes a list of events, the children of which are {@linkcode TimelineItem}s.
 *
 * @example
 * ```ts
 * import { Timeline, TimelineItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const steps = Timeline(
 *   TimelineItem({ title: "Ordered", time: "Monday" }),
 *   TimelineItem({ title: "Sent", time: "Tuesday", tone: "success" }),
 * );
 * match(`${steps}`, /^<ol class="ui-timeline"><li>/);
 * ```
 */
export const Timeline: Component<GlobalAttrs> = component((attrs: GlobalAttrs, children) =>
  Ol(withClass(attrs, "ui-timeline"), children)
);

/**
 * Makes an event of a {@linkcode Timeline}.
 *
 * @example
 * ```ts
 * import { TimelineItem } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${TimelineItem({ title: "Sent", time: "Tuesday", datetime: "2026-11-24" })}`,
 *   /<p>Sent<\/p><time datetime="2026-11-24">Tuesday<\/time>/,
 * );
 * ```
 */
export const TimelineItem: Component<TimelineItemAttrs> = component(
  (attrs: TimelineItemAttrs, children) => {
    const { title, time, datetime, icon, tone = "neutral", ...rest } = attrs;
    return Li(
      rest,
      Span({ cls: ["ui-timeline-mark", toneClass(tone)], aria_hidden: "true" }, toIcon(icon)),
      Div(
        Div({ cls: "ui-timeline-top" }, P(title), isShown(time) && Time({ datetime }, time)),
        children.some(isShown) && Div({ cls: "ui-muted" }, children),
      ),
    );
  },
);

/**
 * Makes a message of a conversation.
 *
 * @example
 * ```ts
 * import { ChatBubble } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(
 *   `${ChatBubble({ name: "Ann", time: "12:04" }, "Hello!")}`,
 *   /Ann · 12:04<\/div><div class="ui-chat-text ui-flow">Hello!<\/div>/,
 * );
 * ```
 */
export const ChatBubble: Component<ChatBubbleAttrs> = component(
  (attrs: ChatBubbleAttrs, children) => {
    const { name, time, mine, src, ...rest } = attrs;
    const hasTop = name !== undefined || isShown(time);
    return Div(
      withClass(rest, "ui-chat", mine && "ui-chat-mine"),
      !mine && name !== undefined && Avatar({ name, src, aria_hidden: "true" }),
      hasTop &&
        Div({ cls: "ui-chat-top" }, name, name !== undefined && isShown(time) && " · ", time),
      Div({ cls: "ui-chat-text ui-flow" }, children),
    );
  },
);
