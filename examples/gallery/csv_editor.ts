/** A CSV file in a table: upload one, change its cells, download it. */
import { database, Div, fastApp, Input, type RequestContext, serve } from "@fasthtml/fasthtml";
import { Table, Td, Th, Thead, Tr } from "@fasthtml/fasthtml";
import { AuthPage, Button, DropZone, FieldForm } from "@fasthtml/fasthtml/ext/ui";
import { LinkButton, Row, ui } from "@fasthtml/fasthtml/ext/ui";

class Line {
  id = 0;
  owner = "";
  cells: string[] = [];
}

export const db = database(":memory:");
const lines = db.create(Line), session = { cookie: "csv_" }, limits = { maxUpload: 20_000 };
const before = ({ session }: RequestContext) =>
  void lines.xtra({ owner: session.id ??= crypto.randomUUID() }); // each session has its own file
export const { app, rt } = fastApp(ui({ before }), { csp: true, session, limits });

const index = rt.get("/", () => {
  if (lines.count() === 0) store('name,city\nAnn,Athens\n"Bob ""Bobby""","Bern, CH"\n');
  const form = FieldForm(
    { hx_post: upload, hx_target: "#sheet" },
    DropZone({ name: "file", label: "CSV file", accept: ".csv", required: true }),
    Row(Button("Upload"), LinkButton("Download", { href: download, icon: "download" })),
  );
  const page = { title: "CSV editor", brand: "CSV editor", home: index };
  return AuthPage(page, Div({ id: "sheet", cls: "ui-scroll" }, Sheet()), form);
});

const upload = rt.post("/upload", { file: File }, async ({ file }) => {
  store(await file.text());
  return Sheet();
});

const change = rt.post("/cell/{id:int}/{at:int}", { value: "" }, ({ id, at, value }) => {
  const { cells } = lines.get(id);
  if (at in cells) lines.update({ id, cells: cells.with(at, value.slice(0, 200)) });
});

const download = rt.get("/table.csv", () => {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const rows = lines({ orderBy: "id" }).map(({ cells }) => cells.map(quote).join() + "\r\n");
  const headers = { "content-type": "text/csv", "content-disposition": "attachment" };
  return new Response(rows.join(""), { headers });
});

/** Replaces the lines of this session: at most 50 of 10 cells. */
function store(text: string) {
  const rows: string[][] = [[]], cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g;
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    rows.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain!).slice(0, 200));
    if (end !== ",") rows.push([]);
  }
  lines.deleteWhere("1 = 1");
  const filled = rows.filter((cells) => cells.join("") !== "").slice(0, 50);
  lines.insertAll(filled.map((cells) => ({ cells: cells.slice(0, 10) })));
}

function Sheet() {
  const [head, ...rest] = lines({ orderBy: "id" }), names = head?.cells ?? [];
  const Cell = (id: number, value: string, at: number) =>
    Td(Input({ name: "value", value, maxlength: 200, ...to(id, at, names[at]) }));
  const rows = rest.map(({ id, cells }) => Tr(cells.map((value, at) => Cell(id, value, at))));
  return Table({ cls: "ui-table" }, Thead(Tr(names.map((name) => Th(name)))), rows);
}

function to(id: number, at: number, aria_label = "Cell") {
  const hx_post = change.to({ id, at });
  return { cls: "ui-input", aria_label, hx_post, hx_trigger: "change", hx_swap: "none" } as const;
}

serve(app);
