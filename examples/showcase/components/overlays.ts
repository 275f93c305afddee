/** Dialogs, menus, tooltips, toasts, pictures. */
import { Hr, P } from "@fasthtml/fasthtml";
import {
  Button,
  Card,
  Carousel,
  ConfirmButton,
  Field,
  FieldForm,
  Grid,
  IconButton,
  Lightbox,
  Menu,
  MenuItem,
  Modal,
  ModalButton,
  ModalLink,
  Row,
  Sheet,
  Tooltip,
} from "@fasthtml/fasthtml/ext/ui";
import { Chapter } from "./book.ts";
import source from "./overlays.ts" with { type: "text" };

export const overlays = new Chapter("Overlays", "panel-top-open", source);

overlays.add(
  "Modal",
  "Opened by the browser: Escape closes it, and the focus goes back.",
  () =>
    Row(
      ModalButton({ opens: "terms-modal" }, "Open a dialog"),
      Modal(
        {
          id: "terms-modal",
          title: "Before you go on",
          actions: Button("I agree", {
            variant: "primary",
            commandfor: "terms-modal",
            command: "close",
          }),
        },
        P("Invoices that you send are kept for ten years, as the law has it."),
      ),
      ModalButton({ opens: "filter-sheet", icon: "list-filter" }, "Open a sheet"),
      Sheet(
        {
          id: "filter-sheet",
          title: "Filter",
          actions: Button("Show 24", {
            variant: "primary",
            commandfor: "filter-sheet",
            command: "close",
          }),
        },
        FieldForm(
          Field({
            name: "state",
            label: "Status",
            type: "checkboxes",
            choices: ["Paid", "Due", "Overdue"],
          }),
          Field({ name: "from", label: "From", type: "date" }),
        ),
      ),
      ModalButton({ from: "/customer/edit", icon: "pencil" }, "Load one by htmx"),
      ModalLink({ href: "/customer/edit", icon: "external-link" }, "Link to one"),
      ConfirmButton(
        {
          question: "Delete this customer?",
          detail: "Its three invoices are kept.",
          hx_post: "/customer/delete",
          hx_swap: "none",
          icon: "trash-2",
        },
        "Delete",
      ),
    ),
);

overlays.add("Menu and tooltip", "Placed by the browser, where there is room.", () =>
  Row(
    Menu(
      { id: "file-menu", label: "Actions" },
      MenuItem({ icon: "copy" }, "Duplicate"),
      MenuItem({ icon: "archive" }, "Archive"),
      MenuItem({ icon: "external-link", href: "/" }, "Open in the shop"),
      Hr(),
      MenuItem({ icon: "trash-2", tone: "danger" }, "Delete"),
    ),
    Menu(
      { id: "row-menu", label: "More", icon: "ellipsis", iconOnly: true },
      MenuItem({ icon: "pencil" }, "Rename"),
      MenuItem({ icon: "share-2" }, "Share"),
    ),
    Tooltip(
      { id: "sync-tip", text: "Last synchronized 4 minutes ago" },
      IconButton({ icon: "refresh-cw", label: "Synchronize", title: null }),
    ),
  ));

overlays.add("Toast", "Sent by the server; it waits while someone reads it.", () =>
  Row(
    Button("Save", { hx_post: "/toast/success", hx_swap: "none" }),
    Button("Fail", { hx_post: "/toast/error", hx_swap: "none" }),
  ));

overlays.add("Carousel", "Pushed by a finger, a wheel or the keyboard.", () =>
  Carousel(
    { label: "What people say" },
    Card(
      P("“I write invoices on the train now, and I am done before my stop.”"),
      P({ cls: "ui-muted" }, "Inês, translator"),
    ),
    Card(
      P("“The reminder got us paid two weeks sooner.”"),
      P({ cls: "ui-muted" }, "Kite Surf School"),
    ),
    Card(P("“My accountant asked what had happened.”"), P({ cls: "ui-muted" }, "Baker & Sons")),
  ));

overlays.add("Lightbox", "Small pictures that open large ones.", () =>
  Grid(
    { columns: 1 },
    Lightbox({
      label: "The workshop",
      images: [
        { src: "/picture/1.svg", alt: "A hill at dawn", caption: "Dawn" },
        { src: "/picture/2.svg", alt: "The sea at noon", caption: "Noon" },
        { src: "/picture/3.svg", alt: "A field in the evening", caption: "Evening" },
        { src: "/picture/4.svg", alt: "A forest at night", caption: "Night" },
      ],
    }),
  ));
