import { deepStrictEqual, strictEqual } from "node:assert";
import { fastApp, render } from "../../mod.ts";
import {
  Circle,
  G,
  LinearGradient,
  Path,
  Polygon,
  Rect,
  Stop,
  Svg,
  SvgInb,
  SvgOob,
  Text,
  transformd,
  Use,
} from "../../ext/svg.ts";

Deno.test("SVG elements and attributes keep their case", () => {
  strictEqual(
    `${LinearGradient({ gradientUnits: "userSpaceOnUse", id: "g" }, Stop({ stop_color: "red" }))}`,
    '<linearGradient gradientUnits="userSpaceOnUse" id="g"><stop stop-color="red"></stop></linearGradient>',
  );
});

Deno.test("SVG attributes are checked by the compiler", () => {
  // @ts-expect-error viewbox is no attribute of SVG; viewBox is
  Svg({ viewbox: "0 0 1 1" });
  // @ts-expect-error a circle has a radius, but no raduis
  Circle({ raduis: 1 });
});

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

Deno.test("Path() draws by commands, each path a new one", () => {
  const start = Path({ fill: "none" }).M(0, 0);
  strictEqual(`${start.L(1, 2).H(3).V(4).Z()}`, '<path d="M0 0 L1 2 H3 V4 Z" fill="none"></path>');
  strictEqual(
    `${start.A(1, 1, 0, 0, 1, 2, 2)}`,
    '<path d="M0 0 A1 1 0 0 1 2 2" fill="none"></path>',
  );
  strictEqual(`${Path("M1 1").with({ id: "p" })}`, '<path d="M1 1" id="p"></path>');
});

Deno.test("a path is a child, and what a handler returns", async () => {
  strictEqual(render(G(Path("M0 0"))), '<g><path d="M0 0"></path></g>');
  const { app, rt } = fastApp();
  rt("/", () => Path("M0 0"));
  const answer = await app.request("/", { headers: { "HX-Request": "true" } });
  strictEqual(await answer.text(), '<path d="M0 0"></path>');
});

Deno.test("transformd() writes functions in order", () => {
  deepStrictEqual(transformd({ translate: [1, 2], rotate: [45, 0, 0], scale: 2 }), {
    transform: "translate(1, 2) rotate(45, 0, 0) scale(2)",
  });
  deepStrictEqual(transformd({}), {});
});

Deno.test("Use() refers to an element or an address, never to a script", () => {
  strictEqual(`${Use({ href: G({ id: "a" }) })}`, '<use href="#a"></use>');
  strictEqual(
    `${Use({ "xlink:href": "javascript:alert(1)" })}`,
    '<use xlink:href="about:blank"></use>',
  );
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
