import { deepStrictEqual, throws } from "node:assert";
import { Circle, Ellipse, Line, Path, Rect } from "../../../ext/svg.ts";

Deno.test("shapes take as many values as FastHTML's, none for null, and no more", () => {
  deepStrictEqual(
    [
      Rect(1, 2, 3, 4, "red", "blue", 5, 6, 7),
      Circle(5, 1, 2, "red", "blue", 3),
      Circle(5, null, undefined, null, "blue"),
      Ellipse(5, 6, 1, 2, "red", "blue", 3, { id: "e" }),
      Line(1, 2, 3, 4, "red", null, 5),
      Path("M0 0", "none", "blue", 3),
    ].map(String),
    [
      '<rect x="3" y="4" width="1" height="2" fill="red" stroke="blue" stroke-width="5" rx="6" ry="7"></rect>',
      '<circle cx="1" cy="2" r="5" fill="red" stroke="blue" stroke-width="3"></circle>',
      '<circle cx="0" cy="0" r="5" stroke="blue"></circle>',
      '<ellipse cx="1" cy="2" rx="5" ry="6" fill="red" stroke="blue" stroke-width="3" id="e"></ellipse>',
      '<line x1="1" y1="2" x2="3" y2="4" stroke="red" stroke-width="5"></line>',
      '<path d="M0 0" fill="none" stroke="blue" stroke-width="3"></path>',
    ],
  );
  throws(() => Circle(5, 1, 2, "red", "blue", 3, 4), {
    name: "TypeError",
    message: "Cannot make <circle>: 7 values before attributes and children, " +
      "expected at most 6: r, cx, cy, fill, stroke, stroke_width",
  });
});
