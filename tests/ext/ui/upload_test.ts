import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { DropZone } from "../../../ext/ui.ts";

Deno.test("a place for files is an input, described by its hint", () => {
  strictEqual(
    render(DropZone({ name: "f", multiple: true, label: "Here", hint: "PDF", cls: "own" })),
    '<div class="ui-drop own">' +
      '<svg data-icon="upload" width="1em" height="1em" viewBox="0 0 24 24" fill="none" str' +
      'oke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" a' +
      'ria-hidden="true" focusable="false" class="ui-icon"><path d="M12 3v12"/>' +
      '<path d="m17 8-5-5-5 5"/><path d="M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4"/></svg>' +
      '<label for="f" class="ui-drop-text">Here</label><p id="f-hint" class="ui-hint">PDF' +
      '</p><input name="f" multiple id="f" type="file" aria-describedby="f-hint">' +
      '<ul class="ui-drop-files" hidden></ul>' +
      '<progress class="ui-bar" max="100" value="0" hidden aria-label="Sent"></progress>' +
      "</div>",
  );
});
