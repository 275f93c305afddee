/** Talks to the sockets of `apps/ws.ts` as was talked to those of FastHTML, and judges what they say. */
import { readGolden } from "../_golden.ts";
import { serveSite, type Site, type SocketClient } from "../live/_socket.ts";
import makeApp from "./apps/ws.ts";
import { type Answered, type Difference, type Findings, toFindings } from "./rules.ts";

/** What the section `ws` finds: the transcripts of `ws.json`. */
export async function wsFindings(): Promise<Findings> {
  return toFindings({ name: "ws", differences, toId, compare, corrupt }, await answerAll());
}

/** What was said at one path, or what a page told afterwards. */
interface Transcript {
  readonly id: string;
  readonly path?: string;
  readonly steps_noindent?: readonly Step[];
  readonly body?: string;
}

type Step =
  | { readonly send: Record<string, unknown> }
  | { readonly recv: string }
  | { readonly error: string };

/** What a client received, in its order; undefined where the socket had ended. */
type Received = readonly (string | undefined)[];

const differences: Difference<Transcript, Received>[] = [
  toDifference(
    'A message whose parameters cannot be read is answered by `{"error": …}`, which htmx does not put into the page; the socket stays open',
    {
      "ws/missing field": { 0: toError("msg: Please fill in this field.") },
      "ws/typed": {
        2: toError("n: Please enter a whole number."),
        3: toError("flag: Please choose yes or no."),
      },
    },
  ),
  toDifference(
    "`ws` is a `Socket` of this project: it sends content, and its `signal` tells when it has ended",
    { "ws/sess": { 0: "<p>{} FastHTML page Socket</p>" } },
  ),
];

/** A difference in single messages, by their places among those received. */
function toDifference(
  says: string,
  cases: Readonly<Record<string, Readonly<Record<number, string>>>>,
): Difference<Transcript, Received> {
  return {
    says,
    cases: Object.keys(cases),
    fits: (each, ours) =>
      isSame(theirs(each).map((message, i) => cases[each.id]![i] ?? message), ours),
  };
}

function toError(message: string): string {
  return JSON.stringify({ error: message });
}

function isSame(wanted: Received, ours: Received): boolean {
  return wanted.length === ours.length && wanted.every((message, i) => message === ours[i]);
}

async function answerAll(): Promise<Answered<Transcript, Received>[]> {
  await using site = serveSite(makeApp());
  const all = await readGolden<Transcript[]>("ws.json");
  const talks = all.filter(({ path }) => path !== undefined);
  // The page of events was recorded after all had been said twice.
  for (const each of talks) await talk(site, each);
  const answered = [];
  for (const each of talks) answered.push({ each, ours: await talk(site, each) });
  for (const each of all.filter(({ body }) => body !== undefined)) {
    answered.push({ each, ours: [await readEvents(site, each.body!)] });
  }
  return answered;
}

async function talk(site: Site, { path, steps_noindent = [] }: Transcript): Promise<Received> {
  await using client = await site.open(path!);
  const received: (string | undefined)[] = [];
  for (const step of steps_noindent) {
    if ("send" in step) client.send(step.send);
    else received.push(await next(client));
  }
  return received;
}

/** The next message; undefined where the socket has ended or stays silent. */
async function next(client: SocketClient): Promise<string | undefined> {
  const { promise: silence, resolve: end } = Promise.withResolvers<void>();
  const timer = setTimeout(end, 15_000);
  const message = await Promise.race([client.next(), silence]);
  clearTimeout(timer);
  return message ?? undefined;
}

/** A socket's end is known to the server a moment after the client has left. */
async function readEvents({ origin }: Site, wanted: string): Promise<string> {
  let text = "";
  for (let tries = 0; tries < 100 && text.length < wanted.length; tries++) {
    text = await (await fetch(`${origin}/events`)).text();
  }
  return text;
}

function toId({ id }: Transcript): string {
  return id;
}

function theirs({ steps_noindent = [], body }: Transcript): Received {
  const said = steps_noindent.flatMap((step) =>
    "send" in step ? [] : ["recv" in step ? step.recv : step.error]
  );
  return body === undefined ? said : [body];
}

function compare(each: Transcript, ours: Received): string[] {
  return theirs(each).flatMap((wanted, i) =>
    ours[i] === wanted ? [] : [`${JSON.stringify(ours[i])}, not ${JSON.stringify(wanted)}`]
  );
}

function corrupt(_: Transcript, ours: Received): Record<string, Received> {
  const wrong = { wrong: "WRONG", empty: "", error: toError('"msg"'), ended: undefined };
  return Object.fromEntries(
    ours.flatMap((_, i) =>
      Object.entries(wrong).map(([kind, text]) => [`${kind}, message ${i}`, ours.with(i, text)])
    ),
  );
}
