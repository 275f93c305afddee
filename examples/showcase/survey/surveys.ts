/** Surveys, and what is said to them: by each session once. */
import { database, oneOf } from "@fasthtml/fasthtml";
import { isMissing, type Question } from "./questions.ts";
import { sampleSubmissions, sampleSurvey } from "./sample.ts";

/** A draft is changed, an open one is responded to, a closed one only read. */
export type State = "draft" | "open" | "closed";

export class Survey {
  static types = { state: oneOf("draft", "open", "closed") };
  id = "";
  /** Who has made it. */
  user = "";
  title = "";
  intro = "";
  state: State = "draft";
  questions: Question[] = [];
  at = new Date();
}

/** What one session has said: for each question a list, which is empty where it said nothing. */
export class Submission {
  survey = "";
  user = "";
  values: string[][] = [];
  isDone = false;
  at = new Date();
}

export const db = database(Deno.env.get("SURVEY_DB") ?? "data/survey.db");
export const surveys = db.create(Survey, { indexes: ["user"] });
/** By its key there is one of each session, however often it is sent. */
export const submissions = db.create(Submission, {
  pk: ["survey", "user"],
  foreignKeys: { survey: "survey.id" },
});

if (surveys.count() === 0) {
  db.transaction(() => {
    const survey = surveys.insert(sampleSurvey());
    submissions.insertAll(sampleSubmissions(survey));
  });
}

export function submissionOf(survey: string, user: string): Submission | undefined {
  return submissions.get([survey, user], undefined);
}

/** Changes a draft. One that was published meanwhile stays as it is. */
export function change(id: string, draft: Partial<Survey>): boolean {
  return db.transaction(() => {
    if (surveys.get(id).state !== "draft") return false;
    surveys.update(draft, id);
    return true;
  });
}

/** What has become of a response. */
export type Outcome = "kept" | "sent" | "sent before" | "closed" | { missing: number };

/** Keeps what a user says to a question; behind the last one all of it is sent, once. */
export function keep(survey: string, user: string, at: number, value: string[]): Outcome {
  return db.transaction(() => {
    const { questions, state } = surveys.get(survey);
    const own = submissionOf(survey, user);
    if (own?.isDone) return "sent before";
    if (state !== "open") return "closed";
    const values = questions.map((_, n) => n === at ? value : own?.values[n] ?? []);
    const missing = questions.findIndex((question, n) => isMissing(question, values[n]!));
    const isLast = at === questions.length - 1, isDone = isLast && missing < 0;
    const submission = { survey, user, values, isDone, at: new Date() };
    if (own) submissions.update(submission);
    else submissions.insert(submission);
    if (isDone) return "sent";
    return isLast ? { missing } : "kept";
  });
}
