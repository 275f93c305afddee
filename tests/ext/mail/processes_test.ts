import { deepStrictEqual, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { jobs } from "../../../ext/jobs.ts";
import { type Program, startProgram } from "../../_program.ts";
import { until } from "../../_within.ts";
import { type Place, testOverDatabases } from "../_databases.ts";
import { tableKeep } from "../_job_keeps.ts";
import { smtpServer } from "../_smtp.ts";

testOverDatabases("Mails of a process that is killed", {
  async "before a worker has them: they come once, when there is one"(at) {
    await using server = await smtpServer();
    await using one = await startProcess(at, server.port);
    await ask(one, "/password/forgot");
    await ask(one, "/magic");
    await one.end("SIGKILL");
    strictEqual(server.arrived.length, 0);
    await using two = await startProcess(at, server.port, "work");
    await untilDone(at);
    deepStrictEqual(server.arrived.map(({ email }) => email.subject).sort(), [
      "A new password for Notes",
      "Sign in to Notes",
    ]);
    const { arrived } = server;
    const tokens = arrived.map(({ email }) => /#([\w-]{43})/.exec(email.text ?? "")?.[1] ?? "");
    const isReset = arrived[0]!.email.subject!.startsWith("A new");
    const [reset, link] = isReset ? tokens : tokens.toReversed();
    strictEqual(await post(two, "/password/reset", { token: reset!, password: "a new one" }), 200);
    strictEqual(await post(two, "/magic/in", { token: link!, sure: "1" }), 303);
  },

  async "while a worker sends one: it comes once, when its lease is over"(at) {
    let begun = 0;
    await using server = await smtpServer({
      onMailFrom(_address, _session, done) {
        if (begun++ > 0) done(); // The first one waits for ever.
      },
    });
    await using one = await startProcess(at, server.port, "work");
    await ask(one, "/password/forgot");
    await until(120, "the mail's beginning", () => begun === 1);
    await one.end("SIGKILL");
    await tableKeep(at.open()).lapse();
    await using _two = await startProcess(at, server.port, "work");
    await untilDone(at);
    strictEqual(server.arrived.length, 1);
  },
});

const PROGRAM = fileURLToPath(new URL("../mails_program.ts", import.meta.url));

function startProcess({ source }: Place, port: number, work = ""): Promise<Program> {
  return startProgram(["run", "-A", PROGRAM, source, `${port}`, work]);
}

async function ask(process: Program, path: string): Promise<void> {
  const status = await post(process, path, { email: "ann@example.com" });
  strictEqual(status, path === "/magic" ? 303 : 200);
}

async function post({ origin }: Program, path: string, data: object): Promise<number> {
  const body = new URLSearchParams({ ...data });
  const response = await fetch(origin + path, { method: "POST", body, redirect: "manual" });
  await response.body?.cancel();
  return response.status;
}

/** Waits until no job is left. */
async function untilDone(at: Place): Promise<void> {
  const { queues } = jobs(at.open());
  await until(120, "the end of the jobs", async () => {
    const all = await queues();
    return all.every(({ waiting, later, running, dead }) => waiting + later + running + dead === 0);
  });
}
