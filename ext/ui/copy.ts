/** A button that copies a text of the page. */
import type { Component } from "../../types.ts";
import { Button as ButtonTag, component, Span } from "../../mod.ts";
import { toIcon } from "./attrs.ts";
import { type UiButtonAttrs, withLook } from "./button.ts";
import { word } from "./messages.ts";

/** The attributes of {@linkcode CopyButton}. */
export interface CopyButtonAttrs extends Omit<UiButtonAttrs, "busy" | "icon"> {
  /** The id of the element whose text it copies. */
  from: string;
  /** What it says. Default: `Copy`. */
  label?: string;
  /** What it says after that. Default: `Copied`. */
  done?: string;
}

/**
 * Makes a button that copies the text of an element. Without scripts it is not shown.
 *
 * @example
 * ```ts
 * import { Code } from "@fasthtml/fasthtml";
 * import { CopyButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const key = [Code("fh_7Q2x", { id: "key" }), CopyButton({ from: "key" })];
 * match(key.join(""), /data-ui-copy="key"/);
 * ```
 */
export const CopyButton: Component<CopyButtonAttrs> = component((attrs: CopyButtonAttrs) => {
  const { from, label = word("copy"), done = word("copied"), cls, ...rest } = attrs;
  const own = { type: "button", data_ui_copy: from, data_ui_done: done } as const;
  const look = withLook({
    variant: "ghost" as const,
    size: "sm" as const,
    ...rest,
    cls: ["ui-scripted", cls],
  });
  return ButtonTag({ ...own, ...look }, toIcon("copy"), Span(label, { aria_live: "polite" }));
});
