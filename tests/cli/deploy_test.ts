import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert";
import { fileURLToPath } from "node:url";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import dockerfile from "../../cli/template/Dockerfile" with { type: "text" };
import { DebianServer } from "../ext/postgres_servers.ts";
import { connectIfUp } from "../_connect.ts";
import { needing } from "../_needs.ts";
import { freePort } from "../_port.ts";
import type { Program } from "../_program.ts";
import { startRegistry } from "../_registry.ts";
import { tempFolder } from "../_temp.ts";
import { until, within } from "../_within.ts";
import { deno, run } from "./_cli.ts";
import { buildImage, type Image, startImage } from "./_dockerfile.ts";

const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));

const SECRET = "known-to-everybody-and-for-tests-alone";

/** What `serve()` takes to end, in seconds: a host that kills sooner loses what is under way. */
const GRACE = 10;

const IMAGE = {
  port: Number(/PORT=(\d+)/.exec(dockerfile)![1]),
  user: Number(/^USER (\d+)$/m.exec(dockerfile)![1]),
  data: `${/^WORKDIR (.*)$/m.exec(dockerfile)![1]}/data`,
  health: "/_fasthtml/health",
};

// What of each file the tests read; that it is there is what they check.
interface Compose {
  services: Record<"app" | "db", {
    ports: string[];
    environment: Record<string, string>;
    volumes: string[];
    stop_grace_period: string;
    healthcheck: { test: string[] };
    depends_on: Record<string, { condition: string }>;
  }>;
  volumes: Record<string, null>;
}
interface Fly {
  kill_signal: string;
  kill_timeout: string;
  env: Record<string, string>;
  http_service: { internal_port: number; force_https: boolean; checks: { path: string }[] };
  mounts: { destination: string };
}
interface Render {
  services: [{
    type: string;
    runtime: string;
    healthCheckPath: string;
    maxShutdownDelaySeconds: number;
    disk: { mountPath: string };
    envVars: { key: string; value?: string | number; generateValue?: boolean }[];
  }];
}
interface Railway {
  build: { builder: string };
  deploy: { healthcheckPath: string; drainingSeconds: number };
}
interface Space {
  sdk: string;
  app_port: number;
}
interface DenoDeploy {
  deploy: { install: string; runtime: { type: string; entrypoint: string } };
}

const compose: Compose = parseYaml(blockOf("deploy/compose.md", "compose.yaml"));
const fly = parseToml(blockOf("deploy/fly.md", "fly.toml")) as unknown as Fly;
const render: Render = parseYaml(blockOf("deploy/render.md", "render.yaml"));
const railway: Railway = JSON.parse(blockOf("deploy/railway.md", "railway.json"));
const space: Space = parseYaml(
  blockOf("deploy/huggingface.md", "README.md").replace(/^---\n(.*)---\n$/s, "$1"),
);
const denoDeploy: DenoDeploy = JSON.parse(blockOf("deploy/deno_deploy.md", "deno.json"));
const unit = parseUnit(blockOf("deploy/vps.md", "/etc/systemd/system/notes.service"));
const caddyfile = blockOf("deploy/vps.md", "/etc/caddy/Caddyfile");

Deno.test("the files of docs/deploy/ have the port, the health check and the folder of the image", () => {
  const { app, db } = compose.services;
  const [service] = render.services;
  deepStrictEqual({
    ports: [
      Number(app.ports[0]!.split(":").at(-1)),
      fly.http_service.internal_port,
      space.app_port,
      Number(toEnv(unit.Service!.Environment!).PORT),
      Number(/reverse_proxy 127\.0\.0\.1:(\d+)$/m.exec(caddyfile)![1]),
    ],
    health: [
      ...fly.http_service.checks.map(({ path }) => path),
      service.healthCheckPath,
      railway.deploy.healthcheckPath,
    ],
    data: [fly.mounts.destination, service.disk.mountPath],
    docker: [service.type, service.runtime, railway.build.builder, space.sdk],
    volumes: db.volumes.map((volume) => volume.split(":")[0]),
    waits: [app.depends_on, db.healthcheck.test[0]],
  }, {
    ports: Array(5).fill(IMAGE.port),
    health: Array(3).fill(IMAGE.health),
    data: Array(2).fill(IMAGE.data),
    docker: ["web", "docker", "DOCKERFILE", "docker"],
    volumes: Object.keys(compose.volumes),
    waits: [{ db: { condition: "service_healthy" } }, "CMD"],
  });
});

