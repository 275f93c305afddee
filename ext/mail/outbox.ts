/** Mails that are kept in memory: for tests, and in development, where a page shows them. */
import {
  A,
  Code,
  Dd,
  Dl,
  Dt,
  FastHTML,
  H1,
  H2,
  Iframe,
  Li,
  NotFoundError,
  P,
  Pre,
  Style,
  Title,
  Ul,
} from "../../mod.ts";
import { showNamed } from "./address.ts";
import type { Letter, SentMail } from "./letter.ts";
import type { Post } from "./smtp.ts";

/** On a page, older ones are dropped. */
const MOST_KEPT = 100;

/** Keeps mails. */
export class Outbox implements Post {
  /** The mails, the last one at the end. */
  readonly box: SentMail[] = [];
  /** The path of the page that shows them, or undefined in tests. */
  readonly path: string | undefined;

  constructor(path?: string) {
    this.path = path;
  }

  deliver(letter: Letter, id: string): Promise<void> {
    this.keep(letter, id);
    return Promise.resolve();
  }

  /** Keeps a mail, and drops the oldest where there are too many. */
  keep(letter: Letter, id: string): void {
    this.box.push({ ...letter, id });
    if (this.path === undefined) return;
    if (this.box.length > MOST_KEPT) this.box.shift();
    // Without its links: they let their reader in, and are on the page.
    // deno-lint-ignore no-console -- the developer looks for a mail that no mail program has
    console.info(`Mail to ${letter.to.address}: ${toPath(this.path, id)}`);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** The HTML of a mail may load images and styles, and run nothing. Its links open another tab. */
const POLICY = "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; " +
  "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

const STYLE = "body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}" +
  "iframe{width:100%;height:30rem;border:1px solid #888}pre{white-space:pre-wrap}";

/** Shows mails at a path, before guards: they would ask for a sign-in by mail. */
export function showOutbox(app: FastHTML, path: string): Outbox {
  const outbox = new Outbox(path), { box } = outbox;
  const page = new FastHTML({ defaultHdrs: false, csp: { "frame-src": "'self'" }, log: false });
  const find = (id: string) => {
    const mail = box.find((mail) => mail.id === id);
    if (mail) return mail;
    throw new NotFoundError(`Cannot show mail ${id}: it is not kept any more`);
  };
  page.get(path, () => [
    Title("Mail"),
    Style(STYLE),
    H1("Mail"),
    P("In development, mails are kept here. MAIL_URL names a server that sends them."),
    box.length === 0 ? P("None yet.") : Ul(
      box.toReversed().map((mail) =>
        Li(A(mail.subject, { href: toPath(path, mail.id) }), " to ", showNamed(mail.to))
      ),
    ),
  ]);
  page.get(`${path}/{id}`, { id: String }, ({ id }) => {
    const mail = find(id);
    return [
      Title(mail.subject),
      Style(STYLE),
      P(A("All mails", { href: path })),
      H1(mail.subject),
      Dl(
        ...[
          ["From", showNamed(mail.from)],
          ["To", showNamed(mail.to)],
          ["Reply to", mail.replyTo && showNamed(mail.replyTo)],
          ["Attachments", mail.attachments.map(({ name }) => name).join(", ")],
        ].flatMap(([name, value]) => value ? [Dt(name), Dd(value)] : []),
      ),
      H2("Links"),
      Ul(mail.links.map((link) => Li(A(Code(link), { href: link })))),
      H2("HTML"),
      Iframe({
        src: `${toPath(path, id)}/html`,
        title: "HTML",
        sandbox: "allow-popups allow-popups-to-escape-sandbox",
      }),
      H2("Text"),
      Pre(mail.text),
    ];
  });
  page.get(`${path}/{id}/html`, { id: String }, ({ id }) => {
    const html = find(id).html.replace(/<head>/i, '<head><base target="_blank">');
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": POLICY,
        "referrer-policy": "no-referrer",
      },
    });
  });
  app.addMiddleware((request, next) => {
    const { pathname } = new URL(request.url);
    return pathname === path || pathname.startsWith(`${path}/`)
      ? page.fetch(request)
      : next(request);
  });
  return outbox;
}

function toPath(path: string, id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}
