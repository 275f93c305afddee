/** Sentences in the language of the user: of a context, or where they are written. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type LateText, TEXT } from "../html/types.ts";
import { findNearest } from "../nearest.ts";
import {
  checkTranslation,
  IN_ENGLISH,
  type Languages,
  type Messages,
  type MessageValues,
  type OwnSentence,
  type Sentence,
  type SentenceValue,
  type Translation,
} from "./messages.ts";
import type { RequestContext } from "./types.ts";

/** The key of the method by which a request's language is written. */
export const SAY: unique symbol = Symbol("say");

/** What writes sentences for the user of a request. */
export interface Speaker {
  [SAY](sentence: Sentence | OwnSentence): string;
}

/**
 * Writes a sentence of the library for the user of a request, in the user's language.
 *
 * @example
 * ```ts
 * import { fastApp, P, say } from "@fasthtml/fasthtml";
 *
 * const { rt } = fastApp({ messages: { de: { signInNeeded: "Bitte melden Sie sich an." } } });
 * rt("/hello", (context) => P(context.auth ?? say(context, { key: "signInNeeded" })));
 * ```
 */
export function say(context: RequestContext, sentence: Sentence): string;
/**
 * Makes a text, for a child or an attribute, that is written in the language of the request that it
 * is written for; in English outside of requests.
 *
 * @example
 * ```ts
 * import { fastApp, P, say } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const close = P(say({ key: "close" }));
 * const { app, rt } = fastApp({ messages: { de: { close: "Schließen" } } });
 * rt("/", () => close);
 *
 * const headers = { "accept-language": "de", "hx-request": "true" };
 * const response = await app.request("/", { headers });
 * strictEqual(await response.text(), "<p>Schließen</p>");
 * strictEqual(`${close}`, "<p>Close</p>");
 * ```
 */
export function say(sentence: Sentence): LateText;
export function say(
  of: RequestContext | Sentence,
  sentence?: Sentence,
): string | LateText {
  return sentence ? (of as RequestContext & Speaker)[SAY](sentence) : new Said(of as Sentence);
}

/** The values in a sentence: none, or all of those that it names in braces. */
export type SentenceValues<Text extends string> = keyof MessageValues<Text> extends never ? []
  : [values: { readonly [name in keyof MessageValues<Text>]: SentenceValue }];

/** Sentences of an extension or a program, in English and other languages. */
export interface MessageTable<Texts extends Readonly<Record<string, string>>> {
  /** Makes a child or an attribute that is in the language of the request that renders it. */
  say<Key extends keyof Texts & string>(key: Key, ...values: SentenceValues<Texts[Key]>): LateText;
  /** Returns a sentence in the language of the current request. */
  write<Key extends keyof Texts & string>(key: Key, ...values: SentenceValues<Texts[Key]>): string;
  /** Takes the sentences in another language. Spread the result into `messages` of the program. */
  translate(texts: Translation<Texts>): Messages;
}

/**
 * Makes a table of your own sentences by key, which a program can translate.
 *
 * @example
 * ```ts
 * import { defineMessages, fastApp, P } from "@fasthtml/fasthtml";
 * import { strictEqual } from "node:assert";
 *
 * const shop = defineMessages("the shop", { cart: "{n} in your cart", pay: "Pay" });
 *
 * const german = shop.translate({ cart: "{n} im Warenkorb" });
 * const { app, rt } = fastApp({ messages: { de: { notFound: "Nicht da.", ...german } } });
 * rt("/", () => P(shop.say("cart", { n: 1200 }), ". ", shop.say("pay")));
 *
 * const headers = { "accept-language": "de", "hx-request": "true" };
 * const response = await app.request("/", { headers });
 * strictEqual(await response.text(), "<p>1.200 im Warenkorb. Pay</p>");
 * ```
 */
export function defineMessages<const Texts extends Readonly<Record<string, string>>>(
  name: string,
  texts: Texts,
): MessageTable<Texts> {
  const own = Symbol(name);
  return {
    say: (key, ...[values]) => new Said({ own, texts, key, values }),
    write: (key, ...[values]) => `${new Said({ own, texts, key, values })}`,
    translate(translation) {
      for (const [key, text] of Object.entries(translation)) {
        checkText(name, { key, text, keys: Object.keys(texts) });
      }
      checkTranslation({ doing: `translate ${name}`, at: "" }, texts, translation);
      return { [own]: translation };
    },
  };
}

function checkText(
  name: string,
  { key, text, keys }: { key: string; text: unknown; keys: readonly string[] },
): void {
  if (!keys.includes(key)) {
    const expected = findNearest(key, keys) ?? `one of ${keys.join(", ")}`;
    throw new TypeError(`Cannot translate ${name}: unknown key "${key}", expected ${expected}`);
  }
  if (typeof text !== "string" && typeof text !== "function" && text !== undefined) {
    throw new TypeError(
      `Cannot translate ${name}: ${key} is ${text}, expected a string, or a function`,
    );
  }
}

const speakers = new AsyncLocalStorage<Speaker>();

/** Runs a step of a request, in which sentences are written for its user. */
export function speaking<T>(speaker: Speaker, { haveOwn }: Languages, step: () => T): T {
  // A mounted application without sentences of its own is in a request of one that may have some.
  // Others do without the storage, which costs some microseconds of each request.
  return haveOwn || speakers.getStore() ? speakers.run(speaker, step) : step();
}

class Said implements LateText {
  readonly #sentence: Sentence | OwnSentence;

  constructor(sentence: Sentence | OwnSentence) {
    this.#sentence = sentence;
  }

  [TEXT](): string {
    return speakers.getStore()?.[SAY](this.#sentence) ?? IN_ENGLISH.say(this.#sentence);
  }

  __ft__(): string {
    return this[TEXT]();
  }

  toString(): string {
    return this[TEXT]();
  }
}
