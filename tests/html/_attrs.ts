import { tags } from "../../lib/html/mod.ts";

/** The attributes of an element as they are written, each with the space before it. */
export function attrs(values: object): string {
  return `${tags.X(values as never)}`.slice("<x".length, -"></x>".length);
}
