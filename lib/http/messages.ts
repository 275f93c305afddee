/** What users read: each sentence of the library, which a program can translate. */
import { type LateText, TEXT } from "../html/types.ts";
import { chooseLanguage } from "./preferences.ts";

/** The library's sentences in English, by key. Keys that are numbers are titles of statuses (RFC 9110, 15). */
export const MESSAGES = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  error: "Error",

  // Errors of which nothing more is known
  badRequest: "The server could not use this request. Please go back and try again.",
  signInNeeded: "Please sign in first.",
  forbidden: "You may not do this.",
  notFound: "This does not exist. It may have been moved or removed.",
  wrongMethod: "This can't be done here. Please go back and try again.",
  tooManyRequests: "These were too many requests. Please wait a moment and try again.",
  failed: "Something went wrong on the server. Please try again later.",
  busy: "The server is busy. Please try again in a moment.",
  reference: "If you ask for help, please name this number: {id}",

  // What was sent
  tooLarge: "This is too large: {most} at most.",
  megabytes: "{n} MB",
  kilobytes: "{n} kB",
  bytes: "{n} bytes",
  tooMuch: "These are too many values: {most} at most.",
  tooManyFiles: "These are too many files: {most} at most.",
  tooSlow: "What you sent took too long to arrive. Please try again.",
  broken: "What you sent did not arrive as a whole. Please try again.",
  unreadable: "The server could not read what was sent. Please try again.",
  linkTooLong: "This link is too long.",
  tooManyCookies: "Your browser sent too many cookies. Please delete those of this site.",
  wrongHost: "This site does not answer under this name.",
  restarting: "The server restarts. Please try again in a moment.",
  otherSite: "This came from another site, and was not accepted.",
  otherSiteLink: "You came by a link of another site, which may not change anything here.",
  wrongLink: "This link leads to another site.",

  // Fields of forms
  field: "{name}: {problem}",
  fields: "{first} {next}",
  required: "Please fill in this field.",
  text: "Please enter text without control characters.",
  number: "Please enter a number.",
  wholeNumber: "Please enter a whole number.",
  yesOrNo: "Please choose yes or no.",
  dateOrTime: "Please enter a date, such as 2026-11-20, or a date and time.",
  date: "Please enter a date, such as 2026-11-20.",
  url: "Please enter a whole link, such as https://example.com.",
  email: "Please enter an email address, such as ann@example.com.",
  choice: "Please choose one of these: {choices}.",
  file: "Please choose a file.",
  invalid: "This is not valid.",

  // What the client script tells
  wentWrong: "Something went wrong ({status}). Please try again later.",
  noAnswer: "The server did not answer in time. Please try again.",
  unreachable: "The server can't be reached. Please check the connection, and try again.",
  disconnected: "This page is no longer connected. Please load it again.",
  close: "Close",

  // Sign-in
  signInLate: "This sign-in took too long, or began in another browser. Please try again.",
  signInFailed: "You were not signed in. Please try again.",
  tooManySignIns: "These were too many attempts to sign in. Please try again later.",
  signInBusy: "Too many people are signing in. Please try again in a moment.",
  passwordLength: "A password needs {least} to {most} characters.",
  passwordCommon: "Many people have this password. Please choose one that is yours alone.",
  nameLength: "A name needs {least} to {most} characters.",
  nameForm: 'A name may not contain "://".',
  nameTaken: 'The name "{name}" is taken. Please choose another.',
  passkeyInvalid: "This passkey was not accepted.",
  passkeyUnknown: "No user has this passkey.",
  passkeyTaken: "This passkey is in use already. Please sign in with it.",
  passkeyUnused: "No passkey was used. Please try again.",
  logOut: "Log out",
  logIn: "Log in",

  // Links in mails, for passwords
  emailAddress: "Email address",
  emailConfirm: "Confirm the email address",
  emailConfirmed: "Your email address is confirmed.",
  passwordForgot: "Forgot the password?",
  passwordLink: "Send me a link",
  passwordSent: "If there is an account for {email}, a mail with a link is on its way.",
  passwordNew: "New password",
  passwordSave: "Save the password",
  passwordSaved: "Your password was changed. Please log in with it.",
  linkToken: "What follows the sign # in the link of the mail",
  linkTooOld: "This link was used already, or is too old. Please ask for a new one.",
  resetSubject: "A new password for {site}",
  resetMail:
    "By this link you choose a new password for {site}. It is good once, in the next {minutes} min:",
  resetUnasked: "If you did not ask for it, there is nothing to do: your password stays.",
  verifySubject: "Your email address for {site}",
  verifyMail:
    "By this link you confirm your email address for {site}. It is good once, in the next " +
    "{minutes} min:",
  verifyUnasked: "If you have no account there, there is nothing to do.",
  changedSubject: "Your password for {site} was changed",
  changedMail:
    "Your password for {site} was changed. If that was not you, please choose a new one here:",
  signIn: "Sign in",

  // Sign-in by links in mails
  linkSent: "If {email} can sign in here, a mail is on its way. Please open its link.",
  linkCode: "Or enter the code of the mail here:",
  linkPress: "Press the button to sign in.",
  linkElsewhere: "This link was asked for {minutes} min ago, in another browser: {browser}. " +
    "Press the button to sign in as {email} here, in this one.",
  linkOnePart: "Please open the whole link of the mail, or ask for a new one.",
  linkUsed: "This link or code was used already, or is too old. Please ask for a new one.",
  codeWrong: "This is not the code of the last mail. Please try again.",
  noAccount: "There is no account for {email}.",
  newLink: "Ask for a new link",
  mailSubject: "Sign in to {site}",
  mailLink: "This link signs you in to {site}. It is good once, in the next {minutes} min:",
  mailCode: "Or enter this code in the browser that asked for it, and tell it to no other person:",
  mailAsked: "It was asked for with {browser}. If that was not you, there is nothing to do.",
  otherBrowser: "an unknown browser",
  passkeyOffer: "Sign in faster",
  passkeyOffered: "With a passkey you sign in by fingerprint, face or PIN, without a mail.",
  passkeyAdd: "Add a passkey",
  notNow: "Not now",
} as const;

