/**
 * A long job with a progress bar, which only the user who started it can cancel. Jobs are rows, so
 * another server goes on with those of one that has ended.
 *
 * @module
 */
import {
  addToast,
  database,
  Div,
  EventStream,
  fastApp,
  type FT,
  P,
  serve,
  type Session,
  setupToasts,
  sseMessage,
} from "@fasthtml/fasthtml";
import { postgres } from "@fasthtml/fasthtml/ext/postgres";
import { AuthPage, Button, Progress, ThemeToggle, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const STEPS = 50, EVERY = Number(Deno.env.get("EVERY") ?? 100), LOST = 3000;

class Job {
  id = "";
  done = 0;
  cancelled = false;
  /** When a server worked on it last, in milliseconds. */
  seen = 0;

  get hasEnded() {
    return this.done === STEPS || this.cancelled;
  }
}

const url = Deno.env.get("DATABASE_URL"); // Servers that share a Postgres share the jobs.
const db = database(url ? postgres(url) : "data/progress.db");
const jobs = db.create(Job);

export const { app, rt } = fastApp(ui({ css: css() }), {
  exts: ["sse", "morph"],
  htmx,
  onStartup: () => void setInterval(takeJobs, EVERY),
});
setupToasts(app);

rt(async function index({ session }) {
  const job = await findJob(session);
  return AuthPage(
    { title: "A long job", brand: "Jobs", end: ThemeToggle() },
    Div({ id: "job", aria_live: "polite" }, job ? Watch(job) : Start()),
  );
});

const start = rt.post(async function start({ session }) {
  const last = await findJob(session);
  if (last && !last.hasEnded) return Watch(last); // Each user has one job at a time.
  if (last) await jobs.delete(last.id);
  const job = await jobs.insert({});
  session.job = job.id;
  return Watch(job);
});

const watch = rt.get(function watch({ session, signal }) {
  return EventStream(async function* () {
    let job: Job | undefined;
    do {
      if (job) await delay(EVERY, undefined, { signal });
      job = await findJob(session);
      yield sseMessage(View(job));
    } while (job && !job.hasEnded);
    yield sseMessage("", { event: "end" });
  });
});

const cancel = rt.post(async function cancel({ session }) {
  const job = await findJob(session);
  if (!job || job.hasEnded) return;
  await jobs.update({ id: job.id, cancelled: true });
  addToast(session, "The job was cancelled", "warning");
});

async function findJob(session: Session): Promise<Job | undefined> {
  return await jobs.get(session.job ?? "", undefined);
}

/** Starts the jobs that no server works on. Of servers that ask at once, one gets a job. */
async function takeJobs() {
  const now = Date.now();
  const taken = await db.sql(Job)`
    update job set seen = ${now} where seen < ${now - LOST} and done < ${STEPS} and not cancelled
    returning *`;
  for (const job of taken) void run(job);
}

async function run(job?: Job) {
  while (job && !job.hasEnded) {
    await delay(EVERY);
    [job] = await db.sql(Job)`
      update job set done = done + 1, seen = ${Date.now()}
      where id = ${job.id} and done < ${STEPS} and not cancelled returning *`;
  }
}

// The messages of the stream change what differs: the button keeps its focus, and its click.
function Watch(job: Job): FT {
  return Div(
    {
      sse_connect: watch,
      sse_swap: "message",
      sse_close: "end",
      hx_swap: "morph:innerHTML",
      cls: "ui-stack",
    },
    View(job),
  );
}

function View(job?: Job): FT[] {
  if (!job) return [Start()];
  const { done, hasEnded } = job;
  if (hasEnded) {
    return [P(done === STEPS ? "Done!" : `Cancelled after ${done} of ${STEPS} steps.`), Start()];
  }
  return [
    // No text: it would be read out at each step.
    Progress({ value: done, max: STEPS, label: "Progress", text: "" }),
    Button("Cancel", { id: "control", hx_post: cancel, hx_swap: "none", wide: true }),
  ];
}

function Start(): FT {
  return Button("Start", {
    id: "control",
    variant: "primary",
    wide: true,
    hx_post: start,
    hx_target: "#job",
    hx_swap: "innerHTML",
  });
}

// The button stays while its color changes, so no one reads a color between the two.
function css() {
  return "#control { transition: none }";
}

serve(app);
