/** Edits CSV files. From AnswerDotAI/FastHTML-Gallery, applications/csv_editor/app.py. */
import { A, Button, Div, fastApp, Group, Input } from "@fasthtml/fasthtml";
import { serve, Span, Style, Table, Tbody, Td, Th, Thead, Titled, Tr } from "@fasthtml/fasthtml";

const hdrs = Style(`
button,input { margin: 0 1rem; }
[role="group"] { border: 1px solid #ccc; }
.edited { outline: 2px solid orange; }`);
export const { app, rt, db } = fastApp({ db: "sqlite.db", hdrs });

const example =
  "https://raw.githubusercontent.com/AnswerDotAI/FastHTML-Gallery/main/examples/applications/csv_editor/ex_data.csv";
rt("/get_test_file", async () => csv(await (await fetch(example)).text(), "ex_data.csv"));

rt(function index({ session }) {
  session.id ??= crypto.randomUUID();
  const send = { hx_post: "upload", hx_target: "#results", hx_include: "previous input" };
  return Titled(
    "CSV Uploader",
    A("Download Example CSV", { href: "get_test_file", download: "ex_data.csv" }),
    Group(
      Input({ type: "file", name: "csv_file", accept: ".csv", aria_label: "File" }),
      Button("Upload", { ...send, hx_encoding: "multipart/form-data" }),
      A("Download", { href: "download", type: "button" }),
    ),
    Div({ id: "results" }),
  );
});

function Row(row: Record<string, unknown>) {
  const oninput = "this.classList.add('edited')";
  const cells = Object.entries(row).map(([name, v]) =>
    Td(Input({ name, aria_label: name, oninput, value: `${v}` }))
  );
  const remove = Button("delete", { hx_delete: `remove?id=${row.id}` });
  const update = Button("update", { hx_post: "update", hx_include: "closest tr" });
  return Tr({ hx_target: "closest tr", hx_swap: "outerHTML" }, cells, Td(Group(remove, update)));
}

const saved = (name: string) => ({ "content-disposition": `attachment; filename="${name}"` });
const csv = (text: string, name: string) =>
  new Response(text, { headers: { "content-type": "text/csv", ...saved(name) } });

rt(function download({ session }) {
  const table = db.t[session.id];
  const lines = table().map((row) => Object.values(row).join());
  return csv([table.columns.map(({ name }) => name).join(), ...lines].join("\n"), "data.csv");
});

rt.post("/update", async ({ data, session }) => {
  const texts = Object.entries(await data()); // Numbers in text are stored as numbers.
  const row = texts.map(([name, text]) => [name, Number.isNaN(Number(text)) ? text : Number(text)]);
  return Row(db.t[session.id].update(Object.fromEntries(row)));
});

rt.delete("/remove", { id: Number }, ({ id, session }) => void db.t[session.id].delete(id));

rt("/upload", { csv_file: File }, async ({ csv_file, session }) => {
  db.q(`drop table if exists "${session.id}"`);
  if (!csv_file.name.endsWith(".csv")) return "Please upload a CSV file";
  const lines = (await csv_file.text()).split("\n");
  const first = new File([lines.slice(0, 51).join("\n")], csv_file.name);
  const table = await db.importFile(session.id, first);
  const isCut = lines.length > 51 &&
    Span("First 50 rows only", { style: "color: light-dark(#c00, #f99);" });
  return [isCut, Table(Thead(Tr(table.columns.map((c) => Th(c.name)))), Tbody(table().map(Row)))];
});

serve(app);
