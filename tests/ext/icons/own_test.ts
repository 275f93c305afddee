import { deepStrictEqual, throws } from "node:assert";
import { Safe } from "../../../mod.ts";
import { Circle, Svg } from "../../../ext/svg.ts";
import { LUCIDE, toDrawing } from "../../../ext/icons/own.ts";

function drawn(icon: Parameters<typeof toDrawing>[1]) {
  const { frame, shapes } = toDrawing("own", icon);
  return { frame, shapes: `${shapes}` };
}

Deno.test("shapes alone are drawn as lucide draws", () => {
  deepStrictEqual(drawn(Circle(4, 12, 12)), {
    frame: LUCIDE,
    shapes: '<circle cx="12" cy="12" r="4"></circle>',
  });
  deepStrictEqual(drawn([Safe("<path/>"), Safe("<g></g>")]).shapes, "<path/><g></g>");
});

Deno.test("the text of a file keeps its square and its colours, not its size and its name", () => {
  const file = `<?xml version="1.0"?>
<!-- by Acme -->
<svg xmlns="http://www.w3.org/2000/svg" width="99" role="img" class="a" viewBox='0 0 16 9'
  fill="none" stroke-width="1" fill-rule="evenodd"><title>Acme</title><path d="M0 0"/></svg>
`;
  deepStrictEqual(drawn(Safe(file)), {
    frame: { viewBox: "0 0 16 9", fill: "none", "stroke-width": "1", "fill-rule": "evenodd" },
    shapes: '<path d="M0 0"/>',
  });
});

Deno.test("a drawing without colours has that of the text; its square may be its size", () => {
  const frame = { viewBox: "0 0 20 10", fill: "currentColor" };
  deepStrictEqual(drawn(Safe('<svg width="20" height="10"><path/></svg>')).frame, frame);
  deepStrictEqual(drawn(Svg({ w: 20, h: 10 }, Circle(2))).frame, frame);
  deepStrictEqual(drawn(Safe('<svg stroke="red" viewBox="0 0 1 1"><path/></svg>')).frame, {
    viewBox: "0 0 1 1",
    stroke: "red",
  });
  deepStrictEqual(drawn(Safe("<svg><path/></svg>")).frame.viewBox, "0 0 24 24");
});

Deno.test("what is no drawing is an error that names the icon", () => {
  const message = (found: string) =>
    `Cannot draw the icon "own": ${found}, expected elements of SVG or Safe("<svg …")`;
  throws(() => drawn("icons/own.svg"), { name: "TypeError", message: message('"icons/own.svg"') });
  throws(() => drawn(undefined), { message: message('""') });
  throws(() => drawn(Promise.resolve("<p>")), { message: message("a promise") });
});
