/** Dialogs: opened by the browser, filled by htmx, closed by the response. */
import {
  Button as ButtonTag,
  type Child,
  component,
  Dialog,
  Div,
  Form,
  Fragment,
  type FT,
  H2,
  HREF,
  HtmxResponseHeaders,
  type HttpHeader,
  P,
  say,
} from "../../mod.ts";
import type { ButtonAttrs, Component, DialogAttrs, Linkable } from "../../types.ts";
import { type IconValue, isShown, type PartAttrs, toIcon, toId, withClass } from "./attrs.ts";
import {
  Button,
  type ButtonLook,
  IconButton,
  LinkButton,
  type LinkButtonAttrs,
  withLook,
} from "./button.ts";
import { word } from "./messages.ts";
import { Spinner } from "./parts.ts";

/** The id of the dialog that every page has, for what htmx loads. */
export const MODAL_ID = "ui-modal";

/** The attributes of {@linkcode Modal}. */
export interface ModalAttrs extends Omit<DialogAttrs, "title"> {
  /** The id, which a {@linkcode ModalButton} names. */
  id: string;
  /** The heading. */
  title: Child;
  /** The width. Default: `md`. */
  size?: "sm" | "md" | "lg";
  /** At which side of the screen it is, as a sheet. Default: in the middle. */
  side?: "start" | "end" | "bottom";
  /** Buttons at the bottom. */
  actions?: Child;
}

/** The attributes of {@linkcode ModalBody}. */
export interface ModalBodyAttrs extends PartAttrs {
  /** The heading. */
  title: Child;
  /** Buttons at the bottom. */
  actions?: Child;
}

/** The attributes of {@linkcode ModalButton}. */
export interface ModalButtonAttrs extends Omit<ButtonAttrs, "title">, ButtonLook {
  /** The id of the modal that it opens. */
  opens?: string;
  /**
   * The URL of what it shows: a {@linkcode ModalBody}, which htmx loads. Without JavaScript the
   * button loads nothing: a {@linkcode ModalLink} opens a page then.
   */
  from?: string | Linkable;
}

/** The attributes of {@linkcode ModalLink}. */
export interface ModalLinkAttrs extends Omit<LinkButtonAttrs, "href"> {
  /** The URL of what it shows: a {@linkcode ModalBody} for htmx, and otherwise a page. */
  href: string | Linkable;
}

/** The attributes of {@linkcode ConfirmButton}. */
export interface ConfirmButtonAttrs extends Omit<ButtonAttrs, "title">, ButtonLook {
  /** What the user is asked. */
  question: Child;
  /** What follows, in a sentence. */
  detail?: Child;
  /** The button that does it. Default: the children. */
  confirm?: Child;
  /** The button that does not. Default: `Cancel`. */
  cancel?: Child;
  /** Where a form posts to, for pages without htmx. */
  action?: string | Linkable;
}

/**
 * Makes a dialog, which a {@linkcode ModalButton} opens. Escape and a click beside it close it.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Modal, ModalButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const dialog = Modal({ id: "terms", title: "Terms" }, P("Be kind."));
 * match([ModalButton({ opens: "terms" }, "Terms"), dialog].join(""), /commandfor="terms"/);
 * ```
 */
export const Modal: Component<ModalAttrs> = component((attrs: ModalAttrs, children) => {
  const { title, size = "md", side, actions, ...rest } = attrs;
  const id = `${rest.id}-title`;
  const own = [
    "ui-dialog",
    size !== "md" && `ui-dialog-${size}`,
    side && `ui-sheet ui-sheet-${side}`,
  ];
  return Dialog(
    { closedby: "any", aria_labelledby: id, ...withClass(rest, ...own) } as DialogAttrs,
    toBody(id, rest.id, title, children, actions),
  );
});

/**
 * Makes a dialog at a side of the screen. Default: at its end.
 *
 * @example
 * ```ts
 * import { P } from "@fasthtml/fasthtml";
 * import { Sheet } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(`${Sheet({ id: "filters", title: "Filters" }, P("None"))}`, /ui-sheet-end/);
 * ```
 */
export const Sheet: Component<ModalAttrs> = component((attrs: ModalAttrs, children) =>
  Modal({ side: "end", ...attrs }, children)
);

/**
 * Makes what a handler returns for a {@linkcode ModalButton} with `from`.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { ModalBody, ModalButton, ui } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const { app, rt } = fastApp(ui());
 * const details = rt("/details", () => ModalBody({ title: "Emma" }, P("474 pages")));
 * rt("/", () => ModalButton({ from: details }, "Details"));
 * match(await (await app.request("/details")).text(), /Emma<\/h2>/);
 * ```
 */
export const ModalBody: Component<ModalBodyAttrs> = component((attrs: ModalBodyAttrs, children) => {
  const { title, actions, ...rest } = attrs;
  return Div(rest, toBody(`${MODAL_ID}-title`, MODAL_ID, title, children, actions));
});

/**
 * Makes a button that opens a modal of the page (`opens`), or loads one (`from`). The browser opens
 * that of the page, also without JavaScript. For `from`, prefer a {@linkcode ModalLink}.
 *
 * @example
 * ```ts
 * import { ModalButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * match(`${ModalButton({ opens: "terms" }, "Terms")}`, /command="show-modal"[^>]*>Terms<\/button>/);
 * ```
 */
