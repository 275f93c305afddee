import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { A, Div, HREF, Iframe, Input, Safe, tags } from "../../lib/html/mod.ts";
import { parseFragment } from "parse5";
import { attrs } from "./_attrs.ts";

// The first test here: no class was written before it.
Deno.test("attrToHtml() writes an empty class, and each class anew", () => {
  strictEqual(attrs({ cls: "" }), ' class=""');
  strictEqual(attrs({ cls: "a" }), ' class="a"');
  strictEqual(attrs({ cls: "" }), ' class=""');
  strictEqual(attrs({ cls: "a" }) + attrs({ cls: "a" }), ' class="a" class="a"');
});

Deno.test("attrToHtml() writes a value, the name alone, or nothing", () => {
  strictEqual(
    attrs({ a: true, b: false, c: null, d: undefined, e: 0, f: "", g: 1n }),
    ' a e="0" f="" g="1"',
  );
  strictEqual(
    attrs({ aria_hidden: true, aria_busy: false, draggable: false }),
    ' aria-hidden="true" aria-busy="false" draggable="false"',
  );
  strictEqual(
    attrs({ hx_push_url: true, hx_boost: false, hx_swap_oob: true }),
    ' hx-push-url="true" hx-boost="false" hx-swap-oob="true"',
  );
  strictEqual(attrs({ hx_swap_oob: false }), "");
  strictEqual(attrs({ a: Safe('&nbsp;"') }), ' a="&nbsp;&quot;"');
});

Deno.test("attrToHtml() takes lists, sets and { word: isOn } for class", () => {
  strictEqual(
    attrs({ cls: ["a b", null, false, ["c", { d: 1, e: 0 }], new Set(["f"]), 1n] }),
    ' class="a b c d f 1"',
  );
  strictEqual(attrs({ cls: { a: true, "b:c": true, d: undefined } }), ' class="a b:c"');
  strictEqual(attrs({ cls: [] }), "");
  strictEqual(attrs({ cls: ["a", "", undefined, Safe("b"), "c"] }), ' class="a b c"');
  strictEqual(
    attrs({ "class:x": "first" }) + attrs({ cls: "first" }),
    ' class:x="first" class="first"',
  );
});

Deno.test("attrToHtml() takes { property: value } for style, and leaves out what would do more", () => {
  strictEqual(
    attrs({ style: { fontSize: "1px", "--x": 2, margin_top: 0, color: null, zIndex: 1n } }),
    ' style="font-size:1px; --x:2; margin-top:0; z-index:1"',
  );
  strictEqual(attrs({ style: ["a:b", null, "c:d"] }), ' style="a:b; c:d"');
  strictEqual(
    attrs({ style: { "--mainColor": "red", "--a_b": 1, borderTopColor: 2, margin: ["1px", 0] } }),
    ' style="--mainColor:red; --a_b:1; border-top-color:2; margin:1px 0"',
  );
  strictEqual(attrs({ style: { color: null } }) + attrs({ style: [] }), "");
  for (
    const value of [
      "red;color:blue",
      "url(//evil.example)",
      "url(https://e.x)",
      "a/*",
      "\\75rl(x)",
      "a}",
    ]
  ) {
    strictEqual(attrs({ style: { background: value, color: "red" } }), ' style="color:red"');
  }
  strictEqual(
    attrs({ style: { background: Safe("url(https://e.x)") } }),
    ' style="background:url(https://e.x)"',
  );
  for (const property of ["a:b", "", "a b", "é"]) {
    throws(() => attrs({ style: { [property]: "c" } }), {
      message: `Cannot write attribute "style": the property is ${JSON.stringify(property)}, ` +
        "expected letters, digits and -",
    });
  }
});

Deno.test("attrToHtml() takes objects as JSON for hx_vals and hx_headers", () => {
  strictEqual(
    attrs({ hx_vals: { a: 1, b: '"' } }),
    ' hx-vals="{&quot;a&quot;:1,&quot;b&quot;:&quot;\\&quot;&quot;}"',
  );
  strictEqual(
    attrs({ hx_headers: Object.assign(Object.create(null), { a: 1 }) }),
    ' hx-headers="{&quot;a&quot;:1}"',
  );
  strictEqual(attrs({ hx_vals: ["a", "b"] }), ' hx-vals="a b"');
});

