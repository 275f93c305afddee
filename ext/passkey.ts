/**
 * Passkeys: sign-up and sign-in by fingerprint, face or PIN, with no password to steal (WebAuthn).
 *
 * ```ts ignore
 * const { app, rt } = fastApp({ hdrs: [passkeyScript()] });
 *
 * class Auth extends Passkeys {
 *   async signUp(name: string) {
 *     return (await users.insert({ name }, { ignore: true }))?.name;
 *   }
 * }
 * new Auth(app, db.create(Passkey), { baseUrl: "https://example.com" });
 *
 * rt("/login", () => [
 *   Form({ data_passkey: "sign-in" }, Button("Sign in")),
 *   Form({ data_passkey: "sign-up" }, Input({ name: "name" }), Button("Sign up")),
 * ]);
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeClientDataJSON } from "@simplewebauthn/server/helpers";
import {
  Beforeware,
  type DataTable,
  type FastHTML,
  type FT,
  HTTPException,
  MESSAGES,
  Redirect,
  type RequestContext,
  Script,
  type Session,
  signIn,
  signOut,
} from "../mod.ts";
import { isIdent } from "./ident.ts";
import { checkFree, UsedOnce } from "./sign_in.ts";
import type { Route } from "../types.ts";

/** A row of the table of passkeys. */
export class Passkey {
  /** The id that the browser has for the key. */
  id = "";
  /** The user that the key belongs to: what `signUp()` returned. */
  user = "";
  /** The public key that verifies signatures, in base64url. */
  publicKey = "";
  /** How often the key was used, if the device counts: the count of a copied key would differ. */
  counter = 0;
}

/** Options of {@linkcode Passkeys}. */
export interface PasskeysOptions {
  /**
   * The public URL of the application, on https or localhost. Keys are bound to it. Default: the
   * environment's `BASE_URL`, or `http://localhost:5001`.
   */
  baseUrl?: string;
  /** The application's name in the browser. Default: the application's title. */
  name?: string;
  /** The path of the page with the forms. Default: "/login". */
  loginPath?: string;
  /** Where users are redirected after signing in. Default: "/". */
  homePath?: string;
  /** The path whose POST ends the session. Default: "/logout". */
  logoutPath?: string;
  /** Other routes that need no sign-in, as {@linkcode Beforeware} takes them. */
  skip?: readonly (string | RegExp | { readonly path: string })[];
  /** Whether passkeys make accounts. Otherwise only signed-in users add keys. Default: true. */
  accounts?: boolean;
}

const checkOptions = makeOptionCheck<PasskeysOptions>("set up passkeys", {
  accounts: true,
  baseUrl: true,
  name: true,
  loginPath: true,
  homePath: true,
  logoutPath: true,
  skip: true,
});

/** What the browser was asked to sign, and for which user. */
interface Ceremony {
  readonly challenge: string;
  readonly name: string;
  /** The time when it began, in milliseconds. */
  readonly time: number;
}

/** A user who has not responded in this time must ask again, in milliseconds. */
const PATIENCE = 5 * 60 * 1000;

/** The largest length of a key's id: 1,023 bytes (WebAuthn, 4) in base64url. */
const MAX_ID = 1364;

/**
 * Sign-up and sign-in with passkeys: their routes, and a guard before all others. Extend it with
 * `signUp()`.
 * `auth` and `session.auth` hold the user who has signed in. A signed-in user who signs up again
 * adds a key to the account.
 */
export abstract class Passkeys {
  readonly #keys: DataTable<Passkey, string>;
  readonly #origin: string;
  readonly #host: string;
  readonly #name: string;
  readonly #signUpRoute: Route;
  readonly #homePath: string;
  readonly #accounts: boolean;
  readonly #used = new UsedOnce(PATIENCE);

