import { throws } from "node:assert";
import { jobs } from "../../ext/jobs.ts";
import { mongodb } from "../../ext/mongodb.ts";
import { postgres } from "../../ext/postgres.ts";
import { type Database, database } from "../../mod.ts";
import { tempFolder } from "../_temp.ts";
import { tableKeep } from "./_job_keeps.ts";
import { type Process, testJobs } from "./_jobs.ts";
import { DebianServer } from "./postgres_servers.ts";

function toProcess(db: Database<boolean>): Process & { db: Database<boolean> } {
  return { db, board: jobs(db), close: () => db.close() };
}

testJobs("SQLite", [], async () => {
  const folder = await tempFolder();
  let count = 0;
  return {
    create: () => Promise.resolve(`${folder.path}/${count++}.db`),
    open: (source) => toProcess(database(source)),
    keep: (_, { db }) => tableKeep(db),
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
    open: (source) => toProcess(database(postgres(source, { max: 3 }))),
    keep: (_, { db }) => tableKeep(db),
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