Deno.test("attrToHtml() takes an element for its id", () => {
  const list = Div({ id: "list" });
  strictEqual(
    attrs({ hx_target: list, fr: list, href: list }),
    ' hx-target="#list" for="list" href="#list"',
  );
  strictEqual(
    attrs({ target_id: "list" }) + attrs({ target_id: list }),
    ' hx-target="#list" hx-target="#list"',
  );
  strictEqual(attrs({ aria_describedby: [list, "more"] }), ' aria-describedby="list more"');
  strictEqual(
    attrs({ target_id: 7 }) + attrs({ target_id: 7n }) +
      [7, 7n].map((id) => `${tags.X({ target_id: id }, { id })}`).join(""),
    ' hx-target="#7" hx-target="#7"' +
      '<x hx-target="#7" id="7"></x><x hx-target="#7" id="7"></x>',
  );
  strictEqual(attrs({ target_id: false }), "");
  strictEqual(attrs({ hx_vals: list, style: list }), ' hx-vals="list" style="list"');
  throws(() => attrs({ hx_target: Div() }), {
    message: 'Cannot write attribute "hx-target": the element has no id, expected one to refer to',
  });
});

Deno.test("attrToHtml() takes a route for its URL", () => {
  const route = Object.assign(() => "page", { [HREF]: () => "/list?a=1&b=2" });
  strictEqual(
    attrs({ href: route, hx_get: route }),
    ' href="/list?a=1&amp;b=2" hx-get="/list?a=1&amp;b=2"',
  );
  strictEqual(attrs({ hx_vals: route }), ' hx-vals="/list?a=1&amp;b=2"');
});

Deno.test("attrToHtml() rejects other values by name, and says what it takes", () => {
  const expected = {
    title: "text, a number, a boolean or a list of words",
    href: "text or a route",
    values: "text, a number or a list of words",
    srcdoc: "Safe(html)",
    class: "text, a list or { word: isOn }",
    style: "text, a list or { property: value }",
    "hx-vals": "text or an object",
    "hx-target": "text or an element with an id",
  };
  const values: [found: string, value: unknown][] = [
    ["Date", new Date()],
    ["Promise", Promise.resolve()],
    ["object without a prototype", Object.create(null)],
    ["object", Object.create(Object.create(null))],
    ["object", new (class {})()],
    ["function named", function named() {}],
    ["function", [() => 1][0]],
    ["symbol", Symbol("s")],
    ["Date", ["a", new Date()]],
  ];
  for (const [name, wanted] of Object.entries(expected)) {
    for (const [found, value] of values) {
      // A request's data has no prototype: as JSON it is harmless.
      if (name === "hx-vals" && typeof value === "object" && !Array.isArray(value)) continue;
      throws(() => attrs({ [name]: value }), {
        name: "TypeError",
        message: `Cannot write attribute "${name}": the value is ${found}, expected ${wanted}`,
      });
    }
  }
  throws(() => attrs({ title: {} }), /the value is Object, expected text, a number/);
  throws(() => attrs({ target_id: {} }), {
    message: 'Cannot write attribute "hx-target": the value is Object, ' +
      "expected text or an element with an id",
  });
});

