import { deepStrictEqual, match, strictEqual } from "node:assert";
import { fastApp, render } from "../../../mod.ts";
import { AppShell, ui } from "../../../ext/ui.ts";

const currentOf = (html: string) => /<a href="([^"]*)"[^>]* aria-current="page"/.exec(html)?.[1];

Deno.test("a page of an application has its landmarks, a skip link and one heading", () => {
  const page = `${
    render(
      AppShell({
        title: "Home",
        brand: "Acme",
        description: "Today",
        actions: "Add",
        end: "Me",
        id: "top",
      }, "Text"),
    )
  }`;
  strictEqual(
    page.replace(/<button.*?<\/button>/, "<button>"),
    '<title>Home</title><div class="ui-shell"><a href="#ui-main" class="ui-skip">Skip to content</a>' +
      '<header class="ui-topbar"><button><a href="/" class="ui-brand">Acme</a>' +
      '<div class="ui-tools">Me</div></header>' +
      '<nav id="ui-side" class="ui-side" popover="auto" aria-label="Main">' +
      '<a href="/" class="ui-brand">Acme</a></nav>' +
      '<main id="top" tabindex="-1" class="ui-main"><div class="ui-head"><div><h1>Home</h1><p>Today</p>' +
      '</div><div class="ui-row">Add</div></div>Text</main></div>',
  );
});

Deno.test("the entry of the page is marked: by its label, by a route, or as it says", async () => {
  const { app, rt } = fastApp(ui());
  const home = rt("/", () => "");
  const list = rt("/list", () => "");
  await app.request("/");
  const nav = [{ label: "Home", href: home }, {
    label: "More",
    items: [{ label: "List", href: list }],
  }];
  const shown = (attrs: object) =>
    currentOf(`${render(AppShell({ title: "Other", brand: "A", nav, ...attrs }))}`);
  deepStrictEqual(
    [shown({ title: "Home" }), shown({ current: list }), shown({ current: "/" }), shown({})],
    ["/", "/list", "/", undefined],
  );
  match(
    `${render(AppShell({ title: "T", brand: "A", nav }))}`,
    /<h2 class="ui-side-group">More<\/h2><ul>/,
  );
});
