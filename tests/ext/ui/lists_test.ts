import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import { ChatBubble, DescriptionList, Timeline, TimelineItem } from "../../../ext/ui.ts";

Deno.test("facts are names and values", () => {
  strictEqual(
    render(DescriptionList({ items: { Name: "Ada", Age: 36 } })),
    '<dl class="ui-facts"><div><dt>Name</dt><dd>Ada</dd></div><div><dt>Age</dt><dd>36' +
      "</dd></div></dl>",
  );
});

Deno.test("events are an ordered list, with machine-readable times", () => {
  strictEqual(
    render(
      Timeline(
        TimelineItem(
          { title: "Paid", time: "today", datetime: "2026-11-22", tone: "success" },
          "By card",
        ),
      ),
    ),
    '<ol class="ui-timeline"><li>' +
      '<span class="ui-timeline-mark ui-tone-success" aria-hidden="true"></span><div>' +
      '<div class="ui-timeline-top"><p>Paid</p><time datetime="2026-11-22">today</time>' +
      '</div><div class="ui-muted">By card</div></div></li></ol>',
  );
});

Deno.test("a message is on the side of who says it", () => {
  strictEqual(
    render(ChatBubble({ mine: true, time: "14:02" }, "Yes")),
    '<div class="ui-chat ui-chat-mine"><div class="ui-chat-top">14:02</div>' +
      '<div class="ui-chat-text ui-flow">Yes</div></div>',
  );
  strictEqual(
    render(ChatBubble({ name: "Ada" }, "No")),
    '<div class="ui-chat">' +
      '<span role="img" aria-label="Ada" aria-hidden="true" class="ui-avatar ui-tone-primar' +
      'y"><span aria-hidden="true">A</span></span><div class="ui-chat-top">Ada</div>' +
      '<div class="ui-chat-text ui-flow">No</div></div>',
  );
});
