/** Shows images as they are uploaded. From AnswerDotAI/FastHTML-Gallery, …/multi_image_upload/app.py. */
import { Buffer } from "node:buffer";
import { Card, Div, fastApp, Grid, H3, H4, Img, Input, serve, Titled } from "@fasthtml/fasthtml";

export const { app, rt } = fastApp();

rt(function index() {
  const center = { style: "text-align: center;" };
  const card = Card(
    { style: "border: 2px solid #ccc; border-radius: 8px;" }, // A border that shows the drop zone.
    H3("Drag and drop images here", center),
    Input({ type: "file", name: "images", multiple: true, required: true, accept: "image/*" })
      .with({ hx_post: upload, hx_trigger: "change", hx_encoding: "multipart/form-data" })
      .with({ hx_target: "#image-list", hx_swap: "afterbegin", aria_label: "Images" }),
  );
  const list = [H3("👇 Uploaded images 👇", center), Div({ id: "image-list" })];
  return Titled("Multi Image Upload", card, list);
});

async function ImageCard(image: File) {
  const base64 = Buffer.from(await image.bytes()).toString("base64");
  return Card(H4(image.name), Img({ src: `data:${image.type};base64,${base64}`, alt: image.name }));
}

// A grid with a card for each image.
const upload = rt({ images: [File] }, function upload({ images }) {
  return Grid(...images.map(ImageCard));
});

serve(app);
