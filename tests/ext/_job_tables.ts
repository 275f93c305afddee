import { jobs } from "../../ext/jobs.ts";
import { postgres } from "../../ext/postgres.ts";
import { type Database, database } from "../../mod.ts";
import { tempFolder } from "../_temp.ts";
import type { EngineCase, Process } from "./_job_engines.ts";
import { tableKeep } from "./_job_keeps.ts";
import { DebianServer } from "./postgres_servers.ts";

function toProcess(db: Database<boolean>): Process & { db: Database<boolean> } {
  return { db, board: jobs(db), close: () => db.close() };
}

export const SQLITE: EngineCase = {
  name: "SQLite",
  needs: [],
  async start() {
    const folder = await tempFolder();
    let count = 0;
    return {
      create: () => Promise.resolve(`${folder.path}/${count++}.db`),
      open: (source) => toProcess(database(source)),
      keep: (_, { db }) => tableKeep(db),
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  },
};

export const POSTGRES: EngineCase = {
  name: "Postgres",
  needs: ["postgresql"],
  async start() {
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
  },
};
