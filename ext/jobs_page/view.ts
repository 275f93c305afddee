/** What the page of jobs shows. */
import {
  A,
  Article,
  Button,
  type Child,
  Code,
  Dd,
  Details,
  Div,
  Dl,
  Dt,
  Footer,
  Form,
  type FT,
  H2,
  H3,
  Header,
  Hidden,
  Li,
  Nav,
  P,
  Pre,
  Section,
  Strong,
  Summary,
  Time,
  Ul,
} from "../../mod.ts";
import type { QueueState } from "../jobs/engine.ts";
import type { DeadJob, ScheduleState } from "../jobs/overview.ts";

/** The URLs of the page, below what it is mounted at. */
export interface Links {
  /** A page of the dead jobs of a name; of all, without one. */
  readonly list: (name: string, page: number) => string;
  readonly now: () => string;
  readonly retry: () => string;
  readonly drop: () => string;
  readonly retryAll: () => string;
  readonly dropSchedule: () => string;
}

/** What the page shows of each dead job. */
export interface DeadView {
  readonly links: Links;
  /** Whether what it was given and its key are shown. */
  readonly showData: boolean;
  /** What came of a button. */
  readonly note?: string | undefined;
}

/** Milliseconds after which a schedule that is due has no process. */
const ABANDONED = 60_000;

/** The longest text of a job that is shown, in characters. */
const MOST = 2000;

/** The part that is read again and again. */
export function Now(
  { queues, schedules, links }: {
    queues: readonly QueueState[];
    schedules: readonly ScheduleState[];
    links: Links;
  },
): FT[] {
  const time = Date.now();
  return [
    Section(
      H2("Queues"),
      queues.length > 0
        ? Ul(queues.map((state) => QueueItem(state, { links, time })))
        : P("There are no jobs.", { cls: "none" }),
    ),
    ...schedules.length > 0
      ? [
        Section(
          H2("Schedules"),
          Ul(schedules.map((state) => ScheduleItem(state, { links, time }))),
        ),
      ]
      : [],
  ];
}

function QueueItem(state: QueueState, { links, time }: { links: Links; time: number }): FT {
  const { name, waiting, running, later, dead, oldest } = state;
  const count = (label: string, count: number, cls: string, shown: Child = toCount(count)) =>
    Div(Dt(label), Dd(shown), { cls: [cls, count === 0 && "zero"] });
  const age = oldest && Math.max(time - oldest.getTime(), 0);
  return Li(
    H3(name),
    Dl(
      count("Waiting", waiting, "waiting"),
      count("Running", running, "running"),
      count("Later", later, "later"),
      count(
        "Dead",
        dead,
        "dead",
        dead > 0
          ? A(toCount(dead), {
            href: `${links.list(name, 1)}#dead`,
            aria_label: `${dead} dead: show`,
          })
          : "0",
      ),
      count("Oldest", waiting, "oldest", age === undefined ? "–" : toAge(age)),
    ),
  );
}

function ScheduleItem(
  { name, pattern, zone, next }: ScheduleState,
  { links, time }: { links: Links; time: number },
): FT {
  const local = next.toLocaleString("sv", { timeZone: zone });
  const title = `schedule-${name}`, late = time - next.getTime();
  return Li(
    H3(name, { id: title }),
    P(Code(pattern), " ", zone),
    P(
      late > 0 ? "Due since " : "Next ",
      Time(local, { datetime: next.toISOString() }),
    ),
    // No process has it, or it would not be late: it was renamed, or its programs don't run.
    late > ABANDONED && Form(
      {
        ...post(links.dropSchedule()),
        hx_target: "#dead",
        hx_confirm: `Remove the schedule of ${name}? A program that has it writes it down again.`,
      },
      Hidden(name, { name: "name", id: null }),
      Button("Remove", { cls: "drop", aria_describedby: title }),
    ),
  );
}

