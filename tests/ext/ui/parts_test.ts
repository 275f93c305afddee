import { strictEqual } from "node:assert";
import { render } from "../../../mod.ts";
import {
  Alert,
  Avatar,
  AvatarGroup,
  Badge,
  Kbd,
  Loading,
  Progress,
  Skeleton,
  Spinner,
} from "../../../ext/ui.ts";

Deno.test("a badge has its tone", () => {
  strictEqual(
    render(Badge("Draft")),
    '<span class="ui-badge ui-tone-neutral">Draft</span>',
  );
  strictEqual(
    render(Badge({ tone: "success", variant: "solid", dot: true }, "Paid")),
    '<span class="ui-badge ui-tone-success ui-badge-solid ui-badge-dot">Paid</span>',
  );
});

Deno.test("an alert of danger is read out at once, others when there is time", () => {
  strictEqual(
    render(Alert({ tone: "danger", icon: null, title: "No", actions: "Retry" }, "Why")),
    '<div role="alert" class="ui-alert ui-tone-danger"><span></span><div class="ui-flow">' +
      '<p class="ui-alert-title">No</p><div>Why</div></div><div class="ui-row">Retry</div>' +
      "</div>",
  );
  strictEqual(
    render(Alert({ icon: null }, "Well")),
    '<div role="status" class="ui-alert ui-tone-info"><span></span><div class="ui-flow">' +
      "<div>Well</div></div></div>",
  );
});

Deno.test("an avatar has a name, initials or a picture", () => {
  strictEqual(
    render(Avatar({ name: "Ada King Lovelace", tone: "info" })),
    '<span role="img" aria-label="Ada King Lovelace" class="ui-avatar ui-tone-info">' +
      '<span aria-hidden="true">AL</span></span>',
  );
  strictEqual(
    render(Avatar({ name: "Ada", src: "/a.png", size: "lg", tone: "info" })),
    '<span class="ui-avatar ui-tone-info ui-avatar-lg"><img src="/a.png" alt="Ada">' +
      "</span>",
  );
  strictEqual(
    render(Avatar({ name: "", tone: "info" })),
    '<span role="img" aria-label="" class="ui-avatar ui-tone-info">' +
      '<span aria-hidden="true"></span></span>',
  );
  strictEqual(
    render(AvatarGroup(Avatar({ name: "Łukasz", tone: "info" }))),
    '<div class="ui-avatars">' +
      '<span role="img" aria-label="Łukasz" class="ui-avatar ui-tone-info">' +
      '<span aria-hidden="true">Ł</span></span></div>',
  );
});

Deno.test("progress has a label, and says how far it is", () => {
  strictEqual(
    render(Progress({ label: "Upload", value: 1, max: 3 })),
    '<div class="ui-progress"><div class="ui-progress-top">' +
      '<span id="ui-progress-106vtz0">Upload</span><span>33 %</span></div>' +
      '<progress aria-labelledby="ui-progress-106vtz0" value="1" max="3" class="ui-bar">' +
      "</progress></div>",
  );
  strictEqual(
    render(Progress({ label: "Import", tone: "success" })),
    '<div class="ui-progress"><div class="ui-progress-top">' +
      '<span id="ui-progress-o7fto4">Import</span><span></span></div>' +
      '<progress aria-labelledby="ui-progress-o7fto4" class="ui-bar ui-tone-success">' +
      "</progress></div>",
  );
  strictEqual(
    render(Progress({ label: "Disk", value: 0, max: 9, text: "0 of 9" })),
    '<div class="ui-progress"><div class="ui-progress-top">' +
      '<span id="ui-progress-1chaz0k">Disk</span><span>0 of 9</span></div>' +
      '<progress aria-labelledby="ui-progress-1chaz0k" value="0" max="9" class="ui-bar">' +
      "</progress></div>",
  );
});

Deno.test("what waits", () => {
  strictEqual(
    render(Skeleton({ lines: 2 })),
    '<div aria-hidden="true" class="ui-skeleton"><div></div><div></div></div>',
  );
  strictEqual(
    render(Skeleton({ box: true })),
    '<div aria-hidden="true" class="ui-skeleton ui-skeleton-box"><div></div></div>',
  );
  strictEqual(
    render(Spinner({ label: "Orders" })),
    '<span role="status" class="ui-spinner"><span class="ui-hidden">Orders</span></span>',
  );
  strictEqual(
    render(Loading({ id: "wait" })),
    '<span role="status" id="wait" class="ui-spinner ui-loading">' +
      '<span class="ui-hidden">Loading</span></span>',
  );
  strictEqual(
    render(Kbd("K")),
    '<kbd class="ui-kbd">K</kbd>',
  );
});
