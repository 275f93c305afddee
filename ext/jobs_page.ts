/**
 * A page that shows the queues of `ext/jobs`, what is due when, and the jobs that are dead, which it
 * queues again or removes.
 *
 * @example
 * ```ts
 * import { database, fastApp, HTTPException } from "@fasthtml/fasthtml";
 * import { jobs } from "@fasthtml/fasthtml/ext/jobs";
 * import { jobsPage } from "@fasthtml/fasthtml/ext/jobs-page";
 * import { strictEqual } from "node:assert";
 *
 * const { app } = fastApp();
 * const board = jobs(database(":memory:"));
 * const onlyAdmins = ({ auth }: { auth: unknown }) => {
 *   if (auth !== "admin") throw new HTTPException(403);
 * };
 * app.mount("/jobs", jobsPage(board, { before: onlyAdmins }));
 *
 * strictEqual((await app.request("/jobs")).status, 403);
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  ConstraintError,
  Div,
  fastApp,
  type FastHTML,
  type FastHTMLOptions,
  H1,
  HREF,
  HttpHeader,
  Main,
  NotFoundError,
  Style,
  Title,
} from "../mod.ts";
import type { SessionOptions } from "../types.ts";
import type { DeadJob, JobsOverview } from "./jobs/overview.ts";
import { LOOK } from "./jobs_page/look.ts";
import { DeadItem, DeadSection, EndedItem, type Links, Now } from "./jobs_page/view.ts";

/** Options of {@linkcode jobsPage}. */
export interface JobsPageOptions {
  /**
   * The guards of the page, as `before` of an application: who gets past them may see and change all
   * jobs. They have in `auth` and `scope` what guards of the application around it put there.
   */
  before: NonNullable<FastHTMLOptions["before"]>;
  /**
   * Whether the page shows what dead jobs were given, and their keys, which may hold what is secret.
   * Default: false.
   */
  showData?: boolean;
  /** The title of the page. Default: `Jobs`. */
  title?: string;
  /** How sessions are kept, for guards that read them: as in the application around it. */
  session?: SessionOptions;
  /** The version of htmx. Default: 4. */
  htmx?: 4 | 2;
}

const checkOptions = makeOptionCheck<JobsPageOptions>("make a page of jobs", {
  before: true,
  showData: true,
  title: true,
  session: true,
  htmx: true,
});

/** How many dead jobs are on a page, and the last page that a URL may ask for. */
const ON_PAGE = 50;
const LAST = 1_000_000;

/**
 * Makes an application that shows jobs, to be mounted in another one: `app.mount("/jobs", …)`.
 * Nothing of it is open to those whom the guards do not let through.
 */
export function jobsPage(jobs: JobsOverview, options: JobsPageOptions): FastHTML {
  checkOptions(options);
  const { before, showData = false, title = "Jobs", session = {}, htmx: version = 4 } = options;
  if (!before || Array.isArray(before) && before.length === 0) {
    throw new TypeError(
      "Cannot make a page of jobs: found no guard, expected the option before, which lets those " +
        "in who may see and change all jobs",
    );
  }
  const { app, rt } = fastApp({
    ...{ before, session, title, htmx: version },
    exts: "morph",
    pico: false,
    surreal: false,
    csp: true,
    hdrs: Style(LOOK),
  });

  const toSection = async (name: string, { page = 1, note = "" } = {}) => {
    const offset = (page - 1) * ON_PAGE;
    const which = { ...name !== "" && { name }, limit: ON_PAGE + 1, offset };
    const found = await jobs.dead(which);
    const dead = found.slice(0, ON_PAGE), hasMore = found.length > ON_PAGE;
    return DeadSection({ dead, name, page, hasMore, note, links, showData });
  };
  const toNow = async () => {
    const [queues, schedules] = await Promise.all([jobs.queues(), jobs.schedules()]);
    return Now({ queues, schedules, links });
  };
  const toPage = async (name: string, more: { page?: number; note?: string } = {}) => {
    const [now, section] = await Promise.all([toNow(), toSection(name, more)]);
    const live = {
      hx_get: links.now(),
      hx_trigger: "every 2s",
      hx_swap: "morph:innerHTML",
    } as const;
    return [NO_STORE, Title(title), Main(H1(title), Div({ id: "now", ...live }, now), section)];
  };
  /** Does what a button says, and tells how it went in place of the job, or on the page. */
  const act = async ({ name, id, htmx }: Act, done: string, does: (job: DeadJob) => unknown) => {
    const [job] = await jobs.dead({ name, id });
    const note = job ? await tell(job, done, does) : undefined;
    if (!htmx.request) return toPage("", { note: note ?? GONE });
    const isDead = note === HELD;
    return [NO_STORE, isDead ? DeadItem(job!, { note, links, showData }) : EndedItem(note ?? GONE)];
  };

  const index = rt.get("/", { name: "", page: 1 }, ({ name, page }) => {
    return toPage(name, { page: Math.min(Math.max(Math.trunc(page), 1), LAST) });
  });
  const now = rt.get("/now", async () => [NO_STORE, await toNow()]);
  const retry = rt.post("/retry", ONE, (context) => {
    return act(context, "is queued again.", (job) => job.retry());
  });
  const drop = rt.post("/drop", ONE, (context) => {
    return act(context, "is removed.", (job) => job.drop());
  });
  const retryAll = rt.post("/retry-all", { name: String }, async ({ name, htmx }) => {
    const count = await jobs.retryAll(name);
    const note = `${count} ${count === 1 ? "job is" : "jobs are"} queued again.`;
    return htmx.request ? [NO_STORE, await toSection(name, { note })] : toPage(name, { note });
  });
  const dropSchedule = rt.post("/drop-schedule", { name: String }, async ({ name, htmx }) => {
    const isRemoved = await jobs.dropSchedule(name);
    const note = isRemoved ? `The schedule of ${name} is removed.` : NO_SCHEDULE;
    return htmx.request ? [NO_STORE, await toSection("", { note })] : toPage("", { note });
  });
  const links: Links = {
    list: (name, page) => index.to({ ...name !== "" && { name }, ...page > 1 && { page } }),
    now: () => now.to(),
    retry: () => retry[HREF](),
    drop: () => drop[HREF](),
    retryAll: () => retryAll[HREF](),
    dropSchedule: () => dropSchedule[HREF](),
  };
  return app;
}

const ONE = { name: String, id: String };

/** Which job a button is for, and whether htmx has sent it. */
interface Act {
  readonly name: string;
  readonly id: string;
  readonly htmx: { readonly request: boolean };
}

/** What jobs are is of this moment, and for these eyes only. */
const NO_STORE = new HttpHeader("Cache-Control", "no-store");

const GONE = "This job is not dead any more.";
const NO_SCHEDULE = "This schedule is not there any more.";
const HELD = "It stays dead, as another job with its key waits or runs.";

async function tell(job: DeadJob, done: string, does: (job: DeadJob) => unknown): Promise<string> {
  try {
    await does(job);
    return `${job.name} ${done}`;
  } catch (error) {
    if (error instanceof NotFoundError) return GONE;
    if (error instanceof ConstraintError) return HELD;
    throw error;
  }
}