export const ModalButton: Component<ModalButtonAttrs> = component(
  (attrs: ModalButtonAttrs, children) => {
    const { opens = MODAL_ID, from, icon, ...rest } = attrs;
    const load = from === undefined
      ? {}
      : { hx_get: from, hx_target: `#${MODAL_ID}`, hx_swap: "innerHTML" } as const;
    return ButtonTag(
      {
        type: "button",
        commandfor: opens,
        command: "show-modal",
        aria_haspopup: "dialog",
        ...load,
        ...withLook(rest),
      },
      toIcon(icon),
      children,
    );
  },
);

/**
 * Makes a link to a page that htmx opens as a modal. Its handler returns a `ModalBody` where
 * `htmx.request` is true, and otherwise the page.
 *
 * @example
 * ```ts
 * import { ModalLink } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const link = ModalLink({ href: "/books/7/edit", icon: "pencil" }, "Edit");
 * match(`${link}`, /^<a href="\/books\/7\/edit" hx-get="\/books\/7\/edit" hx-target="#ui-modal"/);
 * ```
 */
export const ModalLink: Component<ModalLinkAttrs> = component(
  ({ href, ...rest }: ModalLinkAttrs, children) =>
    LinkButton(
      {
        href,
        hx_get: href,
        hx_target: `#${MODAL_ID}`,
        hx_swap: "innerHTML",
        // The script opens the dialog, and then triggers the link: it leaves Ctrl+click to the browser.
        hx_trigger: "ui-open",
        data_ui_modal: true,
        ...rest,
      },
      children,
    ),
);

/**
 * Makes a button that asks before it acts: attributes such as `hx_post` are those of the button in
 * the question. With `action` or `hx_post` it works without scripts as well, as a form.
 *
 * @example
 * ```ts
 * import { ConfirmButton } from "@fasthtml/fasthtml/ext/ui";
 * import { match } from "node:assert";
 *
 * const remove = ConfirmButton(
 *   { question: "Delete this book?", action: "/books/7/delete", confirm: "Delete" },
 *   "Delete…",
 * );
 * match(`${remove}`, /<form [^>]*action="\/books\/7\/delete"/);
 * ```
 */
export const ConfirmButton: Component<ConfirmButtonAttrs> = component(
  (attrs: ConfirmButtonAttrs, children) => {
    const { question, detail, confirm, cancel = word("cancel"), action, ...rest } = attrs;
    const { variant, tone = "danger", size, icon, wide, id: given, disabled, ...acts } = rest;
    const url = action ?? acts.hx_post as string | Linkable | undefined;
    const href = typeof url === "object" && url !== null ? url[HREF]() : url;
    const id = `${given ?? toId("ui-ask", question, href, JSON.stringify(acts, toText))}`;
    const act = Button(
      { variant: "primary", tone, ...acts, data_ui_close: true, ...href ? {} : { type: "button" } },
      confirm ?? children,
    );
    const buttons = [
      Button({ type: "button", commandfor: id, command: "close", autofocus: true }, cancel),
      href ? Form({ method: "post", action: href, enctype: null }, act) : act,
    ];
    return Fragment(
      Button({
        variant,
        tone,
        size,
        icon,
        wide,
        disabled,
        type: "button",
        commandfor: id,
        command: "show-modal",
        aria_haspopup: "dialog",
      }, children),
      Dialog(
        { id, role: "alertdialog", cls: "ui-dialog ui-dialog-sm", aria_labelledby: `${id}-title` },
        Div({ cls: "ui-dialog-head" }, H2({ id: `${id}-title` }, question)),
        Div({ cls: "ui-dialog-body" }, isShown(detail) && P(detail, { cls: "ui-muted" })),
        Div({ cls: "ui-dialog-foot" }, buttons),
      ),
    );
  },
);

/**
 * Closes the modal that the request came from: a handler returns it beside what it changes.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { closeModal, ui } from "@fasthtml/fasthtml/ext/ui";
 *
 * const { rt } = fastApp(ui());
 * rt.post("/save", () => [closeModal(), P("Saved", { id: "state", hx_swap_oob: true })]);
 * ```
 */
export function closeModal(): HttpHeader[] {
  return [HtmxResponseHeaders({ trigger: "ui:close", reswap: "none" })].flat();
}

/** The dialog for what htmx loads: it turns until that is there. */
export function ModalPlace(): FT {
  return Dialog(
    {
      id: MODAL_ID,
      cls: "ui-dialog",
      closedby: "any",
      aria_labelledby: `${MODAL_ID}-title`,
    } as DialogAttrs,
    Div({ cls: "ui-dialog-body" }, Spinner({ shown: true })),
  );
}

function toBody(id: string, dialog: string, title: Child, children: Child, actions: Child): FT {
  return Fragment(
    Div(
      { cls: "ui-dialog-head" },
      H2({ id }, title),
      IconButton({
        type: "button",
        icon: "x" as IconValue,
        label: say({ key: "close" }),
        size: "sm",
        commandfor: dialog,
        command: "close",
      }),
    ),
    Div({ cls: "ui-dialog-body ui-flow" }, children),
    isShown(actions) && Div({ cls: "ui-dialog-foot" }, actions),
  );
}

function toText(_: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && HREF in value
    ? `${(value as Linkable)[HREF]()}`
    : value;
}
