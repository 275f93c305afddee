/** A place to drop files on, which is a plain input for files, and shows how much has been sent. */
import { type Child, component, Div, Input, Label, P, Progress, Span, Ul } from "../../mod.ts";
import type { Component, InputAttrs } from "../../types.ts";
import { isShown, toIcon } from "./attrs.ts";
import { word } from "./messages.ts";

/** The attributes of {@linkcode DropZone}: its own, and those of its input. */
export interface DropZoneAttrs extends Omit<InputAttrs, "type" | "title"> {
  /** The name of the files in the form data. */
  name: string;
  /** What to do, in a few words. Default: `Drop files here, or browse`. */
  label?: Child;
  /** What may be sent: its kinds and sizes. */
  hint?: Child;
  /** Whether several files may be chosen. Default: false. */
  multiple?: boolean;
}

/**
 * Makes a place for files: they are dropped on it or chosen, and their names are shown. The
 * `<progress>` in it appears while htmx sends the form that it is in.
 *
 * @example
 * ```ts
 * import { fastApp, Form, P } from "@fasthtml/fasthtml";
 * import { Button, DropZone, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * const upload = rt.post("/upload", { files: [File] }, ({ files }) => P(`${files.length} files`));
 * rt.get("/", () =>
 *   Form(
 *     { action: upload, method: "post" },
 *     DropZone({ name: "files", multiple: true, hint: "Pictures of up to 2 MB" }),
 *     Button("Upload"),
 *   ));
 * match(await (await app.request("/")).text(), /id="files"[^>]*type="file"/);
 * ```
 */
export const DropZone: Component<DropZoneAttrs> = component((attrs: DropZoneAttrs) => {
  const {
    label = [word("dropFiles"), " ", Span(word("browse"))],
    hint,
    cls,
    ...rest
  } = attrs;
  const id = `${rest.id ?? rest.name}`;
  const described = [rest.aria_describedby, isShown(hint) && `${id}-hint`].filter(Boolean).join(
    " ",
  );
  return Div(
    { cls: ["ui-drop", cls] },
    toIcon("upload"),
    Label({ fr: id, cls: "ui-drop-text" }, label),
    isShown(hint) && P({ id: `${id}-hint`, cls: "ui-hint" }, hint),
    Input({ ...rest, id, type: "file", aria_describedby: described || undefined }),
    Ul({ cls: "ui-drop-files", hidden: true }),
    Progress({ cls: "ui-bar", max: 100, value: 0, hidden: true, aria_label: word("sent") }),
  );
});
