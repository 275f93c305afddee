/** Pictures: one after the other, and large ones over the page. */
import {
  A,
  Button as ButtonTag,
  type Child,
  component,
  Dialog,
  Div,
  Figcaption,
  Figure,
  Fragment,
  Img,
  say,
} from "../../mod.ts";
import type { Component, DialogAttrs, GlobalAttrs } from "../../types.ts";
import { isShown, toId, withClass } from "./attrs.ts";
import { IconButton } from "./button.ts";
import { word } from "./messages.ts";

/** The attributes of {@linkcode Carousel}. */
export interface CarouselAttrs extends GlobalAttrs {
  /** What it shows, for screen readers. */
  label: string;
  /** Whether the next slide is seen, too. Default: false. */
  peek?: boolean;
}

/** A picture of a {@linkcode Lightbox}. */
export interface LightboxImage {
  /** The URL. */
  src: string;
  /** What is on it. */
  alt: string;
  /** The URL of a small one. Default: `src`. */
  thumb?: string;
  /** A sentence below it. */
  caption?: Child;
}

/** The attributes of {@linkcode Lightbox}. */
export interface LightboxAttrs extends GlobalAttrs {
  /** What the pictures are of. */
  label: string;
  /** The pictures. */
  images: readonly LightboxImage[];
}

/**
 * Makes slides that are pushed aside, each child one, with a link to each below.
 *
 * @example
 * ```ts
 * import { Img } from "@fasthtml/fasthtml";
 * import { Carousel } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const slides = Carousel(
 *   { label: "Rooms" },
 *   Img({ src: "/1.jpg", alt: "Kitchen" }),
 *   Img({ src: "/2.jpg", alt: "Garden" }),
 * );
 * match(`${slides}`, /aria-label="Rooms"/);
 * ```
 */
export const Carousel: Component<CarouselAttrs> = component((attrs: CarouselAttrs, children) => {
  const { label, peek, ...rest } = attrs;
  const slides = children.flat().filter((child) => isShown(child as Child));
  const id = `${rest.id ?? toId("ui-slides", label)}`;
  return Div(
    {
      ...rest,
      id,
      role: "group",
      aria_roledescription: word("carousel"),
      aria_label: label,
    },
    Div(
      {
        cls: ["ui-carousel", peek && "ui-carousel-peek"],
        tabindex: "0",
        role: "region",
        aria_label: label,
      },
      slides.map((slide, at) => Div({ id: `${id}-${at + 1}` }, slide as Child)),
    ),
    Div(
      { cls: "ui-carousel-dots" },
      slides.map((_, at) =>
        A({
          href: `#${id}-${at + 1}`,
          data_ui_slide: true,
          aria_current: at === 0 ? "true" : undefined,
          aria_label: word("slide", { n: at + 1, most: slides.length }),
        })
      ),
    ),
  );
});

/**
 * Makes small pictures that open large ones, between which one goes on.
 *
 * @example
 * ```ts
 * import { Lightbox } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const pictures = Lightbox({
 *   label: "Garden",
 *   images: [{ src: "/roses.jpg", thumb: "/roses_small.jpg", alt: "Roses" }],
 * });
 * match(`${pictures}`, /<img src="\/roses_small\.jpg" alt="Roses" loading="lazy">/);
 * ```
 */
export const Lightbox: Component<LightboxAttrs> = component((attrs: LightboxAttrs) => {
  const { label, images, ...rest } = attrs;
  const id = `${rest.id ?? toId("ui-pictures", label)}`;
  return Fragment(
    Div(
      { ...withClass(rest, "ui-thumbs"), id },
      images.map(({ src, alt, thumb = src }, at) =>
        ButtonTag(
          {
            type: "button",
            commandfor: `${id}-all`,
            command: "show-modal",
            data_ui_slide: `${id}-${at + 1}`,
          },
          Img({ src: thumb, alt, loading: "lazy" }),
        )
      ),
    ),
    Dialog(
      {
        id: `${id}-all`,
        cls: "ui-dialog ui-lightbox",
        closedby: "any",
        aria_label: label,
      } as DialogAttrs,
      Div(
        { cls: "ui-dialog-head" },
        Div({ cls: "ui-muted" }, label),
        IconButton({
          type: "button",
          icon: "x",
          label: say({ key: "close" }),
          size: "sm",
          commandfor: `${id}-all`,
          command: "close",
        }),
      ),
      Div(
        { cls: "ui-dialog-body" },
        Div(
          { cls: "ui-carousel", tabindex: "0", role: "region", aria_label: label },
          images.map(({ src, alt, caption }, at) =>
            Figure(
              { id: `${id}-${at + 1}` },
              Img({ src, alt, loading: "lazy" }),
              isShown(caption) && Figcaption(caption),
            )
          ),
        ),
      ),
    ),
  );
});
