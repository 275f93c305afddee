import { Client, Div, fastApp, type FastHTML, P } from "../../mod.ts";
import { serveSite } from "../live/_socket.ts";
import type { Parity } from "./ft.ts";
import { repr } from "./printed.ts";

interface Transcript {
  id: string;
  path: string;
  steps_noindent: ({ send: Record<string, unknown> } | { recv: string } | { error: string })[];
}

/** Where this project differs on purpose, by the start of what it answers. */
const DIFFERENCES: [reason: string, answer: RegExp][] = [
  ["what can't be bound is answered as data, which htmx does not put into the page", /^{"error":/],
];

/** Talks to the sockets of `apps/ws.py`, written anew here, as FastHTML's visitors did. */
export async function wsParity(folder: string): Promise<Parity> {
  const all: Partial<Transcript>[] = JSON.parse(await Deno.readTextFile(`${folder}/ws.json`));
  const parity: Parity = { same: 0, different: [], unexplained: [] };
  const { app, events } = makeApp();
  await using site = serveSite(app);
  for (const { id, path, steps_noindent: steps } of all) {
    if (!path || !steps) continue;
    await using visitor = await site.open(path);
    const ours: string[] = [], theirs: string[] = [];
    for (const step of steps) {
      if ("send" in step) visitor.send(step.send);
      else {
        theirs.push("recv" in step ? step.recv : step.error);
        ours.push(await visitor.next() ?? "");
      }
    }
    const differing = ours.filter((answer, i) => answer !== theirs[i]);
    const isMeant = (answer: string) => DIFFERENCES.some(([_, like]) => like.test(answer));
    if (differing.length === 0) parity.same++;
    else parity[differing.every(isMeant) ? "different" : "unexplained"].push(id!);
  }
  const told = await (await new Client(app).get("/events")).text();
  if (/^connect disconnect/.test(told) && events.length === 2) parity.same++;
  else parity.unexplained.push(`ws/events: ${told}`);
  return parity;
}

function makeApp(): { app: FastHTML; events: string[] } {
  const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
  const events: string[] = [];
  app.ws("/echo", { msg: String }, ({ msg }) => Div(`Hello ${msg}`, { id: "notifications" }));
  app.ws("/send", { msg: String }, async ({ msg, send }) => {
    await send(P("first"));
    await send("second");
    await send(P("a"), P("b"));
    return P(`last ${msg}`);
  });
  app.ws("/conn", { msg: String }, ({ msg }) => P(msg), {
    onConnect: async ({ send }) => {
      events.push("connect");
      await send(P("welcome"));
    },
    onDisconnect: () => void events.push("disconnect"),
  });
  rt("/events", () => events.join(" "));
  app.ws("/typed", { n: Number, flag: false }, ({ n, flag }) => P(`${n} ${repr(flag)}`));
  app.ws("/data", async ({ data }) => P(repr({ ...await data() })));
  app.ws("/hdr", ({ htmx }) => P(`${repr(htmx.target)} ${repr(htmx.trigger)}`));
  app.ws("/sess", ({ session, app, ws }) => {
    return P(`${repr({ ...session })} ${app.title} Web${ws.constructor.name}`);
  });
  app.ws("/sync", { msg: String }, ({ msg }) => P(`sync ${msg}`));
  app.ws("/scope", ({ url }) => url.pathname);
  class Msg {
    name = "";
    n = 0;
  }
  app.ws("/dc", { m: Msg }, ({ m }) => P(`Msg(name=${repr(m.name)}, n=${m.n})`));
  return { app, events };
}