Deno.test("the hosts of docs/deploy/ wait longer than a program takes to end", () => {
  const times = {
    compose: parseInt(compose.services.app.stop_grace_period),
    fly: parseInt(fly.kill_timeout),
    render: render.services[0].maxShutdownDelaySeconds,
    railway: railway.deploy.drainingSeconds,
    systemd: Number(unit.Service!.TimeoutStopSec),
  };
  deepStrictEqual(Object.entries(times).filter(([, seconds]) => !(seconds > GRACE)), []);
  strictEqual(fly.kill_signal, "SIGTERM");
});

Deno.test("docs/deploy.md leads to every page of docs/deploy/, and each says what was not tried", () => {
  const index = textOf("deploy.md");
  const pages = [...Deno.readDirSync(`${DOCS}/deploy`)].map(({ name }) => name).sort();
  const linked = [...index.matchAll(/^\| \[.*?\]\(deploy\/(\w+\.md)\)/gm)].map(([, page]) => page);
  deepStrictEqual(linked.sort(), pages);
  for (const page of pages) {
    match(
      textOf(`deploy/${page}`),
      /\*\*(Not tried|neither has been tried)\*\*/,
    );
  }
});

Deno.test({
  ...needing(["systemd-analyze"], "the unit of docs/deploy/vps.md is one that systemd takes"),
  async fn() {
    await using folder = await tempFolder();
    const text = blockOf("deploy/vps.md", "/etc/systemd/system/notes.service")
      .replace("/usr/local/bin/deno", Deno.execPath());
    await Deno.writeTextFile(`${folder.path}/notes.service`, text);
    const args = ["verify", "--man=no", "--recursive-errors=no", "./notes.service"];
    const { code, stderr } = await run("systemd-analyze", args, { cwd: folder.path });
    const lines = stderr.split("\n").filter((line) => line.includes("notes.service"));
    deepStrictEqual([code, lines], [0, []]);
  },
});

const isRoot = Deno.uid() === 0;

