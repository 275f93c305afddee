/** The secret that signs sessions: from an option, from the environment, or from a file. */
import { toBase64Url } from "../base64url.ts";
import type { Config } from "./config.ts";
import { toParent } from "../file_path.ts";
import type { SessionConfig } from "../http/request/session.ts";
import type { Keys } from "../http/request/signer.ts";

/** A shorter secret can be guessed; FastHTML accepts an empty file as one. */
const MIN_LENGTH = 32;

const ENV = "FASTHTML_SECRET";

/** The key of an application's function that tells how it keeps sessions. */
export const SESSION: unique symbol = Symbol("session");

/** An application, as the test client needs it. */
export interface SessionKeeper {
  [SESSION](isHttps: boolean): SessionConfig;
}

/**
 * Throws where the secret that is there is one that others can know, so that a program fails as it
 * starts. A file that is not there is made by the first session.
 */
export function checkSecret({ session }: Config): void {
  if (session.store) return;
  const { secret, secretFile: path } = session;
  const isThere = secret !== undefined ||
    isGranted({ name: "env", variable: ENV }) && Deno.env.has(ENV) ||
    isGranted({ name: "read", path }) && isFound(path);
  if (isThere) findKeys(session);
}

/**
 * Turns an application's options of sessions into how sessions are kept, for https and for others.
 * Over https their cookie's name has the prefix `__Host-`: a browser takes it from this host alone,
 * so that no sibling domain can sign a user in as somebody else.
 */
export function toSessionConfigs({ session }: Config): (isHttps: boolean) => SessionConfig {
  const { cookie, maxAge, lifetime, encrypt, path, domain, sameSite, store } = session;
  const { secure = isPublicHttps() || undefined } = session;
  const attributes = { path, sameSite, ...domain !== undefined && { domain } };
  const isPrefixed = path === "/" && domain === undefined && !cookie.startsWith("__");
  const kind = store ? { store } : { keys: findKeys(session), encrypt };
  const make = (secure: boolean): SessionConfig => ({
    cookie: secure && isPrefixed ? `__Host-${cookie}` : cookie,
    formerCookie: secure && isPrefixed ? cookie : undefined,
    ...kind,
    maxAge,
    lifetime,
    attributes: { ...attributes, secure },
  });
  const [http, https] = [make(secure ?? false), make(secure ?? true)];
  return (isHttps) => isHttps ? https : http;
}

function isFound(path: string): boolean {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    // What can't be looked at is told by the first session, which needs it.
    return false;
  }
}

/** Whether the program's public URL, as sign-in providers need it, is one of https. */
function isPublicHttps(): boolean {
  return isGranted({ name: "env", variable: "BASE_URL" }) &&
    /^https:/i.test(Deno.env.get("BASE_URL") ?? "");
}

/** Asks for nothing: a program without sessions needs no permission for them. */
function isGranted(permission: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(permission).state === "granted";
}

/**
 * Finds the secret: the option, else `FASTHTML_SECRET` (several are separated by spaces), else a
 * file that is made with mode 0600. Throws when it has fewer than 32 characters, or when others than
 * the owner may use the file.
 */
function findKeys({ secret, secretFile }: Config["session"]): Keys {
  if (secret !== undefined) return toKeys([secret].flat(), "session.secret (secretKey)");
  const fromEnv = Deno.env.get(ENV);
  if (fromEnv !== undefined) return toKeys(fromEnv.split(/\s+/).filter(Boolean), ENV);
  try {
    return toKeys([readKey(secretFile) ?? makeKey(secretFile)], secretFile);
  } catch (error) {
    if (
      !(error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied)
    ) {
      throw error;
    }
    throw new Error(
      `Cannot keep the secret of sessions in ${secretFile}: ${error.message}, expected permission ` +
        "to read and write it, or the option session.secret, or FASTHTML_SECRET",
      { cause: error },
    );
  }
}

function toKeys(keys: readonly string[], source: string): Keys {
  for (const key of keys) {
    if (key.length < MIN_LENGTH) {
      throw new RangeError(
        `Cannot sign sessions: the secret of ${source} has ${key.length} characters, expected at least ${MIN_LENGTH}`,
      );
    }
  }
  const [first, ...others] = keys;
  if (first === undefined) {
    throw new TypeError(`Cannot sign sessions: no secret in ${source}, expected one`);
  }
  return [first, ...others];
}

function readKey(file: string): string | undefined {
  try {
    checkMode(file);
    return Deno.readTextFileSync(file).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
}

/**
 * Throws where others may read the key or have written it. A narrower mode would not make it secret
 * again, so the file is not mended: whether the key is still good is for a person to say.
 */
function checkMode(file: string): void {
  const { mode } = Deno.statSync(file); // null on Windows
  if (mode === null || (mode & 0o077) === 0) return;
  const found = (mode & 0o777).toString(8).padStart(4, "0");
  throw new Error(
    `Cannot keep the secret of sessions in ${file}: its mode is ${found}, expected 0600 ` +
      "(delete it, or chmod 600 if no one else can have read it), or FASTHTML_SECRET",
  );
}

/** Writes the file whole under its name, atomically: other workers read all of it, or make none. */
function makeKey(file: string): string {
  Deno.mkdirSync(toParent(file), { recursive: true });
  const draft = `${file}.${crypto.randomUUID()}`;
  Deno.writeTextFileSync(draft, toBase64Url(crypto.getRandomValues(new Uint8Array(48))), {
    mode: 0o600,
    createNew: true,
  });
  try {
    Deno.linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    Deno.removeSync(draft);
  }
  return readKey(file)!;
}
