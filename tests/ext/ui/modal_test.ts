import { match, strictEqual } from "node:assert";
import { fastApp, render } from "../../../mod.ts";
import {
  closeModal,
  ConfirmButton,
  Modal,
  ModalBody,
  ModalButton,
  ModalLink,
  Sheet,
  ui,
} from "../../../ext/ui.ts";

const short = (html: unknown) =>
  `${html}`.replace(/<svg.*?<\/svg>/g, "").replace(/<button title="Close".*?<\/button>/g, "×");

Deno.test("a modal is a dialog with a name, and buttons where it has some", () => {
  strictEqual(
    short(render(Modal({ id: "m", title: "Terms", size: "lg", actions: "OK" }, "Text"))),
    '<dialog closedby="any" aria-labelledby="m-title" id="m" class="ui-dialog ui-dialog-lg">' +
      '<div class="ui-dialog-head"><h2 id="m-title">Terms</h2>×</div>' +
      '<div class="ui-dialog-body ui-flow">Text</div><div class="ui-dialog-foot">OK</div></dialog>',
  );
  match(`${Sheet({ id: "s", title: "Filter" })}`, /class="ui-dialog ui-sheet ui-sheet-end"/);
  match(
    short(ModalBody({ title: "Edit", id: "e" }, "…")),
    /^<div id="e"><div class="ui-dialog-head"><h2 id="ui-modal-title">Edit/,
  );
});

Deno.test("a button opens a modal of the page, or what htmx loads", () => {
  strictEqual(
    `${ModalButton({ opens: "m" }, "Open")}`,
    '<button type="button" commandfor="m" command="show-modal" aria-haspopup="dialog" ' +
      'class="ui-button ui-button-secondary ui-tone-neutral">Open</button>',
  );
  strictEqual(
    `${ModalButton({ from: "/edit", variant: "primary" }, "Edit")}`,
    '<button type="button" commandfor="ui-modal" command="show-modal" aria-haspopup="dialog" hx-get="/edit" ' +
      'hx-target="#ui-modal" hx-swap="innerHTML" class="ui-button ui-button-primary ui-tone-primary">Edit</button>',
  );
});

Deno.test("a link leads to a page, and is what htmx loads once its modal is open", () => {
  strictEqual(
    `${ModalLink({ href: "/edit", icon: null }, "Edit")}`,
    '<a href="/edit" hx-get="/edit" hx-target="#ui-modal" hx-swap="innerHTML" hx-trigger="ui-open" ' +
      'data-ui-modal class="ui-button ui-button-secondary ui-tone-neutral">Edit</a>',
  );
});

Deno.test("a button that asks has its attributes on the button that acts, in a form without htmx", () => {
  const html = `${
    render(
      ConfirmButton({
        id: "q",
        question: "Delete?",
        detail: "For ever",
        hx_post: "/x?id=1",
        hx_target: "#list",
        icon: null,
      }, "Delete"),
    )
  }`;
  strictEqual(
    html,
    '<button type="button" commandfor="q" command="show-modal" aria-haspopup="dialog" ' +
      'class="ui-button ui-button-secondary ui-tone-danger">Delete</button>' +
      '<dialog id="q" role="alertdialog" class="ui-dialog ui-dialog-sm" aria-labelledby="q-title">' +
      '<div class="ui-dialog-head"><h2 id="q-title">Delete?</h2></div>' +
      '<div class="ui-dialog-body"><p class="ui-muted">For ever</p></div><div class="ui-dialog-foot">' +
      '<button type="button" commandfor="q" command="close" autofocus ' +
      'class="ui-button ui-button-secondary ui-tone-neutral">Cancel</button>' +
      '<form method="post" action="/x?id=1"><button hx-post="/x?id=1" hx-target="#list" data-ui-close ' +
      'class="ui-button ui-button-primary ui-tone-danger">Delete</button></form></div></dialog>',
  );
});

Deno.test("the same button has the same question in each answer, and another one its own", () => {
  const idOf = (path: string) =>
    /<dialog id="([^"]+)"/.exec(
      `${render(ConfirmButton({ question: "Delete?", hx_post: path }, "Delete"))}`,
    )?.[1];
  match(`${idOf("/1")}`, /^ui-ask-\w+$/);
  strictEqual(idOf("/1"), idOf("/1"));
  strictEqual(idOf("/1") === idOf("/2"), false);
});

Deno.test("an answer closes the modal that asked for it, and changes nothing else there", async () => {
  const { app, rt } = fastApp(ui());
  rt.post("/save", () => [closeModal(), "Saved"]);
  const response = await app.request("/save", {
    method: "POST",
    headers: { "hx-request": "true" },
  });
  strictEqual(response.headers.get("hx-trigger"), "ui:close");
  strictEqual(response.headers.get("hx-reswap"), "none");
});
