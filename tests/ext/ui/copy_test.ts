import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { CopyButton } from "../../../ext/ui.ts";

Deno.test("a copy button names what it copies, and what it says after that", () => {
  strictEqual(
    render(CopyButton({ from: "code", label: "Kopieren", done: "Kopiert" })),
    '<button type="button" data-ui-copy="code" data-ui-done="Kopiert" class="ui-button ui' +
      '-button-ghost ui-tone-neutral ui-size-sm ui-scripted">' +
      '<svg data-icon="copy" width="1em" height="1em" viewBox="0 0 24 24" fill="none" strok' +
      'e="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" ari' +
      'a-hidden="true" focusable="false" class="ui-icon">' +
      '<rect width="14" height="14" x="8" y="8" rx="2" ry="2"/>' +
      '<path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2"/></svg>' +
      '<span aria-live="polite">Kopieren</span></button>',
  );
});
