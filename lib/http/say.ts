/** Sentences in the language of the user: of a context, or where they are written. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type LateText, TEXT } from "../html/types.ts";
import { IN_ENGLISH, type Languages, type Sentence } from "./messages.ts";
import type { RequestContext } from "./types.ts";

/** The key of the method by which a request's language is written. */
export const SAY: unique symbol = Symbol("say");

/** What writes sentences for the user of a request. */
export interface Speaker {
  [SAY](sentence: Sentence): string;
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

const speakers = new AsyncLocalStorage<Speaker>();

/** Runs a step of a request, in which sentences are written for its user. */
export function speaking<T>(speaker: Speaker, { haveOwn }: Languages, step: () => T): T {
  // A mounted application without sentences of its own is in a request of one that may have some.
  // Others do without the storage, which costs some microseconds of each request.
  return haveOwn || speakers.getStore() ? speakers.run(speaker, step) : step();
}

class Said implements LateText {
  readonly #sentence: Sentence;

  constructor(sentence: Sentence) {
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