/** The sentences that the client script has. The script writes a status into them, and no other value. */
const SCRIPTED = [
  "wentWrong",
  "noAnswer",
  "unreachable",
  "disconnected",
  "close",
  "passkeyUnused",
  "passkeyTaken",
] as const;

/** The key of a sentence. */
export type MessageKey = keyof typeof MESSAGES;

/** The values in a sentence, by the names that it has in braces. */
export type MessageValues<Text extends string> = Text extends
  `${string}{${infer Name}}${infer Rest}`
  ? { readonly [name in Name]: string } & MessageValues<Rest>
  : unknown;

/** Sentences in one language: strings, or functions of the values in them. Others are English. */
export type Translation<Texts extends Readonly<Record<string | number, string>>> = {
  readonly [key in keyof Texts]?: string | ((values: MessageValues<Texts[key]>) => string);
};

/** The sentences of one language, also those of extensions, which their functions give. */
export type Messages = Translation<typeof MESSAGES> & { readonly [extension: symbol]: object };

/** A value in a sentence: numbers and sentences are written in its language. */
export type SentenceValue = string | number | LateText | Sentence;

/** A sentence by its key, and the values in it. */
export interface Sentence {
  /** Its key. */
  readonly key: MessageKey;
  /** The values in it, by name. */
  readonly values?: Readonly<Record<string, SentenceValue>>;
}

/** A sentence of an extension: its table in English, and the key of a translation of it. */
export interface OwnSentence {
  readonly own: symbol;
  readonly texts: Readonly<Record<string, string>>;
  readonly key: string;
  readonly values: Sentence["values"];
}

/** A key that is a status. */
type Title = Extract<MessageKey, number>;

/** Whether a status has a title. */
export function isTitle(status: number): status is Title {
  return Object.hasOwn(MESSAGES, status);
}

