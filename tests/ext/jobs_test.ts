import { throws } from "node:assert";
import { jobs } from "../../ext/jobs.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { database } from "../../mod.ts";
import { POSTGRES, SQLITE } from "./_job_tables.ts";
import { testJobs } from "./_jobs.ts";

testJobs(SQLITE);
testJobs(POSTGRES);

Deno.test("jobs() rejects a database that it can't keep jobs in", async () => {
  await using db = database(mongodb("mongodb://127.0.0.1:1/x"));
  throws(() => jobs(db), {
    name: "TypeError",
    message: "Cannot keep jobs: a database of MongoDB, expected SQLite or Postgres",
  });
});
