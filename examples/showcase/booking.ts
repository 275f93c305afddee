/**
 * Meetings that guests book: a week of times in the guest's time zone, of which each is booked once,
 * a mail with a file for calendars, and a link in it that cancels the meeting.
 *
 * Without `MAIL_URL`, mails are at /dev/mail.
 *
 * @module
 */
import {
  A,
  Asset,
  between,
  checked,
  type Child,
  cookie,
  Div,
  fastApp,
  type FieldErrors,
  Form,
  type FT,
  FtResponse,
  H2,
  Hidden,
  HTTPException,
  Li,
  optional,
  P,
  Redirect,
  Section,
  serve,
  Span,
  Strong,
  Ul,
} from "@fasthtml/fasthtml";
import { jobs } from "@fasthtml/fasthtml/ext/jobs";
import { mailer } from "@fasthtml/fasthtml/ext/mail";
import {
  Alert,
  Button,
  Card,
  ConfirmButton,
  DescriptionList,
  EmptyState,
  Field,
  FormFor,
  LandingPage,
  LinkButton,
  PageSection,
  Row,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { z } from "zod";
import { book, type Booking, bookings, db, isSigned, MOST, sign } from "./booking/bookings.ts";
import { toCalendar } from "./booking/calendar.ts";
import {
  HOST_ZONE,
  MINUTES,
  timesOf,
  today,
  toMonday,
  toTime,
  toZone,
  WEEKS,
  ZONES,
} from "./booking/times.ts";
import findZone from "./booking/zone.js" with { type: "text" };

const { PORT = "5001", BASE_URL = `http://localhost:${PORT}`, MAIL_URL } = Deno.env.toObject();
const HOST = "hello@example.com";

const Guest = z.object({
  name: z.string().trim().min(1, "Your name, please").max(80, "At most 80 characters"),
  email: z.string().trim().toLowerCase().pipe(z.email("Such as ada@example.com")),
  note: z.string().trim().max(500, "At most 500 characters"),
});

// The tests run this with both versions of htmx. Mails are shown in development alone.
export const { app, rt } = fastApp({
  ...ui({ theme: "folio", hdrs: new Asset("zone.mjs", findZone), css: css() }),
  title: "Mara Lindqvist",
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  live: MAIL_URL === undefined,
});

// A mail is part of the transaction that books, and is sent though the server ends after it.
const queue = jobs(db);
const mail = mailer({ from: `Mara Lindqvist <${HOST}>`, baseUrl: BASE_URL, jobs: queue });
mail.with(app);
queue.work().with(app);

const index = rt.get(
  "/",
  { week: optional(String), zone: optional(String) },
  ({ week, zone: chosen, cookies }) => {
    const zone = toZone(chosen) ?? toZone(cookies.zone);
    const page = WeekPage(toWeek(week), zone ?? HOST_ZONE, zone === undefined);
    return chosen && zone ? [page, cookie("zone", zone, { maxAge: YEAR, httpOnly: true })] : page;
  },
);

const ask = rt.get("/book", { start: String, zone: String }, ({ start, zone }) => {
  const time = toTime(start);
  return time ? BookPage(time, toZone(zone) ?? HOST_ZONE) : gone();
});

const order = rt.post(
  "/book/{start}",
  { zone: String, guest: checked(Guest) },
  async ({ start, zone: name, guest }) => {
    const time = toTime(start), zone = toZone(name) ?? HOST_ZONE;
    if (!time) return gone();
    if (!guest.ok) {
      return FtResponse(BookPage(time, zone, guest.input, guest.errors), { status: 422 });
    }
    const outcome = await db.transaction(() => {
      const made = book({ ...guest.value, zone, start: new Date(time.epochMilliseconds) });
      if (typeof made === "object") mail.later(toMail(made));
      return made;
    });
    if (outcome === "taken") return gone();
    if (outcome === "too many") {
      const errors = { form: `You have ${MOST} meetings already. Cancel one to book another.` };
      return FtResponse(BookPage(time, zone, guest.value, errors), { status: 409 });
    }
    return Redirect(toLink(outcome));
  },
);

/** What a guest sees of a meeting. Who has the link, has it of the mail. */
const meeting = rt.get("/meetings/{id}/{signature}", ({ id, signature }) => {
  const found = find(id, signature);
  if (!found) return Canceled();
  return Page(
    "See you soon",
    Card(
      Details(found),
      Row(
        LinkButton("Add to my calendar", {
          href: file.to({ id, signature }),
          icon: "calendar-plus",
          download: "",
        }),
        ConfirmButton(
          {
            question: "Cancel the meeting?",
            cancel: "Keep it",
            action: cancel.to({ id, signature }),
          },
          "Cancel the meeting",
        ),
      ),
    ),
  );
});

const file = rt.get("/meetings/{id}/{signature}/meeting.ics", ({ id, signature }) => {
  const found = find(id, signature);
  if (!found) throw new HTTPException(404);
  return new Response(toFile(found), {
    headers: {
      "Content-Type": "text/calendar; charset=utf-8; method=REQUEST",
      "Content-Disposition": 'attachment; filename="meeting.ics"',
    },
  });
});

const cancel = rt.post("/meetings/{id}/{signature}/cancel", async ({ id, signature }) => {
  await db.transaction(() => {
    const found = find(id, signature);
    if (!found) return;
    bookings.delete(id);
    mail.later(toMail(found, true));
  });
  return Redirect(meeting.to({ id, signature }));
});

/** The booking of a link; undefined where it is canceled. */
function find(id: string, signature: string): Booking | undefined {
  if (!isSigned(id, signature)) throw new HTTPException(404);
  return bookings.get(id, undefined);
}

function toLink({ id }: Booking): string {
  return meeting.to({ id, signature: sign(id) });
}

function WeekPage(monday: Temporal.PlainDate, zone: string, isGuess: boolean) {
  const first = toMonday(today());
  const times = timesOf(monday);
  const taken = takenOf(times);
  const days = Map.groupBy(times, (time) => show(time, zone, DAY));
  const week = (weeks: number) => {
    const day = monday.add({ weeks });
    const isOpen = Temporal.PlainDate.compare(day, first) >= 0 &&
      Temporal.PlainDate.compare(day, first.add({ weeks: WEEKS })) < 0;
    return isOpen ? index.to({ week: day.toString(), zone }) : undefined;
  };
  const back = week(-1), on = week(1);
  return Page(
    "Book a meeting",
    Card(
      Row(
        { justify: "between" },
        ZoneForm(monday, zone, isGuess),
        Row(
          { gap: "sm" },
          back && LinkButton("Week before", { href: back, icon: "arrow-left", rel: "nofollow" }),
          on && LinkButton("Next week", { href: on, icon: "arrow-right", rel: "nofollow" }),
        ),
      ),
    ),
    days.size === 0
      ? EmptyState({ title: "No times are left this week", level: 2, icon: "calendar-x" })
      : Div(
        { cls: "week" },
        [...days].map(([day, times]) =>
          Section(
            H2(day),
            Ul(times.map((time) => Li(Time(time, zone, taken.has(time.epochMilliseconds))))),
          )
        ),
      ),
  );
}

function Time(time: Temporal.Instant, zone: string, isTaken: boolean): FT {
  const clock = show(time, zone, CLOCK);
  if (isTaken) return Span({ cls: "taken" }, clock, Span(", taken", { cls: "ui-hidden" }));
  const href = ask.to({ start: time.toString(), zone });
  return LinkButton(clock, { href, wide: true, rel: "nofollow" });
}

function ZoneForm(monday: Temporal.PlainDate, zone: string, isGuess: boolean): FT {
  return Form(
    { method: "get", action: index, cls: "ui-row zone" },
    Hidden({ name: "week", value: monday.toString() }),
    Field({
      name: "zone",
      label: "Your time zone",
      type: "select",
      choices: ZONES,
      value: zone,
      data_find_zone: isGuess,
    }),
    Button("Show"),
  );
}

function BookPage(
  time: Temporal.Instant,
  zone: string,
  values: object = {},
  errors: FieldErrors = {},
) {
  return Page(
    "Book a meeting",
    Card(
      { cls: "narrow" },
      P(Strong(show(time, zone, LONG)), ` (${zone}), ${MINUTES} minutes`),
      FormFor(Guest, {
        id: "guest",
        action: order.partial({ start: time.toString(), zone }),
        values,
        errors,
        submit: "Book",
        actions: LinkButton("Another time", { href: index, variant: "ghost" }),
        fields: {
          name: { label: "Your name", autocomplete: "name" },
          email: {
            label: "E-mail",
            as: "email",
            required: true,
            autocomplete: "email",
            hint: "You get a mail with a file for your calendar",
          },
          note: { label: "What is it about?", as: "textarea", rows: 3 },
        },
      }),
    ),
  );
}

/** The response where a time can't be booked, or not any more. */
function gone() {
  const page = Page(
    "Too late",
    Alert(
      { tone: "warning", title: "This time is taken" },
      P("Please choose another one."),
    ),
    Div(LinkButton("See all times", { href: index, variant: "primary" })),
  );
  return FtResponse(page, { status: 409 });
}

function Canceled() {
  return Page(
    "Canceled",
    EmptyState(
      {
        title: "The meeting is canceled",
        level: 2,
        icon: "calendar-x",
        actions: LinkButton("Book another time", { href: index, variant: "primary" }),
      },
    ),
  );
}

function Details({ start, zone, name, note }: Booking): FT {
  const time = Temporal.Instant.fromEpochMilliseconds(start.getTime());
  const items = { When: show(time, zone, LONG), "Time zone": zone, For: name };
  return DescriptionList({ items: note ? { ...items, About: note } : items });
}

function Page(title: string, ...content: Child[]) {
  return LandingPage(
    { title, brand: "Mara Lindqvist", end: ThemeToggle() },
    PageSection({ level: 1, title, lead: `${MINUTES} minutes, by video` }, content),
  );
}

/** The mail to the guest, with a file that calendars read. */
function toMail(booking: Booking, isCanceled = false) {
  const { email, zone, start } = booking;
  const time = show(Temporal.Instant.fromEpochMilliseconds(start.getTime()), zone, LONG);
  return {
    to: email,
    subject: isCanceled ? "Your meeting is canceled" : "Your meeting with Mara Lindqvist",
    body: [
      P(isCanceled ? "Canceled: " : "See you on ", Strong(time), ` (${zone}).`),
      isCanceled
        ? P("You may ", A("book another time", { href: index.to() }), ".")
        : P("If you can't come, you can ", A("cancel the meeting", { href: toLink(booking) }), "."),
    ],
    attachments: [{
      name: "meeting.ics",
      content: toFile(booking, isCanceled),
      type: "text/calendar",
    }],
  };
}

function toFile({ id, start, name, email, note }: Booking, isCanceled = false): string {
  return toCalendar({
    id: `${id}@example.com`,
    start: Temporal.Instant.fromEpochMilliseconds(start.getTime()),
    minutes: MINUTES,
    title: `Mara Lindqvist and ${name}`,
    text: note,
    organizer: HOST,
    attendee: email,
  }, isCanceled);
}

/** The Monday of the week that the query names, or of the first one that has times. */
function toWeek(text: string | undefined): Temporal.PlainDate {
  const first = toMonday(today());
  const offered = Array.from({ length: WEEKS }, (_, weeks) => first.add({ weeks }));
  return offered.find((monday) => monday.toString() === text) ??
    (timesOf(first).length > 0 ? first : offered[1]!);
}

function takenOf(times: readonly Temporal.Instant[]): Set<number> {
  if (times.length === 0) return new Set();
  const [first, last] = [times[0]!, times.at(-1)!].map((time) => new Date(time.epochMilliseconds));
  return new Set(bookings({ start: between(first!, last!) }).map(({ start }) => start.getTime()));
}

const YEAR = 365 * 24 * 60 * 60;
const DAY = { weekday: "short", day: "numeric", month: "short" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric", ...CLOCK } as const;

function show(
  time: Temporal.Instant,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(time.epochMilliseconds);
}

function css() {
  return `
    .week { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem;
      margin-block-start: 1.5rem }
    .week h2 { font-size: 1.05em; margin-block-end: .6rem }
    .week ul { display: grid; gap: .4rem; padding: 0; list-style: none }
    .taken { display: grid; place-content: center; min-block-size: calc(var(--ui-unit) * 9.5);
      color: var(--ui-muted); text-decoration: line-through }
    .zone { align-items: end }
    .narrow { max-inline-size: 34rem }`;
}

serve(app);
