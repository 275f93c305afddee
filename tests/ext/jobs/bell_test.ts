import { Bell } from "../../../ext/jobs/bell.ts";

const HOUR = 3_600_000;

Deno.test("Bell.heard() ends when it rings, also if that was before", async () => {
  const bell = new Bell();
  bell.ring();
  bell.ring();
  await bell.heard(HOUR);
  const heard = bell.heard(HOUR);
  bell.ring();
  await heard;
});

Deno.test("Bell.heard() ends after its time", async () => {
  await new Bell().heard(1);
});
