/** What components share: classes, tones, sizes, icons, and ids that are the same in each process. */
import { type Child, FT } from "../../mod.ts";
import type { ClassValue, GlobalAttrs, Nothing } from "../../types.ts";
import { Icon, type IconName } from "../icons.ts";
import type { Tone } from "./roles.ts";

/** A size of a component. */
export type Size = "sm" | "md" | "lg";

/** An icon: the name of one of lucide's, or an element. */
export type IconValue = IconName | FT | Nothing;

/** The attributes of every element, without `title`, which is a part of the component. */
export interface PartAttrs extends Omit<GlobalAttrs, "title"> {}

/** Puts the classes of a component before those of the program. */
export function withClass<A extends { cls?: ClassValue }>(
  attrs: A,
  ...own: ClassValue[]
): A & { cls: ClassValue } {
  return { ...attrs, cls: [...own, attrs.cls] };
}

/** The class of a tone. */
export function toneClass(tone: Tone | Nothing): string | undefined {
  return tone ? `ui-tone-${tone}` : undefined;
}

/** The class of a size, where it is not that of most. */
export function sizeClass(size: Size | Nothing): string | undefined {
  return size && size !== "md" ? `ui-size-${size}` : undefined;
}

/** Draws an icon in the size of the text beside it. */
export function toIcon(icon: IconValue): Child {
  if (!icon) return undefined;
  return icon instanceof FT ? icon.with({ cls: "ui-icon" }) : Icon(icon, { cls: "ui-icon" });
}

/** Whether a child shows anything. */
export function isShown(child: Child): boolean {
  if (child === null || child === undefined || typeof child === "boolean" || child === "") {
    return false;
  }
  return !(Array.isArray(child) && !child.some(isShown));
}

/** An id of a text: the same in every process, and in every response to the same request. */
export function toId(prefix: string, ...texts: unknown[]): string {
  let hash = 0x811c9dc5;
  for (const letter of texts.map(String).join("\n")) {
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return `${prefix}-${hash.toString(36)}`;
}
