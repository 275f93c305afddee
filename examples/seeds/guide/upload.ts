/** A file, and several. */
import { Button, fastApp, Form, Input, Li, P, serve, Ul } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();
await Deno.mkdir("uploads", { recursive: true });

rt("/", () =>
  Form(
    { action: "/upload", method: "post", enctype: "multipart/form-data" },
    Input({ type: "file", name: "file", aria_label: "File" }),
    Button("Upload"),
  ));

rt({ file: File }, async function upload({ file }) {
  const savePath = `uploads/${file.name}`;
  await Deno.writeFile(savePath, file.stream());
  return P(`Uploaded ${file.name} (${file.size} bytes)`);
});

rt({ files: [File] }, function several({ files }) {
  return Ul(files.map((file) => Li(file.name)));
});

serve(app);
