/**
 * Pictures that users send: dropped on the page or chosen, with their progress, in a gallery where
 * each opens large. What is no picture is not kept, whatever its name says.
 *
 * @module
 */
import {
  A,
  addToast,
  database,
  Div,
  fastApp,
  FileResponse,
  type FT,
  FtResponse,
  P,
  Redirect,
  serve,
  setupToasts,
  Span,
} from "@fasthtml/fasthtml";
import {
  Alert,
  AppShell,
  Button,
  Card,
  ConfirmButton,
  DropZone,
  EmptyState,
  FieldForm,
  Lightbox,
  Table,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { readKind } from "./files/kind.ts";

const MEGABYTE = 1_000_000, MOST = 200;

class Picture {
  id = "";
  name = "";
  type = "";
  size = 0;
  at = new Date();
}

const folder = Deno.env.get("PICTURES") ?? "data/pictures";
await Deno.mkdir(folder, { recursive: true });
const pictures = database(`${folder}/pictures.db`).create(Picture);

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ theme: "ink", css: "td { white-space: nowrap }" }),
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  limits: { maxFile: 10 * MEGABYTE, maxUpload: 50 * MEGABYTE },
});
setupToasts(app);

const index = rt.get("/", () => Page("Pictures", UploadForm(), Gallery()));

const upload = rt.post("/pictures", { files: [File] }, async ({ files, session, htmx }) => {
  // A browser sends an empty file where none was chosen.
  const sent = files.filter(({ size }) => size > 0), wrong: string[] = [];
  if (sent.length === 0) wrong.push("Please choose a picture.");
  for (const file of sent) {
    const type = await readKind(file);
    if (pictures.count() >= MOST) wrong.push(`${file.name}: there is room for ${MOST} pictures.`);
    else if (!type) wrong.push(`${file.name} is no picture.`);
    else await save(file, type);
  }
  const kept = sent.length - wrong.length;
  if (kept > 0) {
    addToast(session, kept === 1 ? "One picture is kept" : `${kept} pictures are kept`, "success");
  }
  if (wrong.length > 0 && !htmx.request) {
    return FtResponse(Page("Pictures", UploadForm(wrong), Gallery()), { status: 422 });
  }
  return htmx.request ? [UploadForm(wrong), Gallery(true)] : Redirect(index);
});

/** Stores a file under a name of this program's own: that of a client could be a path. */
async function save(file: File, type: string): Promise<void> {
  const id = crypto.randomUUID();
  await Deno.writeFile(toPath(id), file.stream());
  pictures.insert({ id, name: file.name, type, size: file.size });
}

const picture = rt.get("/pictures/{id:uuid}", ({ id }) => {
  const { type } = pictures.get(id);
  return FileResponse(toPath(id), { type, cacheControl: "private, max-age=31536000, immutable" });
});

const download = rt.get("/pictures/{id:uuid}/download", ({ id }) => {
  const { type, name } = pictures.get(id);
  return FileResponse(toPath(id), { type, filename: name });
});

const list = rt.get("/list", () =>
  Page(
    "All files",
    Card(Table({
      label: "Files",
      rows: pictures({ orderBy: "at desc" }),
      columns: {
        name: {
          label: "Name",
          show: (name, { id }) => A(name, { href: download.to({ id }) }),
        },
        type: "Kind",
        size: {
          label: "Size",
          show: (size) => `${(size / 1000).toLocaleString("en", { maximumFractionDigits: 1 })} kB`,
        },
        at: { label: "Sent (UTC)", show: (at) => DATE.format(at) },
        id: {
          label: Span("What to do", { cls: "ui-hidden" }),
          align: "end",
          show: (id, { name }) =>
            ConfirmButton(
              {
                question: `Delete ${name}?`,
                action: remove.to({ id }),
                size: "sm",
                variant: "ghost",
              },
              "Delete",
            ),
        },
      },
      empty: "No files yet",
    })),
  ));

const remove = rt.post("/pictures/{id:uuid}/delete", async ({ id }) => {
  pictures.delete(id);
  await Deno.remove(toPath(id));
  return Redirect(list);
});

function Page(title: string, ...content: FT[]) {
  const nav = [
    { label: "Pictures", href: index, icon: "images" as const },
    { label: "All files", href: list, icon: "list" as const },
  ];
  return AppShell({ title, brand: "Darkroom", nav, end: ThemeToggle() }, content);
}

/** The form for pictures. What comes back takes its place: an empty one, with what went wrong. */
function UploadForm(wrong: readonly string[] = []): FT {
  return FieldForm(
    {
      id: "upload",
      method: "post",
      action: upload,
      enctype: "multipart/form-data",
      hx_post: upload,
      hx_encoding: "multipart/form-data",
      hx_swap: "outerHTML",
    },
    wrong.length > 0 && Alert({ tone: "danger", title: "Not kept" }, wrong.map((text) => P(text))),
    DropZone({
      name: "files",
      multiple: true,
      accept: "image/png,image/jpeg,image/gif,image/webp",
      required: true,
      hint: "PNG, JPEG, GIF or WebP, 10 MB each",
    }),
    Div(Button("Send", { variant: "primary", icon: "upload" })),
  );
}

function Gallery(isChange = false): FT {
  const images = pictures({ orderBy: "at desc" }).map(({ id, name }) => {
    return { src: picture.to({ id }), alt: name, caption: name };
  });
  return Div(
    { id: "gallery", hx_swap_oob: isChange },
    images.length > 0 ? Lightbox({ label: "Pictures", images }) : EmptyState(
      { title: "No pictures yet", icon: "images", level: 2 },
      "The first one is yours.",
    ),
  );
}

function toPath(id: string): string {
  return `${folder}/${id}`;
}

const DATE = new Intl.DateTimeFormat("en", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

serve(app);
