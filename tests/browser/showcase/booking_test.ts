import { deepStrictEqual, match, strictEqual } from "node:assert";
import { Client } from "@fasthtml/fasthtml";
import { toCalendar } from "../../../examples/showcase/booking/calendar.ts";
import {
  HOST_ZONE,
  timesOf,
  today,
  toMonday,
  WEEKS,
} from "../../../examples/showcase/booking/times.ts";
import { withEnv } from "../../examples/_env.ts";
import { freePort } from "../../_port.ts";
import { until } from "../../_within.ts";
import { browserTest, REJECTED, watch } from "../_browser.ts";
import { findFlaws, showcase } from "./_flaws.ts";

const { app } = await withEnv(
  { BOOKING_DB: ":memory:", BASE_URL: "http://localhost" },
  () => import("../../../examples/showcase/booking.ts"),
);

/** The times of a week that is whole. */
const MONDAY = toMonday(today()).add({ weeks: 1 });
const TIMES = timesOf(MONDAY).map((time) => time.toString());
const ADA = { name: "Ada", email: "ada@example.com", note: "" };

/** The worker of the program's jobs goes on between tests. */
const WORKING = { sanitizeOps: false, sanitizeResources: false };

Deno.test("booking: the hours are those of the host's clock, also when clocks change", () => {
  const toFirst = (day: string) => {
    const monday = toMonday(Temporal.PlainDate.from(day));
    const times = timesOf(monday);
    return [monday.toString(), times.length, `${times[0]}`, `${times.at(-1)}`];
  };
  deepStrictEqual([toFirst("2099-03-27"), toFirst("2099-03-30")], [
    ["2099-03-23", 60, "2099-03-23T08:00:00Z", "2099-03-27T14:30:00Z"],
    ["2099-03-30", 60, "2099-03-30T07:00:00Z", "2099-04-03T13:30:00Z"],
  ]);
});

