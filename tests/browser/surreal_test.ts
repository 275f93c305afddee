import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { Page } from "playwright-core";
import { within } from "../_within.ts";
import { testWithBoth } from "./_both.ts";

const PAGE = "tests/fixtures/live/surreal.ts";

/** What scripts do with two paragraphs, and what comes of it. */
const CASES: [code: string, expected: unknown][] = [
  ["me('#box').id", "box"],
  ["me(me('#box')).id", "box"],
  ["me(any('p')).textContent", "one"],
  ["me('p', me('#box')).textContent", "one"],
  ["[me('.missing'), any('.missing').length, me({}), any({}).length]", [null, 0, null, 0]],
  ["any('p').length", 2],
  ["any('p').map((el) => el.textContent)", ["one", "two"]],
  ["any(me('p')).length", 1],
  ["any(document.querySelectorAll('p')).length", 2],
  ["any('p').run((el) => el.classAdd('c')).length", 2],
  ["any('p').run((el) => el.classAdd('c')).map((el) => el.className)", ["a c", "a b c"]],
  ["me('p').run((el) => el.title = 'run').title", "run"],
  ["me('p').remove(); any('p').length", 1],
  ["any('p').remove(); any('p').length", 0],
  ...["classAdd", "class_add", "addClass", "add_class"].map((
    name,
  ): [string, unknown] => [`me('p').${name}('x').${name}('.y').className`, "a x y"]),
  ...["classRemove", "class_remove", "removeClass", "remove_class"].map((
    name,
  ): [string, unknown] => [`any('p').${name}('.a').map((el) => el.className)`, ["", "b"]]),
  ...["classToggle", "class_toggle", "toggleClass", "toggle_class"].map((
    name,
  ): [string, unknown] => [
    `any('p').${name}('b').${name}('.z', true).map((el) => el.className)`,
    ["a b z", "a z"],
  ]),
  [
    "me('p').styles('color: red').styles('top: 1px').getAttribute('style')",
    "color: red; top: 1px;",
  ],
  [
    "me('p').styles({ color: 'red', 'font-size': '2px', top: '1px' }).styles({ top: null }).style.cssText",
    "color: red; font-size: 2px;",
  ],
  ["me('p').attribute('class')", "a"],
  ["[me('p').attribute('data-x'), me('p').outerHTML]", [null, '<p class="a">one</p>']],
  ["any('p').attribute('class')", ["a", "a b"]],
  [
    "me('p').attribute('data-x', true).attr('title', 'y').outerHTML",
    '<p class="a" data-x="true" title="y">one</p>',
  ],
  [
    "me('p').attribute({ class: null, title: 'y' }).attribute('title', null).outerHTML",
    "<p>one</p>",
  ],
  ["any('p').attributes('title', 't').map((el) => el.title)", ["t", "t"]],
  ["[...me('p').attributes].length", 1],
  ["me('p').disable().disabled", true],
  ["any('p').disable().enable().map((el) => el.disabled)", [false, false]],
  ["me('p').text()", "one"],
  ["any('p').text()", ["one", "two"]],
  ["any('p').text('<b>').map((el) => el.innerHTML)", ["&lt;b&gt;", "&lt;b&gt;"]],
  [
    "let n = []; me('p').on('hi', (ev) => n.push(ev.detail, me(ev).textContent)).send('hi', 1).trigger('hi'); n",
    [1, "one", null, "one"],
  ],
  ["let n = 0; me('#box').on('hi', () => n++); any('p').send('hi'); n", 2],
  ["let n = 0, f = () => n++; me('p').on('hi', f).off('hi', f).send('hi'); n", 0],
  ["let n = 0; any('p').on('hi', () => n++).on('hi', () => n++).offAll().send('hi'); n", 0],
  [
    "let n = 0; me('p').on('hi', () => n++); me('p').off_all().on('hi', () => n += 10).send('hi'); n",
    10,
  ],
  [
    "let n = 0; me('#box').on('hi', () => n++); me('p').on('hi', (ev) => n += halt(ev).defaultPrevented ? 10 : 100).send('hi'); n",
    10,
  ],
  [
    "let n = 0; me('#box').on('hi', () => n++); me('p').on('hi', (ev) => n += me(ev).halt(ev, true, true).defaultPrevented ? 10 : 100).send('hi'); n",
    101,
  ],
  [
    "const n = await new Promise((done) => me('p').fadeOut((el) => done(el.textContent), 5)); [n, any('p').length]",
    ["one", 1],
  ],
  [
    "any('p').fade_out(null, 5, false); while (any('p').some((el) => !el.style.opacity)) await tick(); any('p').map((el) => el.style.opacity)",
    ["0", "0"],
  ],
  [
    "const n = await new Promise((done) => me('p').styles('opacity: 0').fadeIn((el) => done(el.textContent), 5)); [n, me('p').style.opacity]",
    ["one", "1"],
  ],
  [
    "any('p').fade_in(null, 5); while (!me('p').style.opacity) await tick(); me('p').style.opacity",
    "1",
  ],
  [
    "classAdd(me('p'), 'x'); styles(any('p'), 'top: 1px'); [attribute(me('p'), 'class'), any('p')[1].style.top]",
    ["a x", "1px"],
  ],
  [
    "let n = 0; on(any('p'), 'hi', () => n++); send(me('p'), 'hi'); offAll(any('p')); send(any('p'), 'hi'); n",
    1,
  ],
  [
    "run(any('p'), (el) => disable(el)); enable(me('p')); classToggle(me('p'), 'q'); classRemove(me('p'), 'a'); remove(any('p')[1]); me('#box').innerHTML",
    '<p class="q">one</p>',
  ],
  [
    "let n = 0, f = () => n++; on(me('p'), 'hi', f); off(me('p'), 'hi', f); send(me('p'), 'hi'); n",
    0,
  ],
  [
    "[surreal.me('p').className, surreal.any('p').length, surreal.classAdd(me('p'), 'x').className]",
    ["a", 2, "a x"],
  ],
  [
    "[isNode(me('p')), isNode({}), isNodeList(any('p')), isNodeList(me('p')), isSelector('p'), isSelector('.missing')]",
    [true, false, true, false, true, false],
  ],
  ["surreal.plugins.push((e) => e.shout = () => me(e).text() + '!'); me('p').shout()", "one!"],
  ["[createElement('i').tagName, create_element('b').tagName]", ["I", "B"]],
  [
    "[await sleep(1, 'slept'), typeof await tick(), await new Promise((done) => rAF(() => done(1))), await new Promise((done) => rIC(() => done(2)))]",
    ["slept", "number", 1, 2],
  ],
  ["let n = 0; for (const f of [onloadAdd, onload_add, addOnload, add_onload]) f(() => n++); n", 4],
  ["[_$('p').className, _$$('p').length, _$('b', me('#box'))]", ["a", 2, null]],
  ["$H`<i title=\"${'x'}\">${undefined}${'<b>y</b>'}</i> `.outerHTML", '<i title="x"><b>y</b></i>'],
  [
    "let n = 0; const el = $E('i', { cls: 'c', style: { color: 'red' }, dataset: { x: 1 }, title: 't', onclick: () => n++ }, ['<', ['b', { className: 'd' }, 'y']]); el.click(); [el.outerHTML, n]",
    ['<i data-x="1" class="c" title="t" style="color: red;">&lt;<b class="d">y</b></i>', 1],
  ],
  ["$E('p', {}, me('p')).outerHTML", '<p><p class="a">one</p></p>'],
];

