/** Lists that users sort by dragging. */
import { type Child, jsonForScript } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that let users sort lists by dragging, with Sortable.
 * The list gets an `end` event when a drag ends: `Form(…, { cls: "sortable", hx_trigger: "end" })`.
 */
export function SortableJS(
  sel: string = ".sortable",
  ghostClass: string = "blue-background-class",
): Child {
  const sortable = packages.sortable();
  return eachElement(
    sel,
    `Sortable.create(e, { ghostClass: ${jsonForScript(ghostClass)} });`,
    [sortable],
    (file) => `import Sortable from ${file(sortable, "modular/sortable.esm.js")};`,
  );
}
