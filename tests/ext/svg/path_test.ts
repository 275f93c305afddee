import { strictEqual } from "node:assert";
import { fastApp, render } from "../../../mod.ts";
import { G, Path } from "../../../ext/svg.ts";

Deno.test("Path() draws by commands, each path a new one", () => {
  const start = Path({ fill: "none" }).M(0, 0);
  strictEqual(`${start.L(1, 2).H(3).V(4).Z()}`, '<path d="M0 0 L1 2 H3 V4 Z" fill="none"></path>');
  strictEqual(
    `${start.A(1, 1, 0, 0, 1, 2, 2)}`,
    '<path d="M0 0 A1 1 0 0 1 2 2" fill="none"></path>',
  );
  strictEqual(`${Path("M1 1").with({ id: "p" })}`, '<path d="M1 1" id="p"></path>');
});

Deno.test("Path() has each command of SVG, with its numbers in order", () => {
  const path = Path().M(1, 2).L(3, 4).H(5).V(6).C(1, 2, 3, 4, 5, 6).S(1, 2, 3, 4)
    .Q(1, 2, 3, 4).T(1, 2).A(1, 2, 3, 0, 1, 4, 5).Z();
  const d = "M1 2 L3 4 H5 V6 C1 2 3 4 5 6 S1 2 3 4 Q1 2 3 4 T1 2 A1 2 3 0 1 4 5 Z";
  strictEqual(`${path}`, `<path d="${d}"></path>`);
});

Deno.test("a path is a child, and what a handler returns", async () => {
  strictEqual(render(G(Path("M0 0"))), '<g><path d="M0 0"></path></g>');
  const { app, rt } = fastApp();
  rt("/", () => Path("M0 0"));
  const answer = await app.request("/", { headers: { "HX-Request": "true" } });
  strictEqual(await answer.text(), '<path d="M0 0"></path>');
});