testWithBoth("me, any and what can be done with them", PAGE, async ({ page }) => {
  await page.goto("/");
  const found: typeof CASES = [];
  for (const [code] of CASES) found.push([code, await evaluate(page, code)]);
  deepStrictEqual(found, CASES);
});

testWithBoth(
  "me() in a script is its parent, also where htmx swaps it in",
  PAGE,
  async ({ page }) => {
    await page.goto("/");
    strictEqual(await page.locator("#parent").getAttribute("data-found"), "INPUTINPUT1");
    await page.getByRole("button", { name: "Swap" }).click();
    await page.locator("#more[data-ran=yes][data-swapped=yes]", { hasText: "swapped in" })
      .waitFor();
  },
);

testWithBoth("hx_multipart() sends a form with files", PAGE, async ({ page }) => {
  await page.goto("/");
  await page.evaluate(`hx_multipart("/files", {
    target: "#box",
    swap: "innerHTML",
    values: { text: "typed", file: new File(["content"], "a.txt") },
  })`);
  strictEqual(await page.locator("#box").innerText(), "typed a.txt content");
  strictEqual(await page.locator("form[hidden]").count(), 0);
});

testWithBoth("surreal: false leaves the names out", PAGE, async ({ page }) => {
  await page.goto("/bare");
  deepStrictEqual(await page.evaluate("[typeof me, typeof any, typeof surreal, typeof procHtmx]"), [
    "undefined",
    "undefined",
    "undefined",
    "function",
  ]);
}, { SURREAL: "off", CSP: "1" });

