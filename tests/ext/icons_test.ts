import { deepStrictEqual, match, strictEqual, throws } from "node:assert";
import { Button, fastApp, P, Safe } from "../../mod.ts";
import { Icon, type IconName, makeIcons } from "../../ext/icons.ts";
import { Circle } from "../../ext/svg.ts";

const FRAME = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ' +
  'stroke-linecap="round" stroke-linejoin="round"';
const HIDDEN = 'aria-hidden="true" focusable="false"';

Deno.test("an icon in a page has the size and the colour of its text, and no name", async () => {
  const { app, rt } = fastApp();
  rt("/", () => Button(Icon("check"), " Save"));
  const response = await app.request("/", { headers: { "hx-request": "true" } });
  strictEqual(
    await response.text(),
    `<button><svg data-icon="check" width="1em" height="1em" ${FRAME} ${HIDDEN}>` +
      '<path d="M20 6 9 17l-5-5"/></svg> Save</button>',
  );
});

Deno.test("an icon with a label is an image of that name", () => {
  const named = (attrs: Parameters<typeof Icon>[1]) =>
    /stroke-linejoin="round" (.*?)>/.exec(`${Icon("check", attrs)}`)![1];
  const rest = 'focusable="false"';
  strictEqual(
    named({ label: 'Done & "ok"' }),
    `role="img" aria-label="Done &amp; &quot;ok&quot;" ${rest}`,
  );
  strictEqual(named({ aria_label: "Done" }), `role="img" ${rest} aria-label="Done"`);
  strictEqual(named({ "aria-labelledby": "a" }), `role="img" ${rest} aria-labelledby="a"`);
  strictEqual(named({ aria_labelledby: "a" }), `role="img" ${rest} aria-labelledby="a"`);
  strictEqual(named({ label: "" }), HIDDEN);
  strictEqual(named({ label: undefined }), HIDDEN);
});

Deno.test("attributes of an icon go to its <svg>, in place of those that it has", () => {
  strictEqual(
    `${Icon("minus", { size: 20, stroke_width: 1.5, cls: "big", id: "less", hx_get: "/less" })}`,
    `<svg data-icon="minus" width="20" height="20" ${FRAME.replace('"2"', '"1.5"')} ${HIDDEN} ` +
      'class="big" id="less" hx-get="/less"><path d="M5 12h14"/></svg>',
  );
  match(`${Icon("minus", { size: "1.5rem", height: 3 })}`, /width="1.5rem" height="3"/);
});

Deno.test("a name that an icon had before draws the icon of today", () => {
  strictEqual(`${Icon("x-circle")}`, `${Icon("circle-x")}`.replace("circle-x", "x-circle"));
});

const UNKNOWN: [name: unknown, message: string][] = [
  ["trsh", 'no icon has the name "trsh", expected "trash"'],
  ["Trash2", 'no icon has the name "Trash2", expected "trash-2"'],
  ["ArrowUpRight", 'no icon has the name "ArrowUpRight", expected "arrow-up-right"'],
  ["constructor", 'no icon has the name "constructor", expected "construction"'],
  ["#", 'no icon has the name "#", expected "x"'],
  ["plus\t", 'no icon has the name "plus\\t", expected "plus"'],
  [undefined, "no icon has the name undefined, expected one of https://lucide.dev/icons"],
  [7, "no icon has the name 7, expected one of https://lucide.dev/icons"],
];

Deno.test("an unknown name of JavaScript is an error that says the nearest", () => {
  for (const [name, message] of UNKNOWN) {
    throws(() => Icon(name as IconName), {
      name: "TypeError",
      message: `Cannot draw an icon: ${message}`,
    });
  }
});

Deno.test("a long name, as a client can send, is compared with none, and told in part", () => {
  const near = `between-horizontal-start${"x".repeat(17)}` as IconName;
  throws(() => Icon(near), /x", expected one of https/);
  const long = "x".repeat(1_000_000) as IconName;
  throws(() => Icon(long), ({ message }: Error) => message.length < 200);
});

Deno.test("a program's own icons come before lucide's", () => {
  const Own = makeIcons({ blob: Circle(4, 12, 12), check: Safe('<path d="M0 0h1"/>') });
  strictEqual(
    `${Own("blob", { size: 10 })}`,
    `<svg data-icon="blob" width="10" height="10" ${FRAME} ${HIDDEN}>` +
      '<circle cx="12" cy="12" r="4"></circle></svg>',
  );
  match(`${Own("check")}`, /<path d="M0 0h1"\/><\/svg>$/);
  strictEqual(`${Own("x")}`, `${Icon("x")}`);
  throws(() => Own("blobb" as "blob"), /expected "blob"$/);
});

Deno.test("names are checked by the compiler", () => {
  const Own = makeIcons({ blob: P() });
  // @ts-expect-error: it is "trash".
  const misspelt: IconName = "trsh";
  // @ts-expect-error: it is "blob".
  const own = () => Own("blobb");
  // @ts-expect-error: it is `label`.
  const attr = () => Icon("x", { labl: "Close" });
  const older: IconName = "x-circle";
  deepStrictEqual([misspelt, older, typeof own, typeof attr], [
    "trsh",
    "x-circle",
    "function",
    "function",
  ]);
});
