/**
 * The customers of a company: searched, filtered, sorted and paged in the database, edited in a
 * modal, moved in bulk, written to CSV and read from it. Of two users who edit the same customer,
 * neither overwrites the other without knowing.
 *
 * @module
 */
import {
  A,
  addToast,
  checked,
  type Child,
  Code,
  Div,
  fastApp,
  type FieldErrors,
  type FT,
  FtResponse,
  Integer,
  Li,
  oneOf,
  P,
  Redirect,
  type RequestContext,
  serve,
  setupToasts,
  Ul,
} from "@fasthtml/fasthtml";
import { RedirectResponse } from "@fasthtml/fasthtml/compat";
import type { HtmxHeaders } from "@fasthtml/fasthtml/types";
import {
  Alert,
  AppShell,
  Avatar,
  Badge,
  Button,
  Card,
  closeModal,
  ConfirmButton,
  DataTable,
  type DataTableOptions,
  DropZone,
  FieldForm,
  FormFor,
  Grid,
  LinkButton,
  ModalBody,
  ModalLink,
  Row,
  Stat,
  tableQuery,
  tableState,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { toLine } from "./customers/csv.ts";
import {
  add,
  change,
  type Customer,
  customers,
  Details,
  FIELDS,
  keepAll,
  move,
  OWNERS,
  type Stage,
  STAGES,
  stages,
  toDetails,
} from "./customers/customers.ts";
import { readFile } from "./customers/import.ts";

const TONES = { lead: "neutral", trial: "info", won: "success", lost: "warning" } as const;
const COLUMNS = Object.keys(Details.shape) as (keyof Details)[];
const EUROS = new Intl.NumberFormat("en", {
  style: "currency",
  currency: "EUR",
  maximumFractionDigits: 0,
});

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ theme: "harbor", css: css() }),
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  limits: { maxFile: 2_000_000 },
});
setupToasts(app);

type State = Pick<RequestContext, "url">;

const index = rt.get("/", tableState, (state) =>
  Page(
    {
      title: "Customers",
      actions: ModalLink({ href: create, variant: "primary", icon: "plus" }, "New customer"),
    },
    // An htmx request asks for rows that may have changed: with them come the numbers above.
    Figures(state.htmx.request && !state.htmx.historyRestoreRequest),
    Div({ id: "list" }, DataTable(customers, toTable(state))),
  ));

function toTable({ url }: State): DataTableOptions<Customer> {
  return {
    state: { url },
    at: index,
    columns: {
      name: { show: (name, { id }) => A(name, { href: edit.to({ id }) }) },
      company: true,
      email: true,
      stage: { show: (stage) => Badge(STAGES[stage], { tone: TONES[stage] }) },
      owner: { show: (name) => name && Row({ gap: "sm" }, Avatar({ name, size: "sm" }), name) },
      value: { label: "Value", show: (euros) => EUROS.format(euros) },
    },
    search: ["name", "company", "email"],
    filters: { stage: true, owner: { choices: OWNERS } },
    order: "name",
    pageSize: 10,
    pageSizes: [10, 25, 50],
    bulkActions: {
      Won: { to: moveTo.to({ stage: "won" }), icon: "trophy" },
      Lost: { to: moveTo.to({ stage: "lost" }), icon: "circle-slash" },
      Delete: { to: removeAll, icon: "trash-2", tone: "danger", question: "Delete the customers?" },
    },
    rowActions: ({ id, name }) =>
      ModalLink({
        id: `edit-${id}`,
        href: edit.to({ id }),
        icon: "pencil",
        size: "sm",
        variant: "ghost",
        aria_label: `Edit ${name}`,
      }),
    caption: A("Download these as CSV", { href: download.to() + url.search, download: "" }),
  };
}

const create = rt.get("/new", ({ htmx }) => Editor(htmx, {}));

const insert = rt.post("/new", { sent: checked(Details) }, ({ sent, htmx, session }) => {
  if (!sent.ok) return FtResponse(Editor(htmx, sent), { status: 422 });
  if (add(sent.value) === "taken") return FtResponse(Editor(htmx, taken(sent)), { status: 422 });
  addToast(session, `${sent.value.name} is added`, "success");
  return saved(htmx);
});

const edit = rt.get("/customers/{id:int}", ({ id, htmx }) => {
  const customer = customers.get(id);
  return Editor(htmx, { customer, input: toDetails(customer) });
});

const save = rt.post(
  "/customers/{id:int}/{version:int}",
  { sent: checked(Details) },
  ({ id, version, sent, htmx, session }) => {
    const customer = customers.get(id);
    if (!sent.ok) return FtResponse(Editor(htmx, { customer, ...sent }), { status: 422 });
    const outcome = change(id, version, sent.value);
    if (outcome === "taken") {
      return FtResponse(Editor(htmx, { customer, ...taken(sent) }), { status: 422 });
    }
    if (outcome !== "kept") {
      return FtResponse(Editor(htmx, newer(outcome.newer, sent.value)), { status: 409 });
    }
    addToast(session, `${sent.value.name} is saved`, "success");
    return saved(htmx);
  },
);

const remove = rt.post("/customers/{id:int}/delete", ({ id, session }) => {
  addToast(session, `${customers.get(id).name} is deleted`, "success");
  customers.delete(id);
  return Redirect(index);
});

/** Both lead back to the rows that were shown. */
const moveTo = rt.post(
  "/move/{stage}",
  { stage: oneOf(...stages), keys: [Integer] },
  ({ stage, keys, url, session }) => {
    move(keys, stage);
    addToast(session, `${count(keys)}: ${STAGES[stage]}`, "success");
    return RedirectResponse(index.to() + url.search, { status: 303 });
  },
);