Deno.test("attrToHtml() replaces a URL that would run a script, in every attribute that takes one", () => {
  const bad = [
    "javascript:alert(1)",
    "JavaScript:x",
    "java\tscript:x",
    "\x01javascript:x",
    " vbscript:x",
    "data:text/html,<script>",
    "javascript:a:b",
    "VBScript:x",
  ];
  for (
    const name of [
      "href",
      "src",
      "action",
      "formaction",
      "data",
      "xlink:href",
      "hx_get",
      "hx_post",
      "HREF",
      "formAction",
      "hx-get:inherited",
      "hx-get:",
    ]
  ) {
    for (const url of bad) {
      strictEqual(`${tags.X({ [name]: url })}`.includes('="about:blank"'), true, `${name} ${url}`);
    }
  }
  const route = { [HREF]: () => "javascript:x" };
  strictEqual(
    `${A({ href: route })}${A({ href: Safe("javascript:x") })}`,
    '<a href="about:blank"></a><a href="javascript:x"></a>',
  );
  for (const name of ["data_href", "hrefs", "src_x", "xhx-get", "hx-gets", "into", "to-x"]) {
    strictEqual(attrs({ [name]: bad[0] }), ` ${name.replace("_", "-")}="${bad[0]}"`);
  }
  for (const url of ["/a:b", "https://x.y/", "mailto:a@b", "#javascript:", "?a=data:"]) {
    strictEqual(attrs({ href: url }), ` href="${url}"`);
  }
});

Deno.test("attrToHtml() keeps an animation from moving a URL to a script", () => {
  for (const name of ["from", "to", "by", "values"]) {
    for (const url of ["javascript:x", "#a; java\tscript:x;#b"]) {
      const html = `${tags.Animate({ attributeName: "href", [name]: url })}`;
      strictEqual(/script:/.test(html) || !html.includes("about:blank"), false, `${name} ${url}`);
    }
    strictEqual(attrs({ [name]: "0; data:image/png" }), ` ${name}="0; data:image/png"`);
  }
  strictEqual(attrs({ values: Safe("javascript:x") }), ' values="javascript:x"');
});

Deno.test("attrToHtml() takes a document that is Safe for srcdoc, and holds it as it is", () => {
  throws(() => attrs({ srcdoc: "<script>" }), {
    message: 'Cannot write attribute "srcdoc": the value is string, expected Safe(html)',
  });
  throws(() => attrs({ srcdoc: ["<script>"] }), /expected Safe/);
  // @ts-expect-error -- text can come from a user, and a document runs its scripts
  Iframe({ srcdoc: "<p>" });
  const html = `${Div("1 < 2", { title: '"' })}`;
  const [iframe] = parseFragment(`${Iframe({ srcdoc: Safe(html) })}`).childNodes;
  deepStrictEqual("attrs" in iframe && iframe.attrs, [{ name: "srcdoc", value: html }]);
});

Deno.test("attrToHtml() takes data: URLs for what is seen or heard", () => {
  const url = "data:image/png;base64,AA==";
  for (const tag of ["img", "audio", "video", "source", "track", "input", "link"]) {
    strictEqual(`${tags[tag]({ src: url })}`.includes(url), true, tag);
  }
  for (const tag of ["a", "iframe", "object", "embed", "script", "form", "base"]) {
    strictEqual(
      `${tags[tag]({ src: url, href: url, data: url, action: url })}`.includes("data:"),
      false,
      tag,
    );
  }
});

Deno.test("mergeAttrs() takes the later of one name given twice", () => {
  strictEqual(`${Div({ cls: "a", id: "i" }, { class: "b" })}`, '<div class="b" id="i"></div>');
  strictEqual(attrs({ klass: "a", x: 1, cls: "b" }), ' class="b" x="1"');
  strictEqual(
    `${Div({ target_id: "a" }, { title: "x" })}${Div({ target_id: Div({ id: "b" }) }, { id: 1 })}`,
    '<div hx-target="#a" title="x"></div><div hx-target="#b" id="1"></div>',
  );
  const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`data_n${i}`, i]));
  strictEqual(
    attrs({ ...many, "data-n3": "last" }),
    attrs(many).replace('data-n3="3"', 'data-n3="last"'),
  );
});

Deno.test("mergeAttrs() takes undefined as not given", () => {
  strictEqual(
    `${Input({ id: "a", name: undefined })}${A({ href: undefined })}`,
    '<input id="a" name="a"><a href="#"></a>',
  );
  strictEqual(`${Div({ cls: "a" }, { cls: undefined })}`, '<div class="a"></div>');
  deepStrictEqual(Div(undefined).children, [undefined]);
});
