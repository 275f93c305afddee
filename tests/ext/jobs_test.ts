import { throws } from "node:assert";
import { jobs } from "../../ext/jobs.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { postgres } from "../../ext/postgres.ts";
import { database } from "../../mod.ts";
import { tempFolder } from "../_temp.ts";
import { testJobs } from "./_jobs.ts";
import { DebianServer } from "./postgres_servers.ts";

testJobs("SQLite", [], async () => {
  const folder = await tempFolder();
  let count = 0;
  return {
    create: () => Promise.resolve(`${folder.path}/${count++}.db`),
    open: (source) => database(source as string),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
});

testJobs("Postgres", ["postgresql"], async () => {
  const server = await DebianServer.start();
  let count = 0;
  return {
    async create() {
      const name = `jobs${count++}`;
      await server.run(`CREATE DATABASE ${name}`);
      return `${server.address}/${name}`;
    },
    open: (source) => database(postgres(source, { max: 3 })),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
});

Deno.test("jobs() rejects a database that it can't keep jobs in", async () => {
  await using db = database(mongodb("mongodb://127.0.0.1:1/x"));
  throws(() => jobs(db), {
    name: "TypeError",
    message: "Cannot keep jobs: a database of MongoDB, expected SQLite or Postgres",
  });
});

Deno.test("job(), every() and work() reject what they can't do", () => {
  using db = database(":memory:");
  const { job, every, work } = jobs(db);
  const digest = job("digest", () => {});
  const wrong: [() => unknown, string][] = [
    [() => job("", () => {}), 'Cannot declare job "": 0 characters, expected 1 to 200'],
    [
      () => job("digest", () => {}),
      'Cannot declare job "digest": found a second one, expected one',
    ],
    [
      () => job("a", { signal: String }, () => {}),
      'Cannot declare "signal" for job "a": jobs have this name already, expected another',
    ],
    [
      () => job("a", { file: File }, () => {}),
      `Cannot declare "file" for job "a": found what JSON can't hold, expected a type, a default ` +
      "or a schema",
    ],
    [
      () => job("a", () => {}, { tries: 0 }),
      'Cannot declare job "a": tries is 0, expected a whole number from 1 on',
    ],
    [
      () => job("a", () => {}, { lease: "1w" as "1h" }),
      'Cannot read lease of job "a": found "1w", expected seconds, or a text such as "30s", "5m", "2h"',
    ],
    [
      () => work({ concurrency: 0 }),
      "Cannot make a worker: concurrency is 0, expected a whole number from 1 on",
    ],
    [
      () => every("0 0 30 2 *", digest),
      'Cannot schedule job "digest": "0 0 30 2 *" in zone "UTC" (it never comes), expected a cron ' +
      'pattern such as "0 6 * * *" and a zone such as "Europe/Berlin"',
    ],
  ];
  const tires = { tires: 1 } as object;
  wrong.push(
    [
      () => job("a", () => {}, tires),
      'Cannot declare a job: unknown option "tires", expected tries',
    ],
    [
      () => digest.later({}, tires),
      'Cannot queue a job: unknown option "tires", expected one of in, at, key',
    ],
    [
      () => every("0 6 * * *", digest, tires),
      'Cannot schedule a job: unknown option "tires", expected zone',
    ],
    [
      () => work(tires),
      'Cannot make a worker: unknown option "tires", expected one of concurrency, grace, poll',
    ],
  );
  for (const [run, message] of wrong) throws(run, { name: "TypeError", message });
  throws(() => every("60 * * * *", digest), {
    message: /"60 \* \* \* \*" in zone "UTC" \(CronPatt/,
  });
  throws(() => every("0 6 * * *", digest, { zone: "Mars" }), { message: /in zone "Mars" \(/ });
});
