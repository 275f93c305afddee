/** Carries out the steps of a case, whatever they attack. */
import { connectIfUp } from "../../_connect.ts";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { check } from "../check.ts";
import type { Answer } from "../socket.ts";
import { bytesOf, CONFIG, startTarget, type Target, toJar, toProgram } from "../target.ts";
import type {
  Case,
  ConnectStep,
  Expect,
  HearStep,
  ProcessStep,
  RequestStep,
  RunStep,
  SayStep,
  Step,
} from "../types.ts";
import { openTables, runCode, type Tables } from "./code.ts";
import { type Process, spawn, untilEnded, untilPrinted } from "./processes.ts";
import { WebSocketByHand } from "./web_socket.ts";

/** Carries out all steps, or throws at the first that shows that the program is not safe. */
export async function play(each: Case, shared: Target): Promise<void> {
  await using resources = new AsyncDisposableStack();
  const target = needsOwn(each) ? resources.use(await startTarget(each)) : shared;
  const scene = resources.use(new Scene(target));
  if (each.session) await scene.signIn(each.session);
  await scene.play(each.steps!);
}

/** Whether a case is for a program that is started for it alone. */
export function needsOwn({ kind, program, env }: Case): boolean {
  return program !== undefined || env !== undefined || kind === "debug";
}