for (const CSP of ["", "1"]) {
  testWithBoth(`a style is for its parent${CSP && " (CSP)"}`, PAGE, async ({ page }) => {
    await page.setViewportSize({ width: 1000, height: 800 });
    await page.goto("/");
    deepStrictEqual(await styles(page), {
      plain: [null, "auto auto", "rgb(1, 1, 1)"],
      me: ["rgb(2, 2, 2)", "3px 9px", "rgb(1, 1, 1)"],
      this: ["rgb(4, 4, 4)", "5px auto", "rgb(1, 1, 1)"],
      self: ["rgb(6, 6, 6)", "7px auto", "rgb(1, 1, 1)"],
    });
    const [animation, keyframes] = await page.evaluate(`[
      getComputedStyle(document.querySelector("#style-moves")).animationName,
      document.querySelector("#style-moves style").sheet.cssRules[0].name,
    ]`) as string[];
    match(keyframes!, /^me-\d+-moves$/);
    strictEqual(animation, `${keyframes}, other`);

    await page.setViewportSize({ width: 500, height: 800 });
    strictEqual(await colorOf(page, "#style-self"), "rgb(255, 0, 0)");
    // As a morph does, with a page of the server's.
    await page.evaluate("document.querySelector('#style-me').removeAttribute('data-me')");
    strictEqual(await colorOf(page, "#style-me"), "rgb(2, 2, 2)");
    await page.evaluate(
      "document.querySelector('#style-me style').firstChild.data = 'me { color: rgb(3, 3, 3) }'",
    );
    strictEqual(await colorOf(page, "#style-me"), "rgb(3, 3, 3)");
    // A policy blocks styles that have the nonce of another response.
    if (CSP) return;
    await page.getByRole("button", { name: "Swap" }).click();
    await page.locator("#more.new").waitFor();
    await page.waitForFunction(
      "getComputedStyle(document.querySelector('#more')).color === 'rgb(8, 8, 8)'",
    );
  }, { CSP });
}

async function evaluate(page: Page, code: string): Promise<unknown> {
  await page.evaluate(
    `document.querySelector("#box").innerHTML = '<p class="a">one</p><p class="a b">two</p>'`,
  );
  const start = code.lastIndexOf(";") + 1;
  const value = page.evaluate(
    `(async () => { ${code.slice(0, start)} return ${
      code.slice(start)
    } })().then((value) => value ?? null)`,
  );
  return await within(60, code, value);
}

async function colorOf(page: Page, selector: string): Promise<unknown> {
  return await page.evaluate(`getComputedStyle(document.querySelector("${selector}")).color`);
}

/** Of each box the color, and of what is in it the place and the outline. */
async function styles(page: Page): Promise<unknown> {
  return await page.evaluate(`Object.fromEntries(["plain", "me", "this", "self"].map((id) => {
    const box = document.querySelector("#style-" + id);
    const { left, outlineColor, top } = getComputedStyle(box.querySelector(".in"));
    return [id, [id === "plain" ? null : getComputedStyle(box).color, top + " " + left, outlineColor]];
  }))`);
}
