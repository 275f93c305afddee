/** The survey that a new database has, with responses that are the same each time. */
import type { Question } from "./questions.ts";
import type { Submission, Survey } from "./surveys.ts";

const QUESTIONS: readonly Question[] = [
  {
    text: "How do you get to work?",
    kind: "one",
    choices: ["On foot", "By bike", "By bus or train", "By car", "I work at home"],
    isRequired: true,
  },
  {
    text: "What would make your way better?",
    kind: "many",
    choices: ["A shower", "A safe place for bikes", "A later start", "More days at home"],
    isRequired: false,
  },
  { text: "How content are you with your desk?", kind: "scale", choices: [], isRequired: true },
  { text: "What should we buy first?", kind: "text", choices: [], isRequired: false },
];

const WISHES = [
  "A better chair.",
  "Plants, and someone who waters them.",
  "A door for the kitchen: the whole floor smells of soup at twelve.",
  "Headphones",
  "A second screen for those who have none",
  "Nothing. Please fix the lift first.",
];

export function sampleSurvey(): Partial<Survey> {
  return {
    id: "office",
    title: "Your way to work",
    intro: "Four questions before we move to the new office. It takes a minute.",
    state: "open",
    questions: [...QUESTIONS],
  };
}

export function sampleSubmissions({ id: survey }: Pick<Survey, "id">): Submission[] {
  const next = toNumbers(17);
  const pick = (weights: readonly number[]) => {
    let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
    return weights.findIndex((weight) => (left -= weight) < 0);
  };
  return Array.from({ length: 64 }, (_, n) => {
    const [way, better] = QUESTIONS.map(({ choices }) => choices) as [string[], string[]];
    const values = [
      [way[pick([2, 7, 9, 4, 3])]!],
      better.filter(() => next() < 0.4),
      [`${1 + pick([1, 3, 6, 8, 3])}`],
      n % 9 === 4 ? [WISHES[Math.floor(n / 9) % WISHES.length]!] : [],
    ];
    const isDone = n % 13 !== 6;
    const at = new Date(Date.UTC(2026, 9, 5 + n % 14, 7 + n % 9, n % 60));
    return { survey, user: `sample-${n}`, values: isDone ? values : [values[0]!], isDone, at };
  });
}

/** Numbers from 0 to 1 that look like chance, and are the same each time. */
function toNumbers(seed: number): () => number {
  return () => (seed = seed * 16807 % 2147483647) / 2147483647;
}
