import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { Button, Menu, MenuItem, Tooltip } from "../../../ext/ui.ts";

Deno.test("an entry is a link where it leads somewhere, and a button where it does something", () => {
  strictEqual(
    render(MenuItem({ href: "/a" }, "A")),
    '<a href="/a" class="ui-item ui-tone-neutral">A</a>',
  );
  strictEqual(
    render(MenuItem({ tone: "danger", hx_post: "/b" }, "B")),
    '<button type="button" hx-post="/b" class="ui-item ui-tone-danger">B</button>',
  );
});

Deno.test("a tooltip describes its child", () => {
  strictEqual(
    render(Tooltip({ id: "t", text: "More" }, Button("Go"))),
    '<span class="ui-tip">' +
      '<button class="ui-button ui-button-secondary ui-tone-neutral" aria-describedby="t">G' +
      'o</button><span id="t" role="tooltip">More</span></span>',
  );
});

Deno.test("a menu is a button and the list that it opens", () => {
  const html = `${render(Menu({ id: "m", label: "More", variant: "soft" }, MenuItem("A")))}`;
  strictEqual(
    html.replace(/<svg.*svg>/, ""),
    '<button type="button" popovertarget="m-list" id="m" ' +
      'class="ui-button ui-button-soft ui-tone-primary">More</button>' +
      '<div id="m-list" popover="auto" class="ui-popover">' +
      '<button type="button" class="ui-item ui-tone-neutral">A</button></div>',
  );
});
