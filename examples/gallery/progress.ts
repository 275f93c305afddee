/** A job that goes on after its request, and a progress bar that follows it by server-sent events. */
import { Div, EventStream, fastApp, P, serve } from "@fasthtml/fasthtml";
import { AuthPage, Button, Progress, ui } from "@fasthtml/fasthtml/ext/ui";
import { setTimeout as delay } from "node:timers/promises";

const STEPS = 40, MOST = 100; // jobs at a time: a public demo must end somewhere
const running = new Set<string>();

export const { app, rt } = fastApp({
  ...ui(),
  csp: true,
  exts: ["sse"],
  session: { cookie: "progress_" },
});
const channel = (id: string) => app.channel(`job ${id}`, { keep: 1 }); // a late page gets the last

const index = rt.get(
  "/",
  () => AuthPage({ title: "A long job", brand: "Jobs", home: index }, Div({ id: "job" }, Start())),
);

const start = rt.post("/start", ({ session }) => {
  if (running.has(session.job)) return Watch();
  if (running.size >= MOST) return [P("Too many jobs are running. Try again later."), Start()];
  session.job = crypto.randomUUID(); // of each session its own
  void work(session.job); // the request does not wait for it
  return Watch();
});

const events = rt.get("/events", ({ session }) => EventStream(channel(session.job ?? "none")));

const done = rt.get("/done", () => [P("The job is done."), Start()]);

async function work(id: string) {
  running.add(id);
  for (let step = 1; step <= STEPS; step++) {
    await delay(100); // what takes long
    await channel(id).send(Bar(step));
  }
  running.delete(id);
  await channel(id).send(Div({ hx_get: done, hx_trigger: "load", hx_target: "#job" }));
}

function Watch() {
  return Div({ sse_connect: events, sse_swap: "message", aria_live: "polite" }, Bar(0));
}

function Bar(value: number) {
  return Progress({ label: "Progress", value, max: STEPS });
}

function Start() {
  return Button("Start the job", { hx_post: start, hx_target: "#job", variant: "primary" });
}

serve(app);
