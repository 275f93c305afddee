/** What users see while they sign in by a link: the pages, and the mail. */
import {
  A,
  Button,
  Div,
  Form,
  type FT,
  Hidden,
  Input,
  Label,
  P,
  type RequestContext,
  say,
  Script,
  Small,
  Strong,
} from "../../mod.ts";
import type { MessageKey } from "../../types.ts";
import { toBrowser } from "./browser.ts";

/** Where forms and links lead. */
export interface Paths {
  /** The page that links lead to. */
  readonly magic: string;
  readonly login: string;
  readonly home: string;
  /** The path that the application is mounted at, for the script of passkeys. */
  readonly base: string;
}

/** Who asked for a link. */
export interface Asker {
  /** The browser, or "". */
  readonly browser: string;
  /** The IP address, or "". */
  readonly client: string;
}

/** What a page shows: its title and its content. */
export interface View {
  readonly title: string;
  readonly content: readonly unknown[];
}

/** What a mail has, but for whom it is. */
export interface LinkMail {
  readonly subject: string;
  readonly body: FT;
}

/** What a mail says, in the language of the user who asked for it. */
export interface LinkWords {
  readonly subject: string;
  readonly link: string;
  readonly button: string;
  readonly code: string;
  readonly asked: string;
}

/** The browser and the IP address of a request. */
export function toAsker({ headers, scope }: RequestContext): Asker {
  return { browser: toBrowser(headers.get("user-agent")), client: scope.client ?? "" };
}

/** The page that a link leads to, and that says that a mail is on its way. */
export function linkPage(
  context: RequestContext,
  { paths, email, problem }: { paths: Paths; email?: string | undefined; problem?: MessageKey },
): View {
  const told = (key: MessageKey) => say(context, { key });
  const waiting = email === undefined ? P(told("linkOnePart")) : [
    P(say(context, { key: "linkSent", values: { email } })),
    codeForm(told, paths, problem),
  ];
  const button = toForm(`${paths.magic}/in`, [
    Hidden({ name: "token" }),
    P(told("linkPress")),
    Button(told("signIn")),
  ], { id: "magic-link", hidden: true });
  const title = told("signIn");
  const content = [
    button,
    Div({ id: "magic-rest" }, waiting, P(A(told("newLink"), { href: paths.login }))),
  ];
  // A fragment of htmx is on a page that no link leads to.
  return { title, content: context.htmx.request ? content : [...content, Script(SCRIPT)] };
}

/** Asks one who has opened a link in another browser than the one that asked for it. */
export function elsewherePage(
  context: RequestContext,
  { paths, email, token, asker, minutes }: {
    paths: Paths;
    email: string;
    token: string;
    asker: Asker;
    minutes: number;
  },
): View {
  const values = { email, browser: show(context, asker), minutes };
  const form = toForm(`${paths.magic}/in`, [
    Hidden({ name: "token", value: token }),
    Hidden({ name: "sure", value: "1" }),
    P(say(context, { key: "linkElsewhere", values })),
    Button(say(context, { key: "signIn" })),
  ]);
  const away = P(A(say(context, { key: "notNow" }), { href: paths.login }));
  return { title: say(context, { key: "signIn" }), content: [form, away] };
}

/** Tells why there is no sign-in. */
export function noSignInPage(
  context: RequestContext,
  { paths, text }: { paths: Paths; text: string },
): View {
  const again = A(say(context, { key: "newLink" }), { href: paths.login });
  return {
    title: say(context, { key: "signIn" }),
    content: [P({ role: "alert" }, text), P(again)],
  };
}

/** Offers a passkey, by the form that the script of ext/passkey.ts knows. */
export function offerPage(context: RequestContext, { paths }: { paths: Paths }): View {
  const told = (key: MessageKey) => say(context, { key });
  const form = Form(
    { data_passkey: "sign-up", method: "post", action: paths.base, hx_boost: "false" },
    P(told("passkeyOffered")),
    Button(told("passkeyAdd")),
  );
  return {
    title: told("passkeyOffer"),
    content: [form, P(A(told("notNow"), { href: paths.home }))],
  };
}

/** The words of a mail, which a job may have, as nothing in them is secret. */
export function linkWords(
  context: RequestContext,
  { site, minutes, asker }: { site: string; minutes: number; asker: Asker },
): LinkWords {
  return {
    subject: say(context, { key: "mailSubject", values: { site } }),
    link: say(context, { key: "mailLink", values: { site, minutes } }),
    button: say(context, { key: "signIn" }),
    code: say(context, { key: "mailCode" }),
    asked: say(context, { key: "mailAsked", values: { browser: show(context, asker) } }),
  };
}

/** The mail with the link and the code. */
export function linkMail(
  { subject, ...words }: LinkWords,
  { url, code }: { url: string; code: string },
): LinkMail {
  const link = A(words.button, { href: url });
  const body = Div(P(words.link), P(link), P(words.code), P(Strong(code)), P(words.asked));
  return { subject, body };
}

function codeForm(
  told: (key: MessageKey) => string,
  { magic }: Paths,
  problem: MessageKey | undefined,
): FT {
  const wrong = problem && { aria_invalid: "true", aria_describedby: "magic-problem" };
  return toForm(`${magic}/code`, [
    Label({ for: "magic-field" }, told("linkCode")),
    Input({
      ...{ id: "magic-field", name: "code", required: true, maxlength: 40 },
      ...{ autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false" },
      ...wrong,
    }),
    problem && Small({ id: "magic-problem", role: "alert" }, told(problem)),
    Button(told("signIn")),
  ]);
}

/** A form that htmx leaves alone: a sign-in loads a page. */
function toForm(action: string, content: readonly unknown[], attrs: object = {}): FT {
  return Form({ method: "post", action, hx_boost: "false", ...attrs }, ...content as FT[]);
}

function show(context: RequestContext, { browser, client }: Asker): string {
  const name = browser || say(context, { key: "otherBrowser" });
  return client ? `${name} (${client})` : name;
}

/**
 * Takes the token from the part of the URL that browsers do not send, and takes it out of the URL.
 * A button sends it: programs that look into mails run scripts, too.
 */
const SCRIPT = `{
const form = document.getElementById("magic-link"), rest = document.getElementById("magic-rest");
const read = () => {
  const token = location.hash.slice(1);
  if (!/^[\\w-]{43}$/.test(token)) return;
  form.elements.token.value = token;
  form.hidden = false;
  rest.hidden = true;
  history.replaceState(history.state, "", location.pathname + location.search);
};
addEventListener("hashchange", read);
read();
}`;
