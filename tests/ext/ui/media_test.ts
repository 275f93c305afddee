import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { Carousel, Lightbox } from "../../../ext/ui.ts";

Deno.test("slides have a link each, of which the first is current", () => {
  strictEqual(
    `${Carousel({ id: "c", label: "Voices", peek: true }, "One", null, ["Two"])}`,
    '<div id="c" role="group" aria-roledescription="carousel" aria-label="Voices">' +
      '<div class="ui-carousel ui-carousel-peek" tabindex="0" role="region" aria-label="Voices">' +
      '<div id="c-1">One</div><div id="c-2">Two</div></div><div class="ui-carousel-dots">' +
      '<a href="#c-1" data-ui-slide aria-current="true" aria-label="Slide 1 of 2"></a>' +
      '<a href="#c-2" data-ui-slide aria-label="Slide 2 of 2"></a></div></div>',
  );
});

Deno.test("small pictures open a dialog of large ones", () => {
  const html = `${
    render(
      Lightbox({
        id: "l",
        label: "Trip",
        images: [{ src: "/1.jpg", alt: "Sea", thumb: "/1s.jpg", caption: "Noon" }],
      }),
    )
  }`;
  strictEqual(
    html.replace(/<button title="Close".*?<\/button>/, "×"),
    '<div id="l" class="ui-thumbs"><button type="button" commandfor="l-all" command="show-modal" ' +
      'data-ui-slide="l-1"><img src="/1s.jpg" alt="Sea" loading="lazy"></button></div>' +
      '<dialog id="l-all" class="ui-dialog ui-lightbox" closedby="any" aria-label="Trip">' +
      '<div class="ui-dialog-head"><div class="ui-muted">Trip</div>×</div><div class="ui-dialog-body">' +
      '<div class="ui-carousel" tabindex="0" role="region" aria-label="Trip"><figure id="l-1">' +
      '<img src="/1.jpg" alt="Sea" loading="lazy"><figcaption>Noon</figcaption></figure></div></div></dialog>',
  );
});
