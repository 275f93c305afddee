/** The attacked program: its files, its process, and ways to send to it. */
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Program, startProgram } from "../_program.ts";
import { tempFolder } from "../_temp.ts";
import { type Answer, send, type SendOptions } from "./socket.ts";
import type { AttackRequest, Text } from "./types.ts";

/** A program under attack. */
export interface Target extends AsyncDisposable {
  readonly port: number;
  /** The folder `{T}` of FIXTURE.md. */
  readonly folder: string;
  readonly program: Program;
  /** Puts `{host}`, `{T}` and `{Tenc}` into a text. */
  fill(text: string): string;
  /** Sends a request verbatim. */
  request(request: AttackRequest, options?: RequestOptions): Promise<Answer>;
  /** Sends a whole message verbatim. */
  raw(message: Text, options?: SendOptions): Promise<Answer>;
  /** Signs a user in, and returns the cookies. */
  login(name: string): Promise<string>;
  /** Starts the program again, once it has ended. */
  restart(): Promise<void>;
}

/** Options of `request()`. */
export interface RequestOptions extends SendOptions {
  readonly cookie?: string;
}

/** Options of {@linkcode startTarget}. */
export interface TargetOptions {
  /** The program: a file of `programs/`, or a path. Default: the program of FIXTURE.md. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The secret of the attacked program's sessions. */
export const SECRET = "the secret of the attacked program";

/** What a program that does not end gets, in milliseconds. */
const PATIENCE = 15_000;

const PROGRAMS = new URL("programs/", import.meta.url);
/** The project's, also for programs that are elsewhere. */
export const CONFIG: string = fileURLToPath(new URL("../../deno.json", import.meta.url));

/** Makes the fixture's files and starts the program among them. */
export async function startTarget(
  { program: file = "../app.ts", env }: TargetOptions = {},
): Promise<Target> {
  await using resources = new AsyncDisposableStack();
  const folder = resources.use(await tempFolder()).path;
  await makeFiles(folder);
  const start = () =>
    startProgram(["run", "-A", `--config=${CONFIG}`, toProgram(file)], {
      cwd: `${folder}/fix`,
      env: { ATTACK_SECRET: SECRET, ATTACK_KEY: `${folder}/.sesskey`, ...env },
    });
  let program = await start();
  resources.defer(() => program.end("SIGKILL").then(() => {}));
  const port = () => Number(new URL(program.origin).port);
  const fill = (text: string) =>
    text.replaceAll("{host}", `127.0.0.1:${port()}`)
      .replaceAll("{Tenc}", encodeURIComponent(folder)).replaceAll("{T}", folder);
  const request = (request: AttackRequest, { cookie, ...options }: RequestOptions = {}) =>
    send(port(), toMessage(request, { host: fill("{host}"), cookie, fill }), options);
  const rest = resources.move();
  return {
    get port() {
      return port();
    },
    folder,
    get program() {
      return program;
    },
    fill,
    request,
    raw: (message, options) => send(port(), bytesOf(message, fill), options),
    login: async (name) => toJar(await request({ method: "GET", path: `/login?name=${name}` })),
    async restart() {
      program = await start();
    },
    async [Symbol.asyncDispose]() {
      const patience = setTimeout(() => program.end("SIGKILL"), PATIENCE);
      await program.end();
      clearTimeout(patience);
      await rest.disposeAsync();
    },
  };
}

/** The path of a program that cases name. */
export function toProgram(file: string): string {
  return isAbsolute(file) ? file : fileURLToPath(new URL(file, PROGRAMS));
}

/** The cookies that a browser has after an answer, beside those it had. */
export function toJar({ headers }: Answer, before = ""): string {
  const jar = new Map(before.split("; ").filter(Boolean).map(toPair));
  for (const [name, value] of headers) {
    if (name === "set-cookie") jar.set(...toPair(value.split(";")[0]!));
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

function toPair(text: string): [name: string, value: string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

async function makeFiles(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/fix/public/sub`, { recursive: true });
  await Deno.mkdir(`${folder}/fix/.git`);
  await Deno.mkdir(`${folder}/fix/fixout`);
  await Deno.mkdir(`${folder}/fixout`);
  const secrets =
    ".env data.db config.yaml creds.json export.csv .git/x.txt app.ts public/.hidden.txt";
  for (const name of secrets.split(" ")) {
    await Deno.writeTextFile(`${folder}/fix/${name}`, "SECRET");
  }
  await Deno.writeTextFile(`${folder}/fix/deno.json`, '{ "imports": {}, "x": "SECRET" }');
  await Deno.writeTextFile(`${folder}/fixout/secret.txt`, "SECRET");
  await Deno.writeTextFile(`${folder}/fix/fixout/secret.txt`, "SECRET");
  await Deno.writeTextFile(`${folder}/fix/public/notes.txt`, "public notes");
  await Deno.writeTextFile(`${folder}/fix/public/shut.txt`, "INSIDE");
  await Deno.mkdir(`${folder}/fix/public/doc/sub`, { recursive: true });
  await Deno.writeTextFile(`${folder}/fix/public/doc/sub/inside.txt`, "INSIDE");
  await Deno.writeTextFile(`${folder}/fix/public/sub/a.css`, "a {}");
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  await Deno.writeTextFile(`${folder}/fix/public/evil.svg`, svg);
  await Deno.symlink(`${folder}/fixout/secret.txt`, `${folder}/fix/public/link.txt`);
}

const UTF8 = new TextEncoder();

/** The bytes of a text. */
export function bytesOf(text: Text, fill: (text: string) => string): Uint8Array {
  if (typeof text === "string") return UTF8.encode(fill(text));
  if ("body_b64" in text) return Uint8Array.fromBase64(text.body_b64);
  if ("gzip" in text) return gzipSync(bytesOf(text.gzip, fill));
  const parts = text.gen.map(([part, times]) => [UTF8.encode(fill(part)), times] as const);
  const bytes = new Uint8Array(parts.reduce((sum, [part, times]) => sum + part.length * times, 0));
  let at = 0;
  for (const [part, times] of parts) {
    const end = at + part.length * times;
    if (part.length === 1) bytes.fill(part[0]!, at, end);
    else for (let i = 0; i < times; i++) bytes.set(part, at + i * part.length);
    at = end;
  }
  return bytes;
}

interface MessageOptions {
  readonly host: string;
  readonly cookie: string | undefined;
  readonly fill: (text: string) => string;
}

function toMessage(request: AttackRequest, { host, cookie, fill }: MessageOptions): Uint8Array {
  const { method = "GET", path = "/", body, gen, body_b64 } = request;
  const content = bytesOf(body ?? (gen ? { gen } : body_b64 ? { body_b64 } : ""), fill);
  const headers = new Map(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, fill(value)]),
  );
  const has = (name: string) => [...headers.keys()].some((key) => key.toLowerCase() === name);
  const hasBody = content.length > 0 || ["POST", "PUT", "PATCH"].includes(method);
  if (cookie && !has("cookie")) headers.set("Cookie", cookie);
  if (hasBody && !has("content-length")) headers.set("Content-Length", `${content.length}`);
  if (!has("host")) headers.set("Host", host);
  headers.set("Connection", "close");
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  const head = UTF8.encode(`${method} ${fill(path)} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const message = new Uint8Array(head.length + content.length);
  message.set(head);
  message.set(content, head.length);
  return message;
}
