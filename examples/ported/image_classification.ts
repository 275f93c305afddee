/** Says what an uploaded picture shows. From AnswerDotAI/fasthtml-example, image_classification_app/main.py. */
import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";
import { Br, Button, Div, FastHTML, FileResponse, Form, H1, Img, Input } from "@fasthtml/fasthtml";
import { Main, P, serve, Title } from "@fasthtml/fasthtml";
import { picolink } from "@fasthtml/fasthtml/ext/pico";

export const app = new FastHTML({ hdrs: picolink });

// Ensure the uploads directory exists.
await Deno.mkdir("uploads", { recursive: true });

// A classifier that needs no download: which of these colours is nearest to the picture's? Put your
// own model here.
const hotdogs = [[176, 96, 56], [200, 140, 90]];
const others = [[60, 110, 180], [80, 130, 60], [230, 230, 230], [30, 30, 30]];

async function classify(path: string) {
  const mean = await toMeanColour(await Deno.readFile(path)).catch(() => undefined);
  if (!mean) return "not hotdog!"; // It is not even a picture.
  const nearest = (known: number[][]) =>
    Math.min(...known.map((colour) => Math.hypot(...colour.map((value, i) => value - mean[i]))));
  return nearest(hotdogs) < nearest(others) ? "hotdog!" : "not hotdog!";
}

// Draws a picture as one pixel, and reads that from the PNG.
async function toMeanColour(bytes: BlobPart) {
  const size = { resizeWidth: 1, resizeHeight: 1, resizeQuality: "high" } as const;
  const canvas = new OffscreenCanvas(1, 1);
  const bitmap = await createImageBitmap(new Blob([bytes]), size);
  canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
  const png = Buffer.from(await (await canvas.convertToBlob()).bytes());
  return inflateSync(png.subarray(png.indexOf("IDAT") + 4)).subarray(1, 4);
}

app.get("/", () => {
  const image = { type: "file", name: "image", accept: "image/*", required: true } as const;
  const form = Form({ enctype: "multipart/form-data", hx_post: "/classify", hx_target: "#result" })
    .with(Input({ ...image, aria_label: "Image" }), Button("Classify"));
  const main = Main(H1("Image Classification App"), form, Br(), Div({ id: "result" }));
  return [Title("Image Classification"), main.with({ cls: "container" })];
});

app.post("/classify", { image: File }, async ({ image }) => {
  // Save the uploaded image.
  const imagePath = `uploads/${image.name}`;
  await Deno.writeFile(imagePath, image.stream());
  const result = await classify(imagePath);
  const src = serveUpload.to({ filename: image.name });
  const picture = Img({ src, alt: "Uploaded image", style: "max-width: 300px;" });
  return Div(P(`Classification result: ${result}`), picture);
});

const serveUpload = app.get("/uploads/{filename}", ({ filename }) => {
  return FileResponse(`uploads/${filename}`);
});

serve(app);
