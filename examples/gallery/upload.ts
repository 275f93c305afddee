/** Uploads with a progress bar. This demo reads the files and stores nothing. */
import { fastApp, Li, serve, Small, Strong, Ul } from "@fasthtml/fasthtml";
import { AuthPage, Button, DropZone, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";

export const { app, rt } = fastApp({
  ...ui(),
  csp: true,
  limits: { maxUpload: 2_000_000, maxFields: 10 }, // more is a 413, and a toast for the user
});

const index = rt.get("/", () =>
  AuthPage(
    { title: "Upload", brand: "Files", home: index, description: "Up to 2 MB at a time." },
    FieldForm(
      { method: "post", action: upload, hx_post: upload, hx_target: "#sent" },
      DropZone({ name: "files", label: "Files", multiple: true, required: true }),
      Button("Send", { variant: "primary", icon: "upload" }),
    ),
    Ul({ id: "sent", aria_live: "polite" }),
  ));

const upload = rt.post("/upload", { files: [File] }, ({ files }) => {
  return Promise.all(files.map(describe)); // or store each: await Deno.writeFile(path, file.stream())
});

async function describe(file: File) {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const start = new Uint8Array(hash).toHex().slice(0, 12);
  const size = `${file.size.toLocaleString("en")} bytes`;
  return Li(Strong(file.name.slice(0, 200)), " ", Small(`${size}, SHA-256 ${start}…`));
}

serve(app);