/** The dead jobs of one page. */
export function DeadSection(
  { dead, name, page, hasMore, ...view }: DeadView & {
    dead: readonly DeadJob[];
    name: string;
    page: number;
    hasMore: boolean;
  },
): FT {
  const { links, note } = view;
  const isAll = name === "";
  return Section(
    { id: "dead" },
    Header(
      H2(isAll ? "Dead jobs" : ["Dead jobs of ", name]),
      !isAll && A("Show all", { href: `${links.list("", 1)}#dead` }),
      !isAll && dead.length > 0 && Form(
        {
          ...post(links.retryAll()),
          hx_target: "#dead",
          hx_confirm: `Queue all dead jobs of ${name} again?`,
        },
        Hidden(name, { name: "name", id: null }),
        Button("Retry all"),
      ),
    ),
    note && Note(note),
    dead.length > 0
      ? dead.map((job) => DeadItem(job, { ...view, note: undefined }))
      : P(page > 1 ? "There are no more." : "There are none.", { cls: "none" }),
    (page > 1 || hasMore) && Nav(
      page > 1 && A("Newer", { href: `${links.list(name, page - 1)}#dead`, rel: "prev" }),
      hasMore && A("Older", { href: `${links.list(name, page + 1)}#dead`, rel: "next" }),
      { aria_label: "Pages" },
    ),
  );
}

/** A dead job, with its buttons. */
export function DeadItem(job: DeadJob, { links, showData, note }: DeadView): FT {
  const { id, name, data, key, tries, error, at } = job;
  const [first = "", ...rest] = error.split("\n");
  const time = at.toISOString();
  const title = `job-${id}`;
  const button = (text: string, url: string, attrs: { cls: string; hx_confirm?: string }) =>
    Form(
      { ...post(url), hx_target: "closest article", hx_confirm: attrs.hx_confirm },
      Hidden(name, { name: "name", id: null }),
      Hidden(id, { name: "id", id: null }),
      Button(text, { cls: attrs.cls, aria_describedby: title }),
    );
  return Article(
    H3(name, { id: title }),
    P(
      { cls: "facts" },
      Time(`${time.slice(0, 10)} ${time.slice(11, 19)} UTC`, { datetime: time }),
      ` · ${tries} ${tries === 1 ? "try" : "tries"} · `,
      Code(id),
      showData && key !== undefined && [" · key ", Code(key)],
    ),
    P(Strong(cut(first, 300)), { cls: "error" }),
    (rest.length > 0 || first.length > 300) && Details(Summary("The whole error"), Text(error)),
    showData && Details(Summary("Data"), Text(JSON.stringify(data, null, 2))),
    note && Note(note),
    Footer(
      button("Retry", links.retry(), { cls: "retry" }),
      button("Drop", links.drop(), {
        cls: "drop",
        hx_confirm: `Remove this job of ${name}? It can't be brought back.`,
      }),
    ),
  );
}

/** What is in place of a job that is no longer dead. */
export function EndedItem(note: string): FT {
  return Article(Note(note), { cls: "ended" });
}

/** Tells what came of a button, also to a screen reader: it has the focus that the button had. */
function Note(text: string): FT {
  return P(text, { cls: "note", role: "status", tabindex: -1, autofocus: true });
}

function Text(text: string): FT {
  const all = cut(text, MOST);
  return Pre(Code(all), { tabindex: 0 });
}

/** What a form has that works with htmx and without it. */
function post(url: string) {
  return {
    method: "post",
    action: url,
    enctype: null,
    hx_post: url,
    hx_swap: "outerHTML",
  } as const;
}

/** The beginning of a text: data and errors may be long. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const more = text.length - most, what = more === 1 ? "character" : "characters";
  return `${text.slice(0, most).toWellFormed()}… (${toCount(more)} more ${what})`;
}

function toCount(count: number): string {
  return count.toLocaleString("en");
}

const UNITS: readonly [ms: number, name: string][] = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
];

/** How long something takes, in the largest unit of which it has two. */
function toAge(ms: number): string {
  const [unit, name] = UNITS.find(([unit]) => ms >= 2 * unit) ?? UNITS.at(-1)!;
  return `${Math.floor(ms / unit)} ${name}`;
}
