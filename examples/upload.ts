/** Uploads with a progress bar. Large files never fill the memory. */
import { A, fastApp, FileResponse, Li, serve, Small, Ul } from "@fasthtml/fasthtml";
import {
  Button,
  Card,
  DropZone,
  FieldForm,
  LandingPage,
  PageSection,
  Row,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";

export const { app, rt } = fastApp(ui(), { limits: { maxUpload: 200_000_000 } });

const folder = Deno.env.get("UPLOADS") ?? `${import.meta.dirname}/data/uploads`;

rt("/", () =>
  LandingPage(
    { title: "Upload", brand: "Files", end: ThemeToggle() },
    PageSection(
      { title: "Upload", level: 1, lead: "Up to 200 MB. The bar shows how much has been sent." },
      Card(
        FieldForm(
          {
            method: "post",
            action: upload,
            hx_post: upload,
            hx_target: "#sent",
            hx_swap: "beforeend",
          },
          DropZone({ name: "files", multiple: true, required: true }),
          Row(Button("Send", { variant: "primary", icon: "upload" })),
        ),
        Ul({ id: "sent" }),
      ),
    ),
  ));

const upload = rt.post("/upload", { files: [File] }, ({ files }) => files.map(save));

/** Stores a file under a generated name: a client's name could be a path. */
async function save(file: File) {
  const id = crypto.randomUUID();
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(`${folder}/${id}`, file.stream());
  const href = download.to({ id, name: file.name });
  return Li(A(file.name, { href }), Small(` ${file.size.toLocaleString("en")} bytes`));
}

// With a file name it is a download. In the page, a client's HTML would run as this site's own.
const download = rt.get(
  "/file/{id:uuid}",
  { name: "file" },
  ({ id, name }) =>
    FileResponse(`${folder}/${id}`, { filename: name, type: "application/octet-stream" }),
);

serve(app);
