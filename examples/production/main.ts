/**
 * Starts the shop on a machine with Debian's `postgresql`, `redis-server` and `caddy`: these three,
 * two servers of app.ts and a worker. What ends is started again; SIGINT and SIGTERM end all of it.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findFormer, Part, type PartOptions, say, toIdentity } from "./part.ts";

const folder = Deno.env.get("SHOP_DATA") ?? `${Deno.cwd()}/data/production`;
const first = Number(Deno.env.get("PORT") ?? 8080);
const PORTS = { proxy: first, A: first + 1, B: first + 2, worker: first + 3 };
const SQL = first + 4, REDIS = first + 5, SMTP = first + 6;
const MAIL_URL = Deno.env.get("MAIL_URL");

/** PostgreSQL does not run as root. */
const isRoot = Deno.uid() === 0;
const asPostgres = isRoot
  ? "setpriv --reuid=postgres --regid=postgres --init-groups".split(" ")
  : [];
const owner = isRoot ? ["-o", "postgres"] : [];

await Deno.mkdir(folder, { recursive: true });
const own = `${folder}/main.pid`, other = findFormer(own);
if (other !== undefined) {
  say(`Cannot start the shop: process ${other} runs it in ${folder}, expected none`);
  Deno.exit(1);
}
await Deno.writeTextFile(own, toIdentity(Deno.pid)!);

const secret = await keepSecret(`${folder}/secret`);
const bin = findPostgres();
if (!existsSync(`${folder}/postgres`)) await initPostgres();
await Deno.writeTextFile(`${folder}/redis.conf`, redisConfig(), { mode: 0o600 });

const shared = {
  DATABASE_URL: `postgres://shop:${secret}@127.0.0.1:${SQL}/postgres`,
  REDIS_URL: `redis://:${secret}@127.0.0.1:${REDIS}`,
  MAIL_URL: MAIL_URL ?? `smtp://127.0.0.1:${SMTP}`,
  DENO_ENV: "production",
  HOST: "127.0.0.1",
};
const parts = [
  part("PostgreSQL", SQL, {
    command: [...asPostgres, `${bin}/postgres`, "-D", `${folder}/postgres`, ...postgresOptions()],
    signal: "SIGINT", // At SIGTERM it would wait for the servers.
  }),
  part("Redis", REDIS, { command: ["redis-server", `${folder}/redis.conf`] }),
  part("Caddy", PORTS.proxy, {
    command: ["caddy", "run", "--adapter", "caddyfile", "--config", toPath("Caddyfile")],
    env: {
      PORT: `${PORTS.proxy}`,
      SERVER_A: `${PORTS.A}`,
      SERVER_B: `${PORTS.B}`,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  }),
  app("server A", PORTS.A, { WORK: "no" }),
  app("server B", PORTS.B, { WORK: "no" }),
  app("worker", PORTS.worker, { WORK: "yes" }),
  ...MAIL_URL === undefined ? [mailbox()] : [],
];

const [postgres, redis, caddy, ...programs] = parts;
await inOrder((part) => part.endFormer());
let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.addSignalListener(signal, () => void end());
}
for (const next of [[postgres!], [redis!], [caddy!, ...programs]]) {
  if (!isEnding) await Promise.all(next.map((part) => part.start()));
}
if (!isEnding) say(`The shop is open: http://127.0.0.1:${PORTS.proxy}`);

async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await inOrder((part) => part.end());
  await Deno.remove(own);
  Deno.exit();
}

/** Ends what uses another part before that. Caddy goes on while the servers are draining. */
async function inOrder(end: (part: Part) => Promise<void>): Promise<void> {
  await Promise.all(programs.map(end));
  for (const part of [caddy!, redis!, postgres!]) await end(part);
}

function part(name: string, port: number, options: Omit<PartOptions, "port">): Part {
  return new Part(name, folder, { ...options, port });
}

function app(name: string, port: number, env: Record<string, string>): Part {
  const permissions = ["--allow-net", "--allow-env", "--allow-read", "--allow-sys"];
  return part(name, port, {
    command: [Deno.execPath(), "run", ...permissions, toPath("app.ts")],
    env: { ...shared, PORT: `${port}`, ...env },
  });
}

function mailbox(): Part {
  const MAILS = `${folder}/mails`;
  const permissions = ["--allow-net", "--allow-env", "--allow-read", "--allow-sys"];
  return part("mailbox", SMTP, {
    command: [
      Deno.execPath(),
      "run",
      ...permissions,
      `--allow-write=${MAILS}`,
      toPath("mailbox.ts"),
    ],
    env: { MAILS, PORT: `${SMTP}` },
  });
}

/** A password of Postgres and Redis: who can publish there can run scripts in all pages. */
async function keepSecret(file: string): Promise<string> {
  if (!existsSync(file)) {
    await Deno.writeTextFile(file, crypto.randomUUID().replaceAll("-", ""), { mode: 0o600 });
  }
  return await Deno.readTextFile(file);
}

/** Debian keeps the server beside the PATH. */
function findPostgres(): string {
  const lib = "/usr/lib/postgresql";
  const versions = existsSync(lib) ? [...Deno.readDirSync(lib)].map(({ name }) => name) : [];
  const version = versions.sort((a, b) => Number(b) - Number(a))
    .find((version) => existsSync(`${lib}/${version}/bin/initdb`));
  if (version) return `${lib}/${version}/bin`;
  say(`Cannot start the shop: no PostgreSQL in ${lib}, expected Debian's package postgresql`);
  Deno.exit(1);
}

/** Makes a cluster beside its place, so that one that is there is whole. */
async function initPostgres(): Promise<void> {
  const fresh = `${folder}/postgres.new`, password = `${folder}/password`;
  await run("rm", "-rf", fresh);
  await run("install", "-d", "-m", "700", ...owner, fresh);
  await run("install", "-m", "600", ...owner, `${folder}/secret`, password);
  const options = "-A scram-sha-256 -U shop -E UTF8 --no-locale".split(" ");
  await run(...asPostgres, `${bin}/initdb`, "-D", fresh, ...options, `--pwfile=${password}`);
  await Deno.remove(password);
  await Deno.rename(fresh, `${folder}/postgres`);
}

function postgresOptions(): string[] {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "log_min_messages=fatal",
  ];
  return ["-p", `${SQL}`, ...settings.flatMap((setting) => ["-c", setting])];
}

function redisConfig(): string {
  return `bind 127.0.0.1
port ${REDIS}
requirepass ${secret}
dir ${JSON.stringify(folder)}
save ""
appendonly yes
maxmemory-policy noeviction
loglevel warning
`;
}

function toPath(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

async function run(...[program, ...args]: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program!, { args, stdin: "null" }).output();
  if (success) return;
  say(`Cannot run ${program}: ${new TextDecoder().decode(stderr)}`);
  Deno.exit(1);
}