const removeAll = rt.post("/delete", { keys: [Integer] }, ({ keys, url, session }) => {
  if (keys.length > 0) customers.deleteWhere({ id: keys });
  addToast(session, `${count(keys)} deleted`, "success");
  return RedirectResponse(index.to() + url.search, { status: 303 });
});

/** All pages of what is shown, in the order in which it is shown. */
const download = rt.get("/customers.csv", (state) => {
  const { where, orderBy } = tableQuery(customers, toTable(state));
  const lines = customers(where, { orderBy }).map(toDetails)
    .map((details) => toLine(COLUMNS.map((name) => details[name])));
  return new Response("\uFEFF" + toLine(COLUMNS) + lines.join(""), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="customers.csv"',
    },
  });
});

const upload = rt.get("/import", () => ImportPage());

const read = rt.post("/import", { file: File }, async ({ file, session }) => {
  const { rows, problems } = await readFile(file);
  if (problems.length > 0) return FtResponse(ImportPage(problems), { status: 422 });
  const { added, changed } = keepAll(rows);
  addToast(session, `${added} added, ${changed} changed`, "success");
  return Redirect(index);
});

function Page(
  { title, actions, description }: { title: string; actions?: Child; description?: string },
  ...content: FT[]
) {
  const nav = [
    { label: "Customers", href: index, icon: "users" as const },
    { label: "Import", href: upload, icon: "upload" as const },
  ];
  const shell = { title, actions, description, brand: "Harbor & Co.", nav, end: ThemeToggle() };
  return AppShell(shell, content);
}

function Figures(isChange: boolean): FT {
  const rows = customers.groupBy("stage", { sum: "value" });
  const figures = (stage: Stage) => {
    const { count = 0, sum = 0 } = rows.find((row) => row.stage === stage) ?? {};
    return { value: count, hint: EUROS.format(sum) };
  };
  return Grid(
    { id: "figures", columns: 3, hx_swap_oob: isChange },
    Stat({ label: "Leads", ...figures("lead"), icon: "inbox" }),
    Stat({ label: "Trials", ...figures("trial"), icon: "hourglass" }),
    Stat({ label: "Customers", ...figures("won"), icon: "trophy" }),
  );
}

interface Editing {
  customer?: Customer;
  input?: object;
  errors?: FieldErrors;
}

/** The form of a customer: in a modal for htmx, and otherwise on a page. */
function Editor({ request }: HtmxHeaders, { customer, input = {}, errors }: Editing) {
  const title = customer?.name ?? "New customer";
  const form = FormFor(Details, {
    id: "customer",
    action: customer ? save.partial({ id: customer.id, version: customer.version }) : insert,
    values: input,
    errors,
    fields: FIELDS,
    groups: [
      { legend: "Person", columns: 2, fields: ["name", "company", "email"] },
      { legend: "Sale", columns: 2, fields: ["stage", "owner", "value", "since"] },
    ],
    actions: request
      ? Button("Cancel", { type: "button", variant: "ghost", data_ui_close: true })
      : LinkButton("Cancel", { href: index, variant: "ghost" }),
  });
  if (request) return ModalBody({ title }, form);
  const ask = customer && ConfirmButton(
    { question: `Delete ${title}?`, action: remove.to({ id: customer.id }), icon: "trash-2" },
    "Delete",
  );
  return Page({ title, actions: ask }, Card({ cls: "editor" }, form));
}

/** After a modal the rows are shown as they were, with the change; after a page all are. */
function saved({ request, currentUrl }: HtmxHeaders) {
  const url = URL.parse(currentUrl ?? "");
  if (!request || url?.pathname !== index.to()) return Redirect(index);
  const list = Div({ id: "list", hx_swap_oob: true }, DataTable(customers, toTable({ url })));
  return [closeModal(), Figures(true), list];
}

/** The form when another customer has the email address. */
function taken({ input }: { input: object }): Editing {
  return { input, errors: { email: "Another customer has this one" } };
}

/** The form when someone has been faster: what differs is said, and saving again is a decision. */
function newer(customer: Customer, input: Details): Editing {
  const errors: Record<string, string> = {
    form: "Someone else has changed this customer meanwhile. Save again to replace what is there.",
  };
  const newest = toDetails(customer);
  for (const name of COLUMNS) {
    const there = newest[name];
    if (there !== input[name]) errors[name] = `Now there: ${there === "" ? "nothing" : there}`;
  }
  return { customer, input, errors };
}

function ImportPage(problems: readonly string[] = []) {
  return Page(
    { title: "Import", description: "Customers whose email address is known are changed." },
    Card(
      { cls: "editor" },
      FieldForm(
        { method: "post", action: read, enctype: "multipart/form-data" },
        problems.length > 0 && Alert(
          { tone: "danger", title: "Nothing is imported" },
          Ul(problems.map((problem) => Li(problem))),
        ),
        DropZone({
          name: "file",
          label: "Drop a CSV file here, or browse",
          accept: ".csv,text/csv",
          required: true,
          hint: "In UTF-8, of at most 2 MB",
        }),
        P("Its first row names columns: ", COLUMNS.map((name, i) => [i > 0 && ", ", Code(name)])),
        Div(Button("Import", { variant: "primary", icon: "upload" })),
      ),
    ),
  );
}

function count(keys: readonly number[]): string {
  return keys.length === 1 ? "1 customer" : `${keys.length} customers`;
}

function css() {
  return `
    .editor { max-inline-size: 40rem }
    th, td { white-space: nowrap }
    @media (max-width: 40rem) {
      #figures { grid-template-columns: repeat(3, 1fr); gap: .5rem }
      #figures > * { padding: .75rem }
      #figures .ui-tile { display: none }
    }`;
}

serve(app);
