import { throws } from "node:assert";
import { jobs } from "../../../ext/jobs.ts";
import { database } from "../../../mod.ts";

Deno.test("job(), every() and work() reject what they can't do", () => {
  using db = database(":memory:");
  const { job, every, work } = jobs(db);
  const digest = job("digest", () => {}), nextYear = new Date().getUTCFullYear() + 1;
  const wrong: [() => unknown, string][] = [
    [
      () => job("", () => {}),
      'Cannot declare job "": its name has 0 characters, expected 1 to 200',
    ],
    [
      () => job("a".repeat(201), () => {}),
      `Cannot declare job "${"a".repeat(201)}": its name has 201 characters, expected 1 to 200`,
    ],
    [
      () => job("a\ud800", () => {}),
      'Cannot declare job "a\ud800": its name is "a\\ud800", expected a text without NUL or half a surrogate pair',
    ],
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
    ...[`${nextYear}-12-24T06:00:00`, `0 0 6 24 12 * ${nextYear}`].map((
      pattern,
    ): [() => unknown, string] => [
      () => every(pattern, digest),
      `Cannot schedule job "digest": "${pattern}" in zone "UTC" (it comes to an end), expected a ` +
      'cron pattern such as "0 6 * * *" and a zone such as "Europe/Berlin"',
    ]),
  ];
  const hourly = job("hourly", () => {});
  every("0 * * * *", hourly);
  wrong.push(
    [
      () => every("1 * * * *", hourly),
      'Cannot schedule job "hourly": found a second time, expected one',
    ],
    [
      () => job("x".repeat(201), () => {}),
      `Cannot declare job "${"x".repeat(201)}": its name has 201 characters, expected 1 to 200`,
    ],
    [
      () => job("a", () => {}, { tries: 1.5 }),
      'Cannot declare job "a": tries is 1.5, expected a whole number from 1 on',
    ],
    [
      () => work({ concurrency: 1.5 }),
      "Cannot make a worker: concurrency is 1.5, expected a whole number from 1 on",
    ],
    [
      () => work({ grace: -1 }),
      'Cannot read grace of a worker: found -1, expected seconds, or a text such as "30s", "5m", "2h"',
    ],
    [
      () => work({ poll: -1 }),
      'Cannot read poll of a worker: found -1, expected seconds, or a text such as "30s", "5m", "2h"',
    ],
  );
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
  job("x".repeat(200), () => {}, { tries: 1 });
  throws(() => every("60 * * * *", digest), {
    message: /"60 \* \* \* \*" in zone "UTC" \(CronPatt/,
  });
  throws(() => every("0 6 * * *", digest, { zone: "Mars" }), { message: /in zone "Mars" \(/ });
});

Deno.test("every() takes all patterns that come again and again", () => {
  using db = database(":memory:");
  const { job, every } = jobs(db);
  const patterns = ["@daily", " 0 6 * * 1-5 ", "30 0 6 * * *", "0 0 6 1 1 * *", "0 0 29 2 *"];
  patterns.forEach((pattern, n) => every(pattern, job(`${n}`, () => {})));
});
