/** Questions: what they look like in a form, and which values they take. */

export const KINDS = {
  one: "One of several",
  many: "Any of several",
  scale: "From 1 to 5",
  text: "In their own words",
} as const;
export type Kind = keyof typeof KINDS;
export const kinds = Object.keys(KINDS) as [Kind, ...Kind[]];

export interface Question {
  text: string;
  kind: Kind;
  choices: string[];
  isRequired: boolean;
}

/** How many questions there may be, choices of one, and letters of what is typed. */
export const MOST = { questions: 8, choices: 12, title: 80, intro: 400, text: 160, reply: 600 };

export const SCALE = { 1: "1, not at all", 2: "2", 3: "3", 4: "4", 5: "5, very much" };

/** A question as it is added. */
export function newQuestion(): Question {
  return { text: "", kind: "one", choices: [], isRequired: true };
}

/** Whether a question has choices of its own. */
export function hasChoices({ kind }: Question): boolean {
  return kind === "one" || kind === "many";
}

/** What may be chosen, which is nothing of a question that is replied to in words. */
export function choicesOf(question: Question): string[] {
  return question.kind === "scale"
    ? Object.keys(SCALE)
    : hasChoices(question)
    ? question.choices
    : [];
}

/** What is wrong with a question, by its part; nothing where it can be asked. */
export function problemsOf(question: Question): { text?: string; choices?: string } {
  const { text, choices } = question;
  return {
    ...text === "" && { text: "A question, please" },
    ...text.length > MOST.text && { text: `At most ${MOST.text} characters` },
    ...hasChoices(question) && choices.length < 2 && { choices: "Two choices or more" },
    ...hasChoices(question) && choices.length > MOST.choices &&
      { choices: `At most ${MOST.choices} choices` },
    ...hasChoices(question) && choices.some(({ length }) => length > MOST.text) &&
      { choices: `At most ${MOST.text} characters in a line` },
  };
}

/** Whether there is nothing where something has to be. */
export function isMissing({ isRequired }: Question, value: readonly string[]): boolean {
  return isRequired && value.length === 0;
}

/** Reads what was sent: the value, or what is wrong with it. */
export function read(
  question: Question,
  sent: readonly string[],
): { value: string[]; wrong?: string } {
  const { kind } = question;
  const value = [...new Set(sent.map((text) => text.trim()).filter((text) => text !== ""))];
  const choices = choicesOf(question);
  if (kind === "text" ? value.length > 1 : value.some((text) => !choices.includes(text))) {
    return { value: [], wrong: "Please choose from what is offered." };
  }
  if (kind !== "many" && value.length > 1) return { value, wrong: "Please choose one." };
  if (kind === "text" && value.some(({ length }) => length > MOST.reply)) {
    return { value, wrong: `Please write at most ${MOST.reply} characters.` };
  }
  if (!isMissing(question, value)) return { value };
  return { value, wrong: kind === "text" ? "Please write something." : "Please choose." };
}

/** How often each choice was made. */
export function countChoices(
  question: Question,
  values: readonly (readonly string[])[],
): { choice: string; count: number }[] {
  const all = values.flat();
  return choicesOf(question).map((choice) => ({
    choice,
    count: all.filter((value) => value === choice).length,
  }));
}
