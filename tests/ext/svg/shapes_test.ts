import { deepStrictEqual, strictEqual } from "node:assert";
import { fastApp } from "../../../mod.ts";
import {
  Circle,
  Ellipse,
  ftSvg,
  G,
  Line,
  Polygon,
  Polyline,
  Rect,
  Svg,
  SvgInb,
  SvgOob,
  Text,
  transformd,
} from "../../../ext/svg.ts";

Deno.test("Svg() takes its viewBox from width and height", () => {
  const xmlns = 'xmlns="http://www.w3.org/2000/svg"';
  strictEqual(
    `${Svg({ h: 10, w: 20 })}`,
    `<svg ${xmlns} viewBox="0 0 20 10" width="20" height="10"></svg>`,
  );
  strictEqual(
    `${Svg({ viewBox: "0 0 5 5" }, G())}`,
    `<svg ${xmlns} viewBox="0 0 5 5"><g></g></svg>`,
  );
});

Deno.test("shapes take their measures first, or by name, and attributes and children after", () => {
  const rect = '<rect x="0" y="0" width="10" height="20" fill="red"></rect>';
  strictEqual(`${Rect(10, 20, { fill: "red" })}`, rect);
  strictEqual(`${Rect({ width: 10, height: 20, fill: "red" })}`, rect);
  strictEqual(
    `${Circle(5, 1, 2, Text("t"))}`,
    '<circle cx="1" cy="2" r="5"><text x="0" y="0">t</text></circle>',
  );
  strictEqual(
    `${Polygon([0, 0], [1.5, 2], { id: "p" })}`,
    '<polygon points="0,0 1.5,2" id="p"></polygon>',
  );
});

Deno.test("shapes without measures are at the origin, and those of points have none", () => {
  const shapes = [
    Rect(),
    Circle(),
    Ellipse(),
    Line(),
    Text("t"),
    Polyline(),
    Polygon(),
    Svg({ w: 1 }),
  ];
  deepStrictEqual(shapes.map(String), [
    '<rect x="0" y="0"></rect>',
    '<circle cx="0" cy="0"></circle>',
    '<ellipse cx="0" cy="0"></ellipse>',
    '<line x1="0" y1="0" x2="0" y2="0"></line>',
    '<text x="0" y="0">t</text>',
    "<polyline></polyline>",
    "<polygon></polygon>",
    '<svg xmlns="http://www.w3.org/2000/svg" width="1"></svg>',
  ]);
});

Deno.test("Ellipse(), Line() and Polyline() take all of their measures", () => {
  deepStrictEqual(
    [
      Ellipse(1, 2, 3, 4, "red"),
      Line(1, 2, 3, 4, "red", 5),
      Line({ x1: 1, y1: 2, x2: 3, y2: 4, w: 5 }),
      Polyline([0, 1], [2, -3], Text("t")),
      ftSvg("hatch", { id: "h" }, G()),
    ].map(String),
    [
      '<ellipse cx="3" cy="4" rx="1" ry="2" fill="red"></ellipse>',
      '<line x1="1" y1="2" x2="3" y2="4" stroke="red" stroke-width="5"></line>',
      '<line x1="1" y1="2" x2="3" y2="4" stroke-width="5"></line>',
      '<polyline points="0,1 2,-3"><text x="0" y="0">t</text></polyline>',
      '<hatch id="h"><g></g></hatch>',
    ],
  );
});

Deno.test("transformd() writes functions in order", () => {
  deepStrictEqual(transformd({ translate: [1, 2], rotate: [45, 0, 0], scale: 2 }), {
    transform: "translate(1, 2) rotate(45, 0, 0) scale(2)",
  });
  deepStrictEqual(transformd({}), {});
});

Deno.test("SvgOob() and SvgInb() wrap shapes for htmx", async () => {
  strictEqual(
    `${SvgOob(Circle(1, { id: "c", hx_swap_oob: true }))}`,
    '<template><svg xmlns="http://www.w3.org/2000/svg"><circle cx="0" cy="0" r="1" id="c" hx-swap-oob="true"></circle></svg></template>',
  );
  const { app, rt } = fastApp();
  rt("/", () => SvgInb(Circle(1)));
  strictEqual((await app.request("/")).headers.get("hx-reselect"), "svg>*");
});

Deno.test("a shape by its attributes has children, too", () => {
  strictEqual(
    `${Rect({ width: 1, x: 2 }, Text("t"))}`,
    '<rect x="2" y="0" width="1"><text x="0" y="0">t</text></rect>',
  );
});
