import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import {
  Accordion,
  AccordionItem,
  Breadcrumb,
  Pagination,
  Steps,
  TabLinks,
  Tabs,
} from "../../../ext/ui.ts";

Deno.test("the last of a breadcrumb is the page itself", () => {
  strictEqual(
    render(
      Breadcrumb({ items: [{ label: "All", href: "/" }, { label: "Old" }, { label: "This" }] }),
    ),
    '<nav aria-label="Breadcrumb"><ol class="ui-crumbs"><li><a href="/">All</a></li><li>' +
      '<span>Old</span></li><li><span aria-current="page">This</span></li></ol></nav>',
  );
});

Deno.test("steps before the current one are done", () => {
  strictEqual(
    render(Steps({ steps: ["A", "B", "C"], current: 2 })),
    '<ol class="ui-steps"><li class="ui-done">A<span class="ui-hidden"> (done)</span>' +
      '</li><li aria-current="step">B</li><li>C</li></ol>',
  );
});

Deno.test("tabs and panels name each other, and one is open", () => {
  strictEqual(
    render(Tabs({ id: "t", label: "Account", open: "Two", tabs: { One: "1", Two: "2" } })),
    '<div id="t" class="ui-tabs">' +
      '<div class="ui-tablist" role="tablist" aria-label="Account">' +
      '<button type="button" class="ui-tab" role="tab" id="t-1-tab" aria-controls="t-1" ari' +
      'a-selected="false" tabindex="-1">One</button>' +
      '<button type="button" class="ui-tab" role="tab" id="t-2-tab" aria-controls="t-2" ari' +
      'a-selected="true">Two</button></div>' +
      '<div id="t-1" role="tabpanel" aria-labelledby="t-1-tab" tabindex="0" hidden>1</div>' +
      '<div id="t-2" role="tabpanel" aria-labelledby="t-2-tab" tabindex="0">2</div></div>',
  );
});

Deno.test("links as tabs tell which page is shown", () => {
  strictEqual(
    render(
      TabLinks({
        label: "Parts",
        items: [{ label: "A", href: "/a", current: true }, { label: "B", href: "/b" }],
      }),
    ),
    '<nav aria-label="Parts"><ul class="ui-tablist"><li>' +
      '<a href="/a" class="ui-tab" aria-current="page">A</a></li><li>' +
      '<a href="/b" class="ui-tab">B</a></li></ul></nav>',
  );
});

Deno.test("an accordion is details of one name", () => {
  strictEqual(
    render(Accordion(AccordionItem({ title: "Q", name: "faq", open: true }, "A"))),
    '<div class="ui-accordion"><details name="faq" open><summary>Q</summary>' +
      '<div class="ui-flow">A</div></details></div>',
  );
});

Deno.test("pages of a list: the first, the last, and those around the one shown", () => {
  const shown = (page: number, pages: number) =>
    `${Pagination({ page, pages, href: (nr) => `?page=${nr}` })}`.replace(/<svg.*?svg>/g, "")
      .replace(/<[^>]*aria-current[^>]*>/, "*").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")
      .trim();
  strictEqual(shown(7, 24), "Previous page 1 … 6 *7 8 … 24 Next page");
  strictEqual(shown(1, 1), "Previous page *1 Next page");
  strictEqual(shown(3, 5), "Previous page 1 2 *3 4 5 Next page");
  strictEqual(shown(1, 0), "Previous page Next page");
  const html = `${
    Pagination({ page: 1, pages: 2, href: (nr) => `?page=${nr}`, link: { hx_boost: "true" } })
  }`;
  strictEqual(html.includes('href="?page=0"'), false);
  strictEqual(html.match(/hx-boost/g)?.length, 3);
});