/** One language of an application. */
export class Language {
  /** Its tag, such as `de` (BCP 47). */
  readonly tag: string;
  readonly #messages: Messages;
  #numbers: Intl.NumberFormat | undefined;

  constructor(tag: string, messages: Messages) {
    this.tag = tag;
    this.#messages = messages;
  }

  /** Writes a sentence. */
  say(sentence: Sentence | OwnSentence): string {
    const { key, values = {} } = sentence;
    const texts = Object.entries(values).map(([name, value]) => [name, this.#write(value)]);
    const words: Readonly<Record<string, string>> = Object.fromEntries(texts);
    const message = "own" in sentence
      ? (this.#messages[sentence.own] as Texts | undefined)?.[key] ?? sentence.texts[key]!
      : (this.#messages as Texts)[key] ?? MESSAGES[key as MessageKey];
    return typeof message === "function"
      ? message(words as never)
      : message.replace(PLACEHOLDER, (_, name: string) => words[name]!);
  }

  #write(value: SentenceValue): string {
    if (typeof value === "string") return value;
    if (typeof value !== "number") return TEXT in value ? value[TEXT]() : this.say(value);
    return (this.#numbers ??= new Intl.NumberFormat(this.tag)).format(value);
  }
}

/** Sentences by key. */
type Texts = Readonly<Record<string | number, string | ((values: never) => string)>>;

/** The language of a program that translates nothing. */
export const IN_ENGLISH: Language = new Language("en", {});

const PLACEHOLDER = /\{(\w+)\}/g;

/** The languages of an application. */
export class Languages {
  readonly #all = new Map([["en", IN_ENGLISH]]);

  /** Takes the sentences by language; throws a TypeError for one that has not the values it names. */
  constructor(messages: Readonly<Record<string, Messages>>) {
    this.haveOwn = Object.keys(messages).length > 0;
    for (const [tag, own] of Object.entries(messages)) {
      checkTranslation({ doing: "make an application", at: `messages.${tag}.` }, MESSAGES, own);
      this.#all.set(tag, new Language(tag, own));
    }
  }

  /** Whether a sentence may be other than in `MESSAGES`. */
  readonly haveOwn: boolean;

  /** Whether the choice depends on the client. */
  get areSeveral(): boolean {
    return this.#all.size > 1;
  }

  /** What the client script can say, by language and key, as JSON. */
  toScript(): string {
    const values = { status: "{status}" };
    const all = [...this.#all].map(([tag, language]) => [
      tag,
      Object.fromEntries(SCRIPTED.map((key) => [key, language.say({ key, values })])),
    ]);
    return JSON.stringify(Object.fromEntries(all));
  }

  /** The language that fits `Accept-Language`, or the language of a page. */
  choose(accepted: string): Language {
    if (!this.areSeveral) return this.#all.get("en")!;
    const ranges = accepted.split(",").flatMap(toRanges).join();
    const tag = chooseLanguage(ranges, [...this.#all.keys()]);
    return this.#all.get(tag ?? "en")!;
  }
}

/** That `zh-Hant` is nearer to `zh-Hant-HK` than `zh` (RFC 4647, 3.4). */
function toRanges(range: string): string[] {
  const [tag, ...rest] = range.split(";"), parts = tag!.split("-");
  return parts.length > 2 ? [range, [parts.slice(0, 2).join("-"), ...rest].join(";")] : [range];
}

/** Throws a TypeError for a translation with a value that its sentence has not. */
export function checkTranslation(
  { doing, at }: { doing: string; at: string },
  english: Readonly<Record<string | number, string>>,
  texts: object,
): void {
  for (const [key, text] of Object.entries(texts)) {
    const expected = toNames(english[key]!);
    const wrong = typeof text === "string"
      ? toNames(text).find((n) => !expected.includes(n))
      : undefined;
    if (wrong === undefined) continue;
    const known = expected.length > 0 ? expected.map((name) => `{${name}}`).join(", ") : "none";
    throw new TypeError(`Cannot ${doing}: ${at}${key} names {${wrong}}, expected ${known}`);
  }
}

function toNames(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name]) => name!);
}
