/**
 * A long job with a progress bar, which only the user who started it can cancel.
 *
 * @module
 */
import {
  addToast,
  Button,
  Div,
  EventStream,
  fastApp,
  type FT,
  HTTPException,
  P,
  Progress,
  serve,
  setupToasts,
  sseMessage,
  Titled,
} from "@fasthtml/fasthtml";
import { setTimeout as delay } from "node:timers/promises";

// The tests run this with both versions of htmx.
const htmx = Deno.env.get("HTMX") === "2" ? 2 : 4;
const { app, rt } = fastApp({ exts: ["sse"], htmx });
setupToasts(app);

const STEPS = 50, EVERY = Number(Deno.env.get("EVERY") ?? 100);

/** A job runs on when no client is connected. */
class Job {
  done = 0;
  readonly id = crypto.randomUUID();
  readonly cancel = new AbortController();

  async run() {
    for (; this.done < STEPS && !this.cancel.signal.aborted; this.done++) await delay(EVERY);
  }

  get hasEnded() {
    return this.done === STEPS || this.cancel.signal.aborted;
  }
}

const jobs = new Map<string, Job>();

rt(function index() {
  return Titled("Progress", Div({ id: "job" }, StartButton()));
});

const start = rt.post(function start({ session }) {
  jobs.delete(session.job); // Each user has one job at a time.
  const job = new Job();
  jobs.set(job.id, job);
  session.job = job.id;
  job.run();
  return Watch(job);
});

const watch = rt.get(function watch({ session, signal }) {
  const job = findJob(session.job);
  return EventStream(async function* () {
    while (!signal.aborted && !job.hasEnded) {
      yield sseMessage(Bar(job));
      await delay(EVERY, undefined, { signal });
    }
    yield sseMessage(Ended(job));
    yield sseMessage("", { event: "end" });
  });
});

const cancel = rt.post(function cancel({ session }) {
  findJob(session.job).cancel.abort();
  addToast(session, "The job was cancelled", "warning");
});

function findJob(id: string): Job {
  const job = jobs.get(id);
  if (!job) throw new HTTPException(404, "There is no such job: it may have ended");
  return job;
}

function StartButton(): FT {
  return Button("Start", { hx_post: start, hx_target: "#job", hx_swap: "innerHTML" });
}

function Watch(job: Job): FT {
  return Div({ sse_connect: watch, sse_swap: "message", sse_close: "end" }, Bar(job));
}

function Bar({ done }: Job): FT[] {
  return [
    Progress({ value: done, max: STEPS, aria_label: "Progress" }),
    Button("Cancel", { hx_post: cancel, hx_swap: "none", cls: "secondary" }),
  ];
}

function Ended({ done }: Job): FT[] {
  return [
    P(done === STEPS ? "Done!" : `Cancelled after ${done} of ${STEPS} steps.`),
    StartButton(),
  ];
}

serve(app);