Deno.test({
  name: "the files of docs/deploy/ start the program that `new` makes" +
    (isRoot ? "" : " (not here: root)"),
  ignore: !isRoot,
  async fn(t) {
    await using resources = new AsyncDisposableStack();
    const make = async () => resources.use(await tempFolder()).path;
    const { disk, postgres, ofUser1000, plain } = await makeImages(make);

    const env = {
      fly: fly.env,
      render: Object.fromEntries(
        render.services[0].envVars.map(({ key, value }) => [key, `${value}`]),
      ),
      railway: Object.fromEntries(
        [...textOf("deploy/railway.md").matchAll(/--set "?(\w+)=(\S+)/g)].map(([, ...pair]) =>
          pair
        ),
      ),
    };
    for (const [host, given] of Object.entries(env)) {
      await t.step(
        `${host}: the image starts with a disk of root, and runs as its own user`,
        async () => {
          await mountDisk(disk, 0);
          await using program = await start(disk, { ...given, FASTHTML_SECRET: SECRET });
          await checkHealth(program);
          await signUp(program);
          strictEqual((await program.end()).code, 0);
          strictEqual(Deno.statSync(`${disk.cwd}/data/app.db`).uid, IMAGE.user);
        },
      );
    }

    await t.step("without the two lines for a disk, it can't open the database", async () => {
      await mountDisk(plain, 0);
      await rejects(async () => {
        await using program = await start(plain, { FASTHTML_SECRET: SECRET });
        await within(60, "its end", program.ended);
        throw new Error(program.printed());
      }, /unable to open database file/);
    });

    await t.step("Hugging Face: the image starts as the user 1000", async () => {
      strictEqual(ofUser1000.uid, 1000);
      const { PORT, ...rest } = ofUser1000.env;
      strictEqual(PORT, `${space.app_port}`);
      await using program = await start({ ...ofUser1000, env: rest }, {
        ...variablesOf("deploy/huggingface.md"),
        FASTHTML_SECRET: SECRET,
      });
      await checkHealth(program);
      await signUp(program);
      strictEqual(Deno.statSync(`${ofUser1000.cwd}/data/app.db`).uid, 1000);
    });

    await t.step({
      ...needing(["postgresql"], "Compose: the image starts with its Postgres"),
      async fn() {
        await using server = await DebianServer.start();
        const given = { POSTGRES_PASSWORD: "a1b2c3", FASTHTML_SECRET: SECRET };
        const { POSTGRES_USER: user, POSTGRES_DB: db } = compose.services.db.environment;
        const { POSTGRES_PASSWORD: password } = fill(compose.services.db.environment, given);
        await server.run(`CREATE USER ${user} PASSWORD '${password}'`);
        await server.run(`CREATE DATABASE ${db} OWNER ${user}`);
        const env = fill(compose.services.app.environment, given);
        const { host } = new URL(server.address);
        env.DATABASE_URL = env.DATABASE_URL!.replace("@db:5432/", `@${host}/`);
        {
          await using program = await start(postgres, env);
          await checkHealth(program);
          await addNote(program);
        }
      },
    });

    await t.step({
      ...needing(["postgresql"], "Deno Deploy: the entry point starts, and writes no file"),
      async fn() {
        await using server = await DebianServer.start();
        const { runtime, install } = denoDeploy.deploy;
        const config = `${postgres.cwd}/deno.json`;
        const project = JSON.parse(await Deno.readTextFile(config));
        await Deno.writeTextFile(config, JSON.stringify({ ...project, ...denoDeploy }));
        const [program, ...args] = install.split(" ");
        strictEqual(program, "deno");
        const installed = await deno(args, { cwd: postgres.cwd, env: postgres.env });
        strictEqual(installed.code, 0, installed.stderr);
        const command = ["deno", "run", "--allow-all", "--deny-write", runtime.entrypoint];
        await using running = await start({ ...postgres, command }, {
          ...variablesOf("deploy/deno_deploy.md"),
          DATABASE_URL: `${server.address}/postgres`,
          FASTHTML_SECRET: SECRET,
        });
        await checkHealth(running);
        await addNote(running);
      },
    });

    await t.step("systemd: the unit's command starts with its environment", async () => {
      await mountDisk(plain, IMAGE.user);
      await using program = await startUnit(plain);
      await checkHealth(program);
      await signUp(program);
      strictEqual((await program.end()).code, 0);
    });

    await t.step({
      ...needing(["caddy"], "Caddy: it hands on what a client sends"),
      async fn() {
        await mountDisk(plain, IMAGE.user);
        await using program = await startUnit(plain);
        await using caddy = await startCaddy(new URL(program.origin).host);
        await checkHealth(caddy);
        await signUp(caddy);
      },
    });
  },
});

/** Returns the block of a page that comes after the name of its file. */
function blockOf(page: string, file: string): string {
  const [, block] = textOf(page).split(`\n\`${file}\`:\n\n`)[1]?.match(/^```\w+\n(.*?)^```$/ms) ??
    [];
  if (block === undefined) throw new Error(`Cannot read ${page}: it has no block of ${file}`);
  return block;
}

/** Returns the variables of a page's table, with the values of its examples. */
function variablesOf(page: string): Record<string, string> {
  const rows = textOf(page).matchAll(/^\| `(\w+)` +\| .*?`(.*?)`/gm);
  return Object.fromEntries([...rows].map(([, ...pair]) => pair));
}

function textOf(page: string): string {
  return Deno.readTextFileSync(`${DOCS}/${page}`);
}

/** Reads sections, keys and values; a key that comes again adds to its value. */
function parseUnit(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split("\n").filter(Boolean)) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? [];
    if (name) section = sections[name] = {};
    else {
      const [, key, value] = /^(\w+)=(.+)$/.exec(line)!;
      section[key!] = key! in section ? `${section[key!]} ${value}` : value!;
    }
  }
  return sections;
}

function toEnv(text: string): Record<string, string> {
  return Object.fromEntries(text.split(" ").map((pair) => pair.split(/=(.*)/s)));
}

/** Puts variables into a file of Compose, as it does with those of `.env`. */
function fill(
  environment: Record<string, string>,
  values: Record<string, string>,
): Record<string, string> {
  const entries = Object.entries(environment).map(([name, text]) => [
    name,
    text.replaceAll(/\$\{(\w+):\?\}/g, (_, variable) => {
      ok(variable in values, variable);
      return values[variable]!;
    }),
  ]);
  return Object.fromEntries(entries);
}

