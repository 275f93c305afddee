import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import postgresjs from "postgres";
import { type Database, database } from "../../lib/data/mod.ts";
import { postgres } from "../../ext/postgres.ts";

/** A running Postgres for tests. */
export interface Server extends AsyncDisposable {
  /** Its address, without a database. */
  readonly address: string;
  /** An empty database. */
  open(): Promise<Database<true>>;
}

/** PGlite behind pglite-socket: a real PostgreSQL, spoken to over TCP. It has one connection. */
export async function startPglite(): Promise<Server> {
  const lite = await PGlite.create();
  const server = new PGLiteSocketServer({ db: lite, host: "127.0.0.1", port: 0 });
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

/** The folder of Debian's PostgreSQL server, or undefined where it is not installed. */
export function findDebianServer(): string | undefined {
  const versions = listOf("/usr/lib/postgresql");
  return versions.map((version) => `/usr/lib/postgresql/${version}/bin`)
    .find((folder) => listOf(folder).includes("initdb"));
}

function listOf(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort().reverse();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Debian's PostgreSQL server, on a port of its own; it can go away and come back. */
export class DebianServer implements Server {
  readonly address: string;
  readonly #bin: string;
  readonly #folder: string;
  readonly #port: number;
  #databases = 0;

  static async start(bin: string): Promise<DebianServer> {
    const folder = await Deno.makeTempDir({ prefix: "postgres" });
    await Deno.chmod(folder, 0o777);
    const server = new DebianServer(bin, folder, freePort());
    await server.#run("initdb", "-D", `${folder}/data`, "-A", "trust", "-U", "postgres", "-N");
    await server.up();
    return server;
  }

  private constructor(bin: string, folder: string, port: number) {
    this.#bin = bin;
    this.#folder = folder;
    this.#port = port;
    this.address = `postgres://postgres@127.0.0.1:${port}`;
  }

  async open(): Promise<Database<true>> {
    const name = `test${this.#databases++}`;
    const sql = postgresjs(`${this.address}/postgres`, { max: 1 });
    await sql.unsafe(`CREATE DATABASE ${name}`);
    await sql.end();
    return database(postgres(`${this.address}/${name}`));
  }

  async up(): Promise<void> {
    const options = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c fsync=off ` +
      `-c unix_socket_directories=${this.#folder}`;
    await this.#control("start", "-w", "-o", options, "-l", `${this.#folder}/log`);
  }

  async down(): Promise<void> {
    await this.#control("stop", "-w", "-m", "fast");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.down();
    await Deno.remove(this.#folder, { recursive: true });
  }

  #control(...args: string[]): Promise<void> {
    return this.#run("pg_ctl", "-D", `${this.#folder}/data`, ...args);
  }

  /** PostgreSQL refuses to run as root, as which CI runs its tests. */
  async #run(program: string, ...args: string[]): Promise<void> {
    const command = [`${this.#bin}/${program}`, ...args];
    if (Deno.uid() === 0) command.unshift("runuser", "-u", "postgres", "--");
    const { success } = await new Deno.Command(command[0], {
      args: command.slice(1),
      cwd: this.#folder,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    if (!success) throw new Error(`Cannot run ${command.join(" ")}`);
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
