import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
// @ts-types="../../ext/postgres/types.ts"
import pg from "pg";
import { type Database, database } from "../../lib/data/mod.ts";
import { postgres } from "../../ext/postgres.ts";
import { findPostgres } from "../_needs.ts";
import { freePort } from "../_port.ts";
import { type TempFolder, tempFolder } from "../_temp.ts";

/** A running Postgres for tests. */
export interface Server extends AsyncDisposable {
  /** Its address, without a database. */
  readonly address: string;
  /** An empty database. */
  open(): Promise<Database<true>>;
}

/** PGlite behind pglite-socket: a real PostgreSQL, spoken to over TCP. It has one session. */
export async function startPglite(): Promise<Server> {
  const lite = await PGlite.create();
  const server = new PGLiteSocketServer({
    db: lite,
    host: "127.0.0.1",
    port: 0,
    maxConnections: 20,
  });
  await server.start();
  const address = `postgres://postgres@${server.getServerConn()}`;
  return {
    address,
    async open() {
      await lite.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
      return database(postgres(`${address}/postgres`, { max: 1 }));
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await lite.close();
    },
  };
}

/** Debian's PostgreSQL server, on a port of its own; it can go away and come back. */
export class DebianServer implements Server {
  readonly address: string;
  readonly #bin: string;
  readonly #folder: TempFolder;
  readonly #port: number;
  #databases = 0;
  #isUp = false;

  static async start(): Promise<DebianServer> {
    const bin = findPostgres();
    if (!bin) throw new Error("Cannot find PostgreSQL's server, expected it to be installed");
    await using resources = new AsyncDisposableStack();
    const folder = resources.use(await tempFolder());
    await Deno.chmod(folder.path, 0o777);
    const server = new DebianServer(bin, folder, freePort());
    const options = "-A trust -U postgres -N -E UTF8 --no-locale".split(" "); // not the machine's
    await server.#run("initdb", "-D", server.#data, ...options);
    await server.up();
    resources.move();
    return server;
  }

  private constructor(bin: string, folder: TempFolder, port: number) {
    this.#bin = bin;
    this.#folder = folder;
    this.#port = port;
    this.address = `postgres://postgres@127.0.0.1:${port}`;
  }

  async open(): Promise<Database<true>> {
    const name = `test${this.#databases++}`;
    await this.run(`CREATE DATABASE ${name}`);
    return database(postgres(`${this.address}/${name}`));
  }

  /** Runs SQL on a connection of its own, and returns the rows. */
  async run(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(`${this.address}/postgres`);
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async up(): Promise<void> {
    const options = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c fsync=off ` +
      `-c unix_socket_directories=${this.#folder.path}`;
    await this.#control("start", "-w", "-o", options, "-l", `${this.#folder.path}/log`);
    this.#isUp = true;
  }

  /** Stops: "fast" ends all connections, "immediate" is as if it had crashed. */
  async down(mode: "fast" | "immediate" = "fast"): Promise<void> {
    await this.#control("stop", "-w", "-m", mode);
    this.#isUp = false;
  }

  /** Takes TLS, too, with a certificate of its own, which is returned. */
  async useTls(): Promise<string> {
    await this.#as("openssl", [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2".split(" "),
      ..."-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(" "),
      ...["-keyout", `${this.#data}/server.key`, "-out", `${this.#data}/server.crt`],
    ]);
    await this.run("ALTER SYSTEM SET ssl = on");
    await this.down();
    await this.up();
    return await Deno.readTextFile(`${this.#data}/server.crt`);
  }

  /** Makes a user who needs a password. */
  async usePasswords(user: string, password: string): Promise<void> {
    await this.run(`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
    const file = `${this.#data}/pg_hba.conf`;
    const rules = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, `host all ${user} 127.0.0.1/32 scram-sha-256\n${rules}`);
    await this.down();
    await this.up();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isUp) await this.down();
    await this.#folder[Symbol.asyncDispose]();
  }

  get #data(): string {
    return `${this.#folder.path}/data`;
  }

  #control(...args: string[]): Promise<void> {
    return this.#run("pg_ctl", "-D", this.#data, ...args);
  }

  #run(program: string, ...args: string[]): Promise<void> {
    return this.#as(`${this.#bin}/${program}`, args);
  }

  /** PostgreSQL does not run as root, as which CI runs its tests. */
  async #as(program: string, args: string[]): Promise<void> {
    const command = [program, ...args];
    if (Deno.uid() === 0) command.unshift("runuser", "-u", "postgres", "--");
    const { success } = await new Deno.Command(command[0], {
      args: command.slice(1),
      cwd: this.#folder.path,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    if (!success) throw new Error(`Cannot run ${command.join(" ")}`);
  }
}
