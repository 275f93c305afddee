import { strictEqual, throws } from "node:assert";
import { YouTubeEmbed } from "../../../ext/js.ts";

const REST =
  'title="YouTube video player" frameborder="0" allow="accelerometer; autoplay; clipboard-write; ' +
  'encrypted-media; gyroscope; picture-in-picture; web-share" ' +
  'referrerpolicy="strict-origin-when-cross-origin" allowfullscreen';

Deno.test("YouTubeEmbed() shows a video, with what is asked for", () => {
  const src = "https://www.youtube.com/embed/dQw4w9WgXcQ";
  strictEqual(
    `${YouTubeEmbed("dQw4w9WgXcQ")}`,
    `<div><iframe width="560" height="315" src="${src}" ${REST}></iframe></div>`,
  );
  strictEqual(
    `${YouTubeEmbed("dQw4w9WgXcQ", { startTime: 30, noControls: true, cls: "v", width: 9 })}`,
    `<div class="v"><iframe width="9" height="315" src="${src}?start=30&amp;controls=0" ${REST}>` +
      "</iframe></div>",
  );
});

Deno.test("YouTubeEmbed() never leaves YouTube, whatever the id is", () => {
  const html = `${YouTubeEmbed('../../x?a=1&b="><script>')}`;
  strictEqual(
    html.match(/src="([^"]*)"/)![1],
    "https://www.youtube.com/embed/..%2F..%2Fx%3Fa%3D1%26b%3D%22%3E%3Cscript%3E",
  );
});

Deno.test("YouTubeEmbed() rejects an empty id, and none", () => {
  for (const [id, found] of [["", '""'], [undefined, "undefined"], [7, "7"]] as const) {
    throws(() => YouTubeEmbed(id as string), {
      name: "TypeError",
      message: `Cannot embed a video: the id is ${found}, expected a text`,
    });
  }
});
