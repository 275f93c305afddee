/** Uploads with a progress bar. Large files never fill the memory. */
import {
  A,
  Button,
  fastApp,
  FileResponse,
  Form,
  Input,
  Li,
  Progress,
  serve,
  Small,
  Titled,
  Ul,
} from "@fasthtml/fasthtml";

export const { app, rt } = fastApp({ title: "Upload", limits: { maxUpload: 200_000_000 } });

const folder = Deno.env.get("UPLOADS") ?? `${import.meta.dirname}/data/uploads`;

rt("/", () =>
  Titled(
    "Upload",
    Form(
      {
        method: "post",
        action: upload,
        hx_post: upload,
        hx_target: "#files",
        hx_swap: "beforeend",
        "hx-on:htmx:xhr:progress": "if (event.detail.lengthComputable) htmx.find('#bar').value = " +
          "100 * event.detail.loaded / event.detail.total",
      },
      Input({ type: "file", name: "files", multiple: true, aria_label: "Files" }),
      Button("Send"),
    ),
    Progress({ id: "bar", max: 100, value: 0, style: "margin-top: 1rem" }),
    Ul({ id: "files" }),
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
