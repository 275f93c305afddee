import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { Button, ButtonGroup, IconButton, LinkButton } from "../../../ext/ui.ts";

Deno.test("a button has its variant, tone and size as classes, and the rest as attributes", () => {
  strictEqual(
    render(Button("Save")),
    '<button class="ui-button ui-button-secondary ui-tone-neutral">Save</button>',
  );
  strictEqual(
    render(
      Button({ variant: "primary", tone: "danger", size: "lg", wide: true, cls: "own" }, "Delete", {
        hx_delete: "/1",
      }),
    ),
    '<button class="ui-button ui-button-primary ui-tone-danger ui-size-lg ui-wide own" hx' +
      '-delete="/1">Delete</button>',
  );
  strictEqual(
    render(Button("Keep", { variant: "ghost" })),
    '<button class="ui-button ui-button-ghost ui-tone-neutral">Keep</button>',
  );
});

Deno.test("a button that is busy says so, and can't be pressed", () => {
  strictEqual(
    render(Button("Save", { busy: true })),
    '<button class="ui-button ui-button-secondary ui-tone-neutral" aria-busy="true" disab' +
      "led>Save</button>",
  );
  strictEqual(
    render(Button("Save", { busy: false })),
    '<button class="ui-button ui-button-secondary ui-tone-neutral">Save</button>',
  );
});

Deno.test("a link that looks like a button is a link", () => {
  strictEqual(
    render(LinkButton("Docs", { href: "/docs", variant: "link" })),
    '<a href="/docs" class="ui-button ui-button-link ui-tone-primary">Docs</a>',
  );
});

Deno.test("a group names what it is of", () => {
  strictEqual(
    render(ButtonGroup({ aria_label: "Period" }, Button("Day", { aria_pressed: "true" }))),
    '<div role="group" aria-label="Period" class="ui-group">' +
      '<button aria-pressed="true" class="ui-button ui-button-secondary ui-tone-neutral">Da' +
      "y</button></div>",
  );
});

Deno.test("a button of an icon alone has a name", () => {
  const html = `${IconButton({ icon: "x", label: "Close", size: "sm" })}`.replace(/<svg.*svg>/, "");
  strictEqual(
    html,
    '<button title="Close" class="ui-button-icon ui-button ui-button-ghost ui-tone-neutral ui-size-sm">' +
      '<span class="ui-hidden">Close</span></button>',
  );
});