Deno.test("booking: texts of a calendar's file are escaped and folded", () => {
  const file = toCalendar({
    id: "1@example.com",
    start: Temporal.Instant.from("2026-11-23T08:00:00Z"),
    minutes: 30,
    title: "Ada; Bob, \\o/",
    text: "Zürich\r\nEND:VEVENT " + "ü".repeat(60),
    organizer: "a@example.com",
    attendee: "b".repeat(60),
  });
  const lines = file.replaceAll(/DTSTAMP:.*/g, "DTSTAMP:now").split("\r\n");
  deepStrictEqual(lines, [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//FastHTML for Deno//Booking//EN",
    "METHOD:REQUEST",
    "BEGIN:VEVENT",
    "UID:1@example.com",
    "SEQUENCE:0",
    "DTSTAMP:now",
    "DTSTART:20261123T080000Z",
    "DTEND:20261123T083000Z",
    "SUMMARY:Ada\\; Bob\\, \\\\o/",
    "DESCRIPTION:Zürich\\nEND:VEVENT " + "ü".repeat(21),
    " " + "ü".repeat(37),
    " üü",
    "ORGANIZER:mailto:a@example.com",
    "ATTENDEE:mailto:" + "b".repeat(58),
    " bb",
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

Deno.test("booking: a guest sees the times by the own clock", WORKING, async () => {
  const first = MONDAY.toZonedDateTime({ timeZone: HOST_ZONE, plainTime: "09:00" });
  for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]) {
    const client = new Client(app);
    const { clocks } = await read(client, `/?week=${MONDAY}&zone=${zone}`);
    const local = first.withTimeZone(zone).toPlainTime().toString({ smallestUnit: "minute" });
    strictEqual(clocks[0], local);
    strictEqual(clocks.length, 60);
    deepStrictEqual((await read(client, `/?week=${MONDAY}`)).clocks, clocks);
    deepStrictEqual((await read(client, `/?week=${MONDAY}&zone=Mars/Olympus`)).clocks, clocks);
  }
});

Deno.test("booking: of a hundred who want a time at once, one gets it", WORKING, async () => {
  const ends = await Promise.all(
    Array.from(
      { length: 100 },
      (_, at) => book(TIMES[0]!, { ...ADA, email: `guest${at}@example.com` }),
    ),
  );
  const [got, ...others] = ends.toSorted();
  match(got!, /^303 \/meetings\//);
  deepStrictEqual(others, Array.from({ length: 99 }, () => "409"));
  const { clocks, taken } = await read(new Client(app), `/?week=${MONDAY}&zone=${HOST_ZONE}`);
  deepStrictEqual([clocks.length, taken], [59, ["09:00"]]);
  const start = encodeURIComponent(TIMES[0]!);
  const late = await new Client(app).post(`/book/${start}?zone=UTC`, { data: ADA });
  match(await late.text(), /This time is taken/);
});

Deno.test(
  "booking: what is no time of the host is not booked, nor a third one",
  WORKING,
  async () => {
    const email = "many@example.com", day = MONDAY.toString();
    const wrong = [
      `${day}T11:07:00Z`,
      `${day}T02:00:00Z`,
      `${MONDAY.add({ days: 5 })}T09:00:00Z`,
      `${MONDAY.subtract({ weeks: 2 })}T09:00:00Z`,
      timesOf(toMonday(today()).add({ weeks: WEEKS }))[0]!.toString(),
      "soon",
    ];
    for (const time of wrong) strictEqual(await book(time, { ...ADA, email }), "409", time);
    strictEqual(await book(TIMES[1]!, { ...ADA, name: " ", email }), "422");
    for (const time of [TIMES[1]!, TIMES[2]!]) match(await book(time, { ...ADA, email }), /^303/);
    strictEqual(await book(TIMES[3]!, { ...ADA, email: "MANY@example.com" }), "409");
  },
);

Deno.test(
  "booking: a mail has a calendar's file, and a link that cancels once",
  WORKING,
  async () => {
    const client = new Client(app), email = "cleo@example.com";
    const [, path] = (await book(TIMES[5]!, { ...ADA, email, note: "Kites; <sails>" })).split(" ");
    const [mail] = await mailsAfter(email, 1);
    match(mail!, new RegExp(`http://localhost${path!}`));
    match(mail!, /meeting\.ics/);
    match(await (await client.get(path!)).text(), /Kites; &lt;sails&gt;/);
    const file = await (await client.get(`${path}/meeting.ics`)).text();
    match(file, new RegExp(`\r\nDTSTART:${TIMES[5]!.replaceAll(/[-:]/g, "")}\r\n`));

    const forged = path!.replace(/.$/, (end) => end === "A" ? "B" : "A");
    for (const wrong of [forged, path!.replace(/[^/]+$/, "x"), path!.replace(/s\/./, "s/_")]) {
      strictEqual((await client.get(wrong)).status, 404);
      strictEqual((await client.post(`${wrong}/cancel`)).status, 404);
    }
    strictEqual((await read(client, `/?week=${MONDAY}`)).taken.length, 4);
    for (let i = 0; i < 2; i++) {
      const end = await client.post(`${path}/cancel`, { redirect: "manual" });
      strictEqual(`${end.status} ${end.headers.get("location")}`, `303 ${path}`);
    }
    match(await (await client.get(path!)).text(), /The meeting is canceled/);
    strictEqual((await client.get(`${path}/meeting.ics`)).status, 404);
    strictEqual((await read(client, `/?week=${MONDAY}`)).taken.length, 3);
    match(await book(TIMES[5]!, ADA), /^303/);
    await mailsAfter(ADA.email, 1);
    strictEqual((await mailsAfter(email, 2)).length, 2);
  },
);

/** Milliseconds for a step, on a busy machine. */
const PATIENCE = 120_000;

/** A program of its own, whose links lead to it. */
function newProgram(HTMX = "4") {
  const PORT = `${freePort()}`, BASE_URL = `http://127.0.0.1:${PORT}`;
  return { ...showcase("booking.ts", { PORT, BASE_URL, HTMX }), warns: REJECTED };
}

for (const version of ["4", "2"]) {
  browserTest(
    `booking: in the browser's zone, booked and canceled (htmx ${version})`,
    newProgram(version),
    async ({ browser, program }) => {
      const context = await browser.newContext({
        baseURL: program.origin,
        timezoneId: "Asia/Kolkata",
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      const problems = watch(page, REJECTED);
      // Before it is loaded, the page may be on its way to the one of the browser's zone.
      await page.goto(`/?week=${MONDAY}`, { waitUntil: "commit" });
      await page.waitForURL(/zone=Asia/);
      const clock = Temporal.Instant.from(TIMES[0]!).toZonedDateTimeISO("Asia/Kolkata")
        .toPlainTime().toString({ smallestUnit: "minute" });
      await page.getByRole("link", { name: clock }).first().click();
      await page.getByText(/\(Asia\/(Kolkata|Calcutta)\), 30 minutes/).waitFor();
      await page.getByLabel("Your name").fill("Ada");
      await page.getByLabel("E-mail").fill("ada@example.com");
      await page.getByRole("button", { name: "Book", exact: true }).click();
      await page.getByRole("heading", { name: "See you soon" }).waitFor();
      await page.getByText(clock).waitFor();
      await page.getByRole("button", { name: "Cancel the meeting" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel the meeting" })
        .click();
      await page.getByRole("heading", { name: "The meeting is canceled" }).waitFor();
      deepStrictEqual(problems, []);
      await context.close();
    },
  );
}

browserTest("booking: without scripts, too", newProgram(), async ({ browser, program }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: program.origin });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const problems = watch(page);
  await page.goto(`/?week=${MONDAY}`);
  await page.getByLabel("Your time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/zone=Asia/); // the page before has times, too
  await page.locator(".week a").first().click();
  await page.getByText("(Asia/Tokyo), 30 minutes").waitFor();
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByRole("heading", { name: "See you soon" }).waitFor();
  deepStrictEqual(problems, []);
  await context.close();
});

browserTest("booking: it keeps no one out, on no screen", newProgram(), async ({ page }) => {
  const start = encodeURIComponent(TIMES[0]!);
  page.setDefaultTimeout(PATIENCE);
  for (const path of [`/?week=${MONDAY}&zone=Asia/Tokyo`, `/book?start=${start}&zone=UTC`]) {
    await page.goto(path);
    deepStrictEqual(await findFlaws(page), [], path);
  }
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByRole("heading", { name: "See you soon" }).waitFor();
  deepStrictEqual(await findFlaws(page), []);
  await page.goto(`/?week=${MONDAY}&zone=Asia/Tokyo`);
  deepStrictEqual(await findFlaws(page), []);
});

/** The times of a page that are free, by the guest's clock, and those that are taken. */
async function read(client: Client, path: string) {
  const html = await (await client.get(path)).text();
  const free = html.matchAll(/href="\/book\?start=[^"]*"[^>]*>(\d\d:\d\d)/g);
  const taken = html.matchAll(/<span class="taken">(\d\d:\d\d)/g);
  return { clocks: [...free].map(([, text]) => text!), taken: [...taken].map(([, text]) => text!) };
}

/** Books a time: the status, and where it leads to. */
async function book(time: string, data: Record<string, string>): Promise<string> {
  const path = `/book/${encodeURIComponent(time)}?zone=UTC`;
  const response = await new Client(app).post(path, { data, redirect: "manual" });
  return [response.status, response.headers.get("location")].filter(Boolean).join(" ");
}

/** The mails to someone, once there are so many. */
async function mailsAfter(email: string, count: number): Promise<string[]> {
  let paths: string[] = [];
  await until(120, `mail ${count} to ${email}`, async () => {
    const list = await (await app.request("/dev/mail")).text();
    const found = list.matchAll(/<a href="(\/dev\/mail\/[^"]+)">[^<]*<\/a> to ([^<]*)/g);
    paths = [...found].filter(([, , to]) => to!.includes(email)).map(([, path]) => path!);
    return paths.length >= count;
  });
  return Promise.all(paths.map(async (path) => await (await app.request(path)).text()));
}