  /** Adds the routes and the guard to the application. */
  constructor(
    app: FastHTML,
    keys: DataTable<Passkey, string>,
    options: PasskeysOptions = {},
  ) {
    checkOptions(options);
    const { loginPath = "/login", homePath = "/", skip = [], name = app.title } = options;
    const { baseUrl = Deno.env.get("BASE_URL") ?? "http://localhost:5001" } = options;
    ({ origin: this.#origin, hostname: this.#host } = new URL(baseUrl));
    const { logoutPath: logout = "/logout", accounts = true } = options;
    checkFree(app, "POST", "/passkey/sign-up");
    checkFree(app, "POST", logout);
    this.#keys = keys;
    this.#accounts = accounts;
    this.#name = name;
    this.#homePath = homePath;
    this.#signUpRoute = app.post("/passkey/sign-up", (context) => this.#signUp(context));
    const routes = [
      this.#signUpRoute,
      app.post("/passkey/sign-in", { id: String }, (context) => this.#signIn(context)),
      app.post("/passkey/sign-in/options", (context) => this.#ask(context)),
      app.post("/passkey/sign-up/options", { name: "" }, (context) => this.#askNew(context)),
    ];
    const toLogin = () => Redirect(this.#at(loginPath));
    app.post(logout, ({ session }) => {
      if (isIdent(session.auth)) app.disconnect(session.auth);
      signOut(session);
      return toLogin();
    });
    const guard = ({ scope, session }: RequestContext) => {
      scope.auth = session.auth;
      if (!isIdent(session.auth)) return toLogin();
    };
    app.addBefore(Beforeware(guard, { skip: [...routes, { path: loginPath }, ...skip] }));
  }

  /**
   * Creates an account for a user with a new key, and returns the value of `auth`, or undefined if
   * the name is taken. It must be one step, so that two users cannot get one account.
   */
  abstract signUp(name: string): string | undefined | Promise<string | undefined>;

  async #askNew({ session, name }: RequestContext & { name: string }): Promise<unknown> {
    const isSignedIn = isIdent(session.auth);
    const owner: string = isSignedIn ? `${session.auth}` : name.trim();
    if (!isSignedIn) this.#checkNew(owner);
    const keys = await this.#keys({ user: owner });
    if (keys.length > 0 && !isSignedIn) throw nameTaken(owner);
    const options = await generateRegistrationOptions({
      rpName: this.#name,
      rpID: this.#host,
      userName: owner.slice(0, MAX_NAME),
      excludeCredentials: keys.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    return begin(session, options, owner);
  }

  async #signUp({ session, data }: RequestContext): Promise<unknown> {
    const { challenge, name } = take(session);
    const isSignedIn = isIdent(session.auth) && `${session.auth}` === name;
    if (!isSignedIn) this.#checkNew(name); // A challenge for signing in has no name.
    const response = await data() as unknown as RegistrationResponseJSON;
    const { registrationInfo } = await check(
      response,
      verifyRegistrationResponse({ response, ...this.#expect(challenge) }),
    );
    this.#useOnce(challenge);
    const { id, publicKey, counter } = registrationInfo!.credential;
    if (id.length > MAX_ID) throw notValid(`an id of ${id.length} characters`);
    // Before an account is made, which would have no key.
    if (await this.#keys.get(id, undefined)) throw keyTaken();
    const user = isSignedIn ? name : await this.signUp(name);
    if (user === undefined) throw nameTaken(name);
    const key = { id, user, counter, publicKey: publicKey.toBase64(URL_SAFE) };
    if (!await this.#keys.insert(key, { ignore: true })) throw keyTaken();
    return this.#enter(session, user);
  }

  async #ask({ session }: RequestContext): Promise<unknown> {
    const options = await generateAuthenticationOptions({
      rpID: this.#host,
      userVerification: "required",
    });
    return begin(session, options, "");
  }

  async #signIn({ id, session, data }: RequestContext & { id: string }): Promise<unknown> {
    const { challenge } = take(session);
    const key = await this.#keys.get(id, undefined);
    if (!key) {
      throw new HTTPException(400, `Cannot sign in: passkey ${id}, expected one that was added`, {
        tell: { key: "passkeyUnknown" },
      });
    }
    const { user, counter } = key;
    const publicKey = Uint8Array.fromBase64(key.publicKey, URL_SAFE);
    const response = await data() as unknown as AuthenticationResponseJSON;
    const { authenticationInfo } = await check(
      response,
      verifyAuthenticationResponse({
        response,
        credential: { id, publicKey, counter },
        ...this.#expect(challenge),
      }),
    );
    this.#useOnce(challenge);
    await this.#keys.update({ id, counter: authenticationInfo.newCounter });
    return this.#enter(session, user);
  }

  #checkNew(name: string): void {
    if (this.#accounts) return checkName(name);
    const found = "Cannot add a passkey: no user, expected one who has signed in";
    throw new HTTPException(401, found, { tell: { key: "signInNeeded" } });
  }

  /** The cookie from before this response has the challenge still. */
  #useOnce(challenge: string): void {
    if (!this.#used.take(challenge)) throw notBegun();
  }

  #expect(expectedChallenge: string) {
    return { expectedChallenge, expectedOrigin: this.#origin, expectedRPID: this.#host };
  }

  /** The URL of a path, below the path that the application is mounted at. */
  #at(path: string): string {
    return this.#signUpRoute.to().slice(0, -this.#signUpRoute.path.length) + path;
  }

  #enter(session: Session, user: string): unknown {
    signIn(session, user);
    return { next: this.#at(this.#homePath) };
  }
}

/**
 * Returns the script that makes forms with `data-passkey="sign-in"` or `"sign-up"` ask for a
 * passkey. Errors are shown in the form's `[role=alert]`. If the application is mounted at a path,
 * such as `/shop`, give it as the form's `action`.
 * It needs no library: browsers read and write WebAuthn's JSON themselves (Baseline 2025).
 */
export function passkeyScript(): FT {
  return Script(SCRIPT);
}

const { unreachable, passkeyTaken, passkeyUnused } = MESSAGES;

const SCRIPT = `if (!document.fasthtmlPasskeys) {
document.fasthtmlPasskeys = true;
const sentences = ${JSON.stringify({ unreachable, passkeyTaken, passkeyUnused })};
const say = (key) => globalThis.fasthtmlSay?.(key) ?? sentences[key];
document.addEventListener("submit", async (event) => {
  const form = event.target, kind = form.dataset.passkey;
  if (!kind) return;
  event.preventDefault();
  const post = async (path, body) => {
    const headers = { "content-type": "application/json", "hx-request": "true" };
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) })
      .catch(() => {
        throw { told: say("unreachable") };
      });
    if (response.ok) return response.json();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    throw { told: (page.querySelector("p") ?? page.body).textContent };
  };
  try {
    const name = new FormData(form).get("name") ?? "";
    const path = (form.getAttribute("action") ?? "") + "/passkey/" + kind;
    const options = await post(path + "/options", { name });
    const credential = kind === "sign-up"
      ? await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
      })
      : await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      });
    location.assign((await post(path, credential.toJSON())).next);
  } catch (error) {
    const alert = form.querySelector("[role=alert]") ?? form.appendChild(document.createElement("small"));
    alert.role = "alert";
    // What browsers say is for developers, and in English.
    const key = error.name === "InvalidStateError" ? "passkeyTaken" : "passkeyUnused";
    alert.textContent = error.told ?? say(key);
    if (!error.told) console.warn(error);
  }
});
}`;

const URL_SAFE = { alphabet: "base64url", omitPadding: true } as const;

function begin<T extends { challenge: string }>(session: Session, options: T, name: string): T {
  const ceremony: Ceremony = { challenge: options.challenge, name, time: Date.now() };
  session.passkey = ceremony;
  return options;
}

/** Takes the challenge, which is valid once, in the browser that asked for it. */
function take(session: Session): Ceremony {
  const ceremony = session.passkey as Ceremony | undefined;
  delete session.passkey;
  if (ceremony && Date.now() - ceremony.time < PATIENCE) return ceremony;
  throw notBegun();
}

function notBegun(): HTTPException {
  return new HTTPException(
    400,
    "Cannot use a passkey: no challenge of this browser, expected one of the last five minutes",
    { tell: { key: "signInLate" } },
  );
}

function notValid(found: string, cause?: Error): HTTPException {
  return new HTTPException(400, `Cannot take the passkey: ${found}`, {
    tell: { key: "passkeyInvalid" },
    cause,
  });
}

/** Waits for a verification. A wrong signature is an error of the client, not of the program. */
async function check<T extends { verified: boolean }>(
  signed: RegistrationResponseJSON | AuthenticationResponseJSON,
  verifying: Promise<T>,
): Promise<T> {
  const outcome = await verifying.catch((cause: Error) => {
    throw notValid(cause.message, cause);
  });
  if (!outcome.verified) {
    throw notValid("a wrong signature");
  }
  const { crossOrigin } = decodeClientDataJSON(signed.response.clientDataJSON);
  if (crossOrigin) {
    throw notValid("another site has framed this one");
  }
  return outcome;
}

/** Devices store 64 bytes of a name, and the session's cookie must hold it. */
const MAX_NAME = 64;

/** Throws for a name that cannot be stored, or that a user of a provider could have as `auth`. */
function checkName(name: string): void {
  const { length } = name;
  if (length < 1 || length > MAX_NAME) {
    throw new HTTPException(
      400,
      `Cannot sign up: a name of ${length} characters, expected 1 to ${MAX_NAME}`,
      { tell: { key: "nameLength", values: { least: 1, most: MAX_NAME } } },
    );
  }
  // signUp() may normalize it, as the example does: then a full-width "：／／" is the same.
  if (!name.normalize("NFKC").includes("://")) return;
  throw new HTTPException(400, `Cannot sign up: the name ${JSON.stringify(name)} contains "://"`, {
    tell: { key: "nameForm" },
  });
}

function keyTaken(): HTTPException {
  return new HTTPException(409, "Cannot sign up: the passkey is in use, expected a new one", {
    tell: { key: "passkeyTaken" },
  });
}

function nameTaken(name: string): HTTPException {
  return new HTTPException(409, `Cannot sign up: the name ${JSON.stringify(name)} is taken`, {
    tell: { key: "nameTaken", values: { name } },
  });
}
