/** What was said to a survey, as charts and lists. */
import { type Child, type FT, Li, P, Ul } from "@fasthtml/fasthtml";
import { BarChart } from "@fasthtml/fasthtml/ext/charts";
import { Badge, Card, EmptyState, Grid, Stat } from "@fasthtml/fasthtml/ext/ui";
import { countChoices, KINDS, type Question } from "./questions.ts";
import { type Submission, submissions, type Survey } from "./surveys.ts";

/** How many texts are shown. */
const SHOWN = 12;

export function Results({ id, questions }: Survey): FT[] {
  const all = submissions({ where: { survey: id }, orderBy: "-at" });
  const sent = all.filter(({ isDone }) => isDone);
  if (sent.length === 0) {
    return [EmptyState({ title: "No one has responded yet", level: 2, icon: "inbox" })];
  }
  return [
    Grid(
      { columns: 3 },
      Stat({ label: "Responses", value: sent.length, icon: "users" }),
      Stat({ label: "Went to the end", value: percent(sent.length, all.length), icon: "flag" }),
      Stat({ label: "The last one", value: DAY.format(sent[0]!.at), icon: "calendar" }),
    ),
    Grid(questions.map((question, at) => Result(question, at, sent))),
  ];
}

function Result(question: Question, at: number, sent: readonly Submission[]): FT {
  const values = sent.map(({ values }) => values[at] ?? []).filter(({ length }) => length > 0);
  const description = `${KINDS[question.kind]}, ${values.length} of ${sent.length} responded`;
  return Card(
    { title: question.text, description, end: question.kind === "scale" && Mean(values) },
    values.length === 0
      ? P("Nothing yet", { cls: "ui-muted" })
      : question.kind === "text"
      ? Texts(values.flat())
      : Chart(question, values),
  );
}

function Chart(question: Question, values: readonly string[][]): FT {
  return BarChart(countChoices(question, values), {
    x: "choice",
    y: { count: "Responses" },
    title: question.text,
    hideTitle: true,
    horizontal: question.kind !== "scale",
  });
}

function Mean(values: readonly string[][]): Child {
  if (values.length === 0) return;
  const sum = values.flat().reduce((sum, value) => sum + Number(value), 0);
  return Badge(`${(sum / values.length).toFixed(1)} on average`, { tone: "primary" });
}

function Texts(texts: readonly string[]): Child {
  const rest = texts.length - SHOWN;
  return [
    Ul({ cls: "texts" }, texts.slice(0, SHOWN).map((text) => Li(text))),
    rest > 0 && P(`And ${rest} more`, { cls: "ui-muted" }),
  ];
}

function percent(part: number, all: number): string {
  return `${Math.round(100 * part / all)} %`;
}

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
