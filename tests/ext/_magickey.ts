import type { Database, FastHTML, FastHTMLOptions } from "@fasthtml/fasthtml";
import { Client, database, fastApp, toXml } from "@fasthtml/fasthtml";
import { type LinkMailer, MagicKey, type MagicKeyOptions } from "@fasthtml/fasthtml/ext/magickey";
import { until } from "../_within.ts";
import type { Place } from "./_databases.ts";

export const ORIGIN = "https://notes.example";

export const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

/** A mail as it was sent, and the link and the code in it. */
export interface Mailed {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly url: string;
  readonly token: string;
  readonly code: string;
}

/** Keeps mails, with what users take out of them. */
export class Box implements LinkMailer {
  readonly mails: Mailed[] = [];

  async send({ to, subject, body }: Parameters<LinkMailer["send"]>[0]): Promise<void> {
    const html = await toXml(body);
    const url = /href="([^"]*)"/.exec(html)![1]!;
    const code = /<strong>(.*?)<\/strong>/.exec(html)![1]!;
    this.mails.push({ to, subject, html, url, code, token: url.split("#")[1]! });
  }
}

/** What a test may set: options, and who has an account; without a list, all who ask. */
export interface Setting extends Partial<MagicKeyOptions> {
  readonly accounts?: readonly string[];
  /** Where the database is. Default: memory. */
  readonly at?: Place;
  readonly app?: FastHTMLOptions;
}

/** An application with links. */
export interface Site {
  readonly app: FastHTML;
  /** The email addresses that `getUserId()` was asked for. */
  readonly auth: { readonly asked: readonly string[] };
  readonly box: Box;
  readonly db: Database<boolean>;
  readonly browser: Client;
  /** Another browser. */
  open(): Client;
}

/** Makes an application with links. */
export function start({ accounts, at, app: more, ...options }: Setting = {}): Site {
  const box = new Box();
  const db = (options.db ?? at?.open() ?? database(":memory:")) as Database<boolean>;
  // A busy server may take longer to count than a limit waits, and a code is then a 503.
  const store = at?.name === "Postgres" ? toMemory(at) : undefined;
  const { app, rt } = fastApp({
    secretKey: "a secret of at least 32 characters",
    title: "Notes",
    defaultHdrs: false,
    ...more,
  });
  class Auth extends MagicKey {
    readonly asked: string[] = [];

    override getUserId(email: string) {
      this.asked.push(email);
      return !accounts || accounts.includes(email) ? `user:${email}` : undefined;
    }
  }
  rt("/", ({ auth }) => `in as ${auth}`);
  rt("/login", () => "who?");
  rt.post("/set", { name: String }, ({ session, name }) => void (session[name] = "planted"));
  const auth = new Auth(app, {
    ...{ mail: box, baseUrl: ORIGIN, emailRate: "100/h", ipRate: "1000/h", ...store && { store } },
    ...options,
    db: db as Database,
  });
  at?.defer(() => app.close());
  const open = () => new Client(app, { baseUrl: ORIGIN });
  return { app, auth, box, db, open, browser: open() };
}

function toMemory(at: Place): Database {
  const db = database(":memory:");
  at.defer(() => db.close());
  return db;
}

/** Asks for a link, and waits for the mail. */
export async function ask(
  { box }: Site,
  browser: Client,
  email = "ann@example.com",
): Promise<Mailed> {
  const before = box.mails.length;
  const response = await post(browser, "/magic", { email });
  if (response[0] !== 303) throw new Error(`asked for a link: ${response.join(" ")}`);
  await until(60, "a mail", () => box.mails.length > before);
  return box.mails.at(-1)!;
}

/** Sends a form: the status, and where it leads or what the page says. */
export async function post(
  browser: Client,
  path: string,
  data: Record<string, string> = {},
): Promise<[status: number, text: string]> {
  const response = await browser.post(path, { data, headers: { "user-agent": FIREFOX } });
  const text = await response.text();
  return [response.status, response.headers.get("location") ?? text];
}

/** The sentences of a page. */
export function saidOn(html: string): string[] {
  return [...html.matchAll(/<(p|small|h1)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , text]) =>
    text!.replaceAll(/<[^>]*>/g, "")
  );
}
