/** Videos of YouTube in a page. */
import { Div, type FT, Iframe } from "../../mod.ts";
import type { GlobalAttrs, IframeAttrs } from "../../types.ts";

/** Options of {@linkcode YouTubeEmbed}. Others go to the `<iframe>`. */
export interface YouTubeOptions extends IframeAttrs {
  /** The second at which the video starts. Default: 0. */
  startTime?: number;
  /** Whether the controls are hidden. Default: false. */
  noControls?: boolean;
}

/**
 * Shows a video of YouTube, which learns who watches it. Throws if the id is empty.
 *
 * @example
 * ```ts
 * import { YouTubeEmbed } from "@fasthtml/fasthtml/ext/js";
 * import { match } from "node:assert";
 *
 * const video = YouTubeEmbed("aqz-KE-bpKQ", { startTime: 30 });
 * match(`${video}`, /src="https:\/\/www\.youtube\.com\/embed\/aqz-KE-bpKQ\?start=30"/);
 * ```
 */
export function YouTubeEmbed(videoId: string, options: YouTubeOptions = {}): FT {
  if (typeof videoId !== "string" || videoId === "") {
    const found = JSON.stringify(videoId);
    throw new TypeError(`Cannot embed a video: the id is ${found}, expected a text`);
  }
  const { startTime = 0, noControls = false, cls, ...attrs } = options;
  const query = new URLSearchParams({
    ...(startTime > 0 && { start: `${startTime}` }),
    ...(noControls && { controls: "0" }),
  });
  const address = `https://www.youtube.com/embed/${encodeURIComponent(videoId)}`;
  return Div(
    { cls } as GlobalAttrs,
    Iframe({
      width: 560,
      height: 315,
      src: query.size > 0 ? `${address}?${query}` : address,
      title: "YouTube video player",
      // Obsolete, but a frame has a border without it where the page's style sheet says nothing.
      ...{ frameborder: "0" },
      allow: "accelerometer; autoplay; clipboard-write; encrypted-media; gyroscope; " +
        "picture-in-picture; web-share",
      referrerpolicy: "strict-origin-when-cross-origin",
      allowfullscreen: true,
      ...attrs,
    }),
  );
}
