/** The languages of an application: the option `messages`, checked. */
import { Languages, MESSAGES, type Messages } from "../http/messages.ts";
import { callable, checkOptions, either, type Rules, text } from "./option_rules.ts";

const KEYS: Rules = Object.fromEntries(
  Object.keys(MESSAGES).map((key) => [key, either(text, callable)]),
);

/** Makes the languages; throws for a tag, a key or a value in braces that is not known. */
export function toLanguages(messages: Readonly<Record<string, Messages>> = {}): Languages {
  const group = Object.fromEntries(Object.keys(messages).map((tag) => [tag, { group: KEYS }]));
  checkOptions("make an application", { messages }, { messages: { group } });
  for (const tag of Object.keys(messages)) checkTag(tag);
  return new Languages(messages);
}

function checkTag(tag: string): void {
  try {
    Intl.getCanonicalLocales(tag);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TypeError(
      `Cannot make an application: messages has "${tag}", expected a language such as "de"`,
    );
  }
}
