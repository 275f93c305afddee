/** A survey that is being made: read from its form, changed by its buttons, checked at its end. */
import { type Kind, MOST, newQuestion, problemsOf, type Question } from "./questions.ts";

export interface Draft {
  title: string;
  intro: string;
  questions: Question[];
}

/** The form of a draft: a text, a kind and choices of each question, and which are required. */
export interface SentDraft {
  title: string;
  intro: string;
  text: string[];
  kind: Kind[];
  choices: string[];
  required: number[];
}

/** What is wrong with a draft, by its parts. */
export interface Problems {
  title?: string;
  intro?: string;
  form?: string;
  questions?: { text?: string; choices?: string }[];
}

export function toDraft({ title, intro, text, kind, choices, required }: SentDraft): Draft {
  const questions = text.map((text, n) => ({
    text: text.trim(),
    kind: kind[n] ?? "one",
    choices: toLines(choices[n] ?? ""),
    isRequired: required.includes(n),
  }));
  return { title: title.trim(), intro: intro.trim(), questions };
}

/** Does what a button says, and returns the question to go on with, too. */
export function act(
  button: string,
  questions: readonly Question[],
): { questions: Question[]; at?: number } {
  const [, verb, number] = button.match(/^(add|remove|up|down)(?:-(\d+))?$/) ?? [];
  if (verb === "add" && questions.length < MOST.questions) {
    return { questions: [...questions, newQuestion()], at: questions.length };
  }
  const at = Number(number), to = verb === "up" ? at - 1 : at + 1;
  const one = questions[at], other = questions[to];
  if (verb === "remove" && one) {
    return { questions: questions.toSpliced(at, 1), at: Math.max(at - 1, 0) };
  }
  if ((verb === "up" || verb === "down") && one && other) {
    return { questions: questions.with(at, other).with(to, one), at: to };
  }
  return { questions: [...questions] };
}

/** What has to be changed before people are asked; undefined where nothing has. */
export function findProblems({ title, intro, questions }: Draft): Problems | undefined {
  const own = {
    ...title === "" && { title: "A title, please" },
    ...title.length > MOST.title && { title: `At most ${MOST.title} characters` },
    ...intro.length > MOST.intro && { intro: `At most ${MOST.intro} characters` },
    ...questions.length === 0 && { form: "A survey has one question or more." },
  };
  const each = questions.map(problemsOf);
  const isFine = [own, ...each].every((problems) => Object.keys(problems).length === 0);
  return isFine ? undefined : { ...own, questions: each };
}

/** The lines of a text that have something, each once. */
function toLines(text: string): string[] {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== "");
}
