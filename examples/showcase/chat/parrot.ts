/**
 * NO MODEL: a stand-in for one, so that the example runs on any machine and costs nothing. It picks a
 * reply from this file by a word of the question. Put a call of a real one in its place: whatever
 * yields its reply piece by piece will do.
 */
import { setTimeout as delay } from "node:timers/promises";

/** One message of a conversation, as models want them. */
export interface Turn {
  role: "user" | "assistant";
  text: string;
}

/** Answers the last message, word by word. */
export async function* answer(turns: readonly Turn[]): AsyncGenerator<string> {
  const question = turns.at(-1)?.text ?? "";
  const found = ANSWERS.find(([words]) => words.test(question))?.[1] ?? toEcho(question);
  for (const word of found.match(/\s*\S+/g) ?? []) {
    await delay(PACE);
    yield word;
  }
}

/** Milliseconds for a word. */
const PACE = Number(Deno.env.get("PACE") ?? 40);

const ANSWERS: readonly [words: RegExp, answer: string][] = [
  [
    /\b(code|typescript|function)\b/i,
    [
      "Here is a page that greets, in **FastHTML for Deno**:\n",
      "```ts",
      'import { fastApp, P, serve, Titled } from "@fasthtml/fasthtml";\n',
      "const { app, rt } = fastApp();\n",
      'rt("/", () => Titled("Hello", P("Hello, World!")));\n',
      "serve(app);",
      "```\n",
      "Run it with `deno run -A main.ts`.",
    ].join("\n"),
  ],
  [
    /\b(tea|coffee|compare|table)\b/i,
    `It depends on the *time of day*:

| drink | caffeine | best at |
| --- | --- | --- |
| espresso | 65 mg | 8 o'clock |
| black tea | 45 mg | 11 o'clock |
| mint tea | none | 21 o'clock |

1. Warm the pot.
2. Wait **four** minutes.
3. No milk for mint.`,
  ],
  [
    /\b(poem|kite|write)\b/i,
    `> A kite is a question,
> the string is a hand;
> the wind has an answer
> that none understand.

Shall I write another one?`,
  ],
];

function toEcho(question: string): string {
  return `You said: “${question}”. I am a parrot, so that is most of what I can do. ` +
    "I also know three tricks:\n\n- some **code**\n- a **table** of drinks\n- a **poem** about a kite";
}