/** Makes projects and their images. The registry ends here, so nothing can be downloaded after. */
async function makeImages(make: () => Promise<string>) {
  await using registry = await startRegistry();
  const build = async (flags: string[], change: (dockerfile: string) => string) => {
    const cwd = await make();
    const args = ["run", "-A", "--quiet", "jsr:@fasthtml/fasthtml/cli", "new", "notes", ...flags];
    const made = await deno(args, { cwd, env: registry.env });
    strictEqual(made.code, 0, made.stderr);
    await Deno.writeTextFile(`${cwd}/notes/Dockerfile`, change(dockerfile));
    return await buildImage(`${cwd}/notes`, await make(), registry.env);
  };
  const diskLines = /^```dockerfile\n(USER root\n.*?)^```$/ms
    .exec(textOf("deploy.md"))![1]!;
  const lines1000 = blockOf("deploy/huggingface.md", "Dockerfile");
  return {
    plain: await build([], (text) => text),
    disk: await build([], (text) => text + diskLines),
    ofUser1000: await build([], (text) => text.replace(/^FROM.*?^USER \d+\n/ms, lines1000)),
    postgres: await build(["--db", "postgres", "--no-auth"], (text) => text),
  };
}

/** Mounts an empty disk in the image, as a host does: it belongs to root, or to another user. */
async function mountDisk({ cwd }: Image, owner: number): Promise<void> {
  await Deno.remove(`${cwd}/data`, { recursive: true });
  await Deno.mkdir(`${cwd}/data`);
  await Deno.chmod(`${cwd}/data`, 0o755);
  await Deno.chown(`${cwd}/data`, owner, owner);
}

/** Starts an image with the environment of its host, on a free port of this machine. */
function start(image: Image, env: Record<string, string>): Promise<Program> {
  return startImage({ ...image, env: { ...image.env, ...env, FASTHTML_LOG: "off" } }, "0");
}

/** Starts the command of the unit, with its environment and that of its file of secrets. */
function startUnit(image: Image): Promise<Program> {
  const { ExecStart, Environment } = unit.Service!;
  const command = ExecStart!.replace("/usr/local/bin/", "").split(" ");
  // A task would get two signals: that of systemd, and the one that its parent hands on.
  deepStrictEqual(command.slice(0, 2), ["deno", "run"]);
  const { PATH, DENO_DIR, JSR_URL } = image.env;
  const env = { PATH: PATH!, DENO_DIR: DENO_DIR!, JSR_URL: JSR_URL! };
  return start({ ...image, env, command }, { ...toEnv(Environment!), FASTHTML_SECRET: SECRET });
}

/** Starts Caddy in front of a program, on a free port of this machine and without https. */
async function startCaddy(upstream: string): Promise<Pick<Program, "origin"> & AsyncDisposable> {
  await using resources = new AsyncDisposableStack();
  const cwd = resources.use(await tempFolder()).path;
  const origin = `http://127.0.0.1:${freePort()}`;
  const text = caddyfile.replace("notes.example", origin).replace(/127\.0\.0\.1:\d+$/m, upstream);
  await Deno.writeTextFile(
    `${cwd}/Caddyfile`,
    `{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n${text}`,
  );
  const caddy = new Deno.Command("caddy", {
    args: ["run", "--config", "Caddyfile"],
    cwd,
    env: { HOME: cwd, XDG_DATA_HOME: cwd, XDG_CONFIG_HOME: cwd },
    stdout: "null",
    stderr: "null",
  }).spawn();
  resources.defer(async () => {
    caddy.kill("SIGTERM");
    await caddy.status;
  });
  await until(60, "Caddy listens", async () => {
    using connection = await connectIfUp(Number(new URL(origin).port));
    return connection !== undefined;
  });
  const rest = resources.move();
  return { origin, [Symbol.asyncDispose]: () => rest.disposeAsync() };
}

/** Asks as the host's health check does: again and again, as a database has to answer, too. */
async function checkHealth({ origin }: Pick<Program, "origin">): Promise<void> {
  await until(60, "a program that is ready", async () => {
    const response = await fetch(origin + IMAGE.health);
    return await response.text() === "ready" && response.status === 200;
  });
}

/** Makes an account as through a proxy with https, of which the cookie must know. */
async function signUp({ origin }: Pick<Program, "origin">): Promise<void> {
  const response = await post(`${origin}/sign-up`, { name: "ann", password: "correct horse" });
  deepStrictEqual([response.status, response.headers.get("location")], [303, "/"]);
  match(response.headers.get("set-cookie") ?? "", /^__Host-session_=.*; Secure/);
}

async function addNote({ origin }: Pick<Program, "origin">): Promise<void> {
  strictEqual((await post(`${origin}/add`, { text: "Buy milk" })).status, 303);
  const response = await fetch(origin);
  match(await response.text(), /Buy milk<\/th>/);
}

async function post(url: string, fields: Record<string, string>): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { "x-forwarded-proto": "https" },
    redirect: "manual",
  });
  await response.body?.cancel();
  return response;
}