/** What the steps of one case share. */
class Scene implements AsyncDisposable {
  readonly #target: Target;
  /** Cookies by client. */
  readonly #jars = new Map<string, string>();
  readonly #sockets = new Map<string, WebSocketByHand>();
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #leaving = new Map<string, AbortController>();
  readonly #processes = new Map<string, Process>();
  #tables: Tables | undefined;
  #memory = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  async signIn(name: string): Promise<void> {
    this.#jars.set("", await this.#target.login(name));
  }

  async play(steps: readonly Step[]): Promise<void> {
    if (JSON.stringify(steps).includes('"grows_less"')) this.#memory ||= await this.#rss();
    for (const step of steps) await this.#do(step);
  }

  async #do(step: Step): Promise<void> {
    try {
      await this.#act(step);
    } catch (error) {
      if (!(error instanceof Error) || error.message.startsWith("{")) throw error;
      throw new Error(`${JSON.stringify(step).slice(0, 150)}: ${error.message}`, { cause: error });
    }
  }

  async #act(step: Step): Promise<unknown> {
    if ("request" in step) return await this.#request(step);
    if ("answer" in step) return this.#check(await this.#answers.get(step.answer)!, step.expect);
    if ("connect" in step) return await this.#connect(step);
    if ("say" in step) return await this.#say(step);
    if ("hear" in step) return await this.#hear(step);
    if ("leave" in step) return this.#leave(step.leave);
    if ("eventually" in step) return await this.#eventually(step.eventually);
    if ("run" in step) return await this.#run(step);
    if ("wait" in step) return await new Promise((resolve) => setTimeout(resolve, step.wait));
    if ("all" in step) return await Promise.all(step.all.map((each) => this.play([each].flat())));
    if ("repeat" in step) {
      const steps = JSON.stringify(step.steps), playing: Promise<void>[] = [];
      for (let i = 0; i < step.repeat; i++) {
        playing.push(this.play(JSON.parse(steps.replaceAll("{i}", `${i}`))));
        if (!step.at_once) await playing.at(-1);
      }
      return await Promise.all(playing);
    }
    if ("write" in step) {
      const path = this.#target.fill(step.write);
      await Deno.writeFile(path, bytesOf(step.text, this.#target.fill));
      return await Deno.chmod(path, step.mode ?? 0o600); // the umask takes nothing from it
    }
    if ("rejects" in step) return await this.#rejects(step.rejects);
    if ("grows_less" in step) {
      const grown = await this.#rss() - this.#memory;
      return ok(grown < step.grows_less, `it grew by ${grown}`);
    }
    return await this.#process(step);
  }

  async #request(
    { request, as = "", expect, later, begins }: RequestStep,
  ): Promise<void> {
    const { promise: beginning, resolve: begun } = Promise.withResolvers<void>();
    const leaving = new AbortController();
    const options = { ...later && { patience: PATIENCE }, signal: leaving.signal, begun };
    const answering = request.raw
      ? this.#target.raw(request.raw, options)
      : this.#target.request(request, { ...options, cookie: this.#jars.get(as) ?? "" });
    if (later) {
      this.#answers.set(later, answering);
      this.#leaving.set(later, leaving);
      if (begins) await Promise.race([beginning, answering]);
      return;
    }
    const answer = await answering;
    this.#jars.set(as, toJar(answer, this.#jars.get(as)));
    this.#check(answer, expect);
  }

  /** An answer of status 0 is the end of a connection without one. */
  #check(answer: Answer, expect: Expect = {}): void {
    if (expect.status?.includes(0) && answer.status === 0) return;
    deepStrictEqual(check({ text: "", ...expect }, answer, this.#target.fill("{host}")), []);
  }

  async #connect({ connect, path, headers = {}, as = "", expect }: ConnectStep): Promise<void> {
    const cookie = this.#jars.get(as);
    const filled = Object.entries({ ...cookie && { Cookie: cookie }, ...headers })
      .map(([name, value]) => [name, this.#target.fill(value)]);
    const { answer, socket } = await WebSocketByHand.open(
      this.#target.port,
      path,
      Object.fromEntries(filled),
    );
    if (socket) this.#sockets.set(connect, socket);
    this.#check(answer, { status: [101], ...expect });
  }

  async #say({ say, text, frame, times = 1 }: SayStep): Promise<void> {
    const content = bytesOf(text ?? frame?.content ?? "", this.#target.fill);
    for (let i = 0; i < times; i++) {
      if (!await this.#socket(say).send(frame?.first ?? 0x81, content)) return;
    }
  }

  async #hear({ hear, expect: { equals, has = [], lacks = [], close } }: HearStep): Promise<void> {
    const socket = this.#socket(hear);
    let isLate = false;
    const patience = setTimeout(() => {
      isLate = true;
      socket[Symbol.dispose]();
    }, PATIENCE);
    const heard = await socket.next();
    clearTimeout(patience);
    ok(!isLate, "nothing was heard");
    if (typeof heard === "number") return ok(close?.includes(heard), `closed with ${heard}`);
    const mayAnswer = equals !== undefined || has.length + lacks.length > 0;
    ok(mayAnswer, `heard ${heard.slice(0, 80)}`);
    if (equals !== undefined) strictEqual(heard, this.#target.fill(equals));
    for (const part of has) {
      ok(heard.includes(this.#target.fill(part)), `heard ${heard.slice(0, 80)}`);
    }
    for (const part of lacks) ok(!heard.includes(part), `heard ${part}`);
  }

  #leave(name: string): void {
    const request = this.#leaving.get(name);
    if (request) request.abort();
    else this.#socket(name)[Symbol.dispose]();
  }

  async #eventually(step: Step): Promise<void> {
    for (const end = Date.now() + PATIENCE;;) {
      try {
        return await this.#do(step);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A program that was told to end takes no new connection soon, and not at once. */
  async #rejects(hostname: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (true) {
      using connection = await connectIfUp(this.#target.port, hostname);
      if (!connection) return;
      ok(Date.now() < end, "it takes connections");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async #process(step: ProcessStep): Promise<void> {
    const { start, args = [], env = {}, restart, signal, prints, lacks = [], ends, of = "" } = step;
    const { folder, fill } = this.#target;
    if (start) {
      const all = ["run", "-A", `--config=${CONFIG}`, toProgram(fill(start)), ...args.map(fill)];
      const filled = Object.entries(env).map(([name, value]) => [name, fill(value)]);
      this.#processes.set(of, spawn(all, { cwd: folder, env: Object.fromEntries(filled) }));
    }
    if (restart) await this.#target.restart();
    const process = of ? this.#processes.get(of)! : this.#target.program;
    if (signal) void process.end(signal);
    if (prints !== undefined) await untilPrinted(process, new RegExp(prints));
    if (ends !== undefined) strictEqual(await untilEnded(process), ends);
    for (const text of lacks) ok(!process.printed().includes(fill(text)), `it printed ${text}`);
  }

  async #run(step: RunStep): Promise<void> {
    this.#tables ??= await openTables(step.on ?? "sqlite");
    await runCode(step, {
      ...this.#tables.names,
      T: this.#target.folder,
      host: this.#target.fill("{host}"),
      load: (name: string) => import(`@fasthtml/fasthtml/${name}`),
      printed: (name: string) => this.#processes.get(name)!.printed(),
    });
    await this.#tables.check();
  }

  #socket(name: string): WebSocketByHand {
    const socket = this.#sockets.get(name);
    ok(socket, `no socket ${name} is open`);
    return socket;
  }

  /** Resident memory of the attacked program, in bytes. */
  async #rss(): Promise<number> {
    return Number((await this.#target.request({ path: "/rss" })).body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets.values()) socket[Symbol.dispose]();
    for (const process of this.#processes.values()) await process.end("SIGKILL");
    await this.#tables?.[Symbol.asyncDispose]();
  }
}

const PATIENCE = 30_000;
