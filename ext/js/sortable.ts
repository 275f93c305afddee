/** Lists that users sort by dragging. */
import { type Child, jsonForScript } from "../../mod.ts";
import { eachElement } from "./each_element.ts";
import { packages } from "./packages.ts";

/**
 * Makes the parts of a head that let users sort lists by dragging, with Sortable.
 * The list gets an `end` event when a drag ends: `Form(…, { cls: "sortable", hx_trigger: "end" })`.
 *
 * @example
 * ```ts
 * import { fastApp, Form, Hidden, P } from "@fasthtml/fasthtml";
 * import { SortableJS } from "@fasthtml/fasthtml/ext/js";
 *
 * const { rt } = fastApp({ hdrs: SortableJS() });
 * const sort = rt.post("/sort", { id: [Number] }, ({ id }) => P(`New order: ${id.join(", ")}`));
 * rt.get("/", () =>
 *   Form(
 *     { cls: "sortable", hx_post: sort, hx_trigger: "end", hx_target: "#order" },
 *     [1, 2, 3].map((id) => P(`Book ${id}`, Hidden(id, { name: "id" }))),
 *   ));
 * ```
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
