/**
 * Surveys: made of questions that are added, moved and removed in place, asked one a page, and shown
 * as charts. Each session responds once. All of it works without scripts.
 *
 * @module
 */
import {
  A,
  addToast,
  type Child,
  Code,
  Div,
  fastApp,
  fillForm,
  Form,
  type FT,
  FtResponse,
  HTTPException,
  Integer,
  oneOf,
  optional,
  P,
  Redirect,
  serve,
  type Session,
  setupToasts,
  Span,
} from "@fasthtml/fasthtml";
import { chartStyle } from "@fasthtml/fasthtml/ext/charts";
import {
  AppShell,
  Badge,
  Button,
  Card,
  ConfirmButton,
  CopyButton,
  EmptyState,
  Field,
  FieldForm,
  LandingPage,
  LinkButton,
  PageSection,
  Row,
  Steps,
  Table,
  ThemeToggle,
  ui,
} from "@fasthtml/fasthtml/ext/ui";
import { Builder, type View } from "./survey/builder.ts";
import { act, findProblems, toDraft } from "./survey/draft.ts";
import {
  choicesOf,
  kinds,
  MOST,
  newQuestion,
  type Question,
  read,
  SCALE,
} from "./survey/questions.ts";
import { Results } from "./survey/results.ts";
import { change, keep, submissionOf, submissions, type Survey, surveys } from "./survey/surveys.ts";

const STATES = {
  draft: { label: "Draft", tone: "neutral" },
  open: { label: "Open", tone: "success" },
  closed: { label: "Closed", tone: "warning" },
} as const;

// The tests run this with both versions of htmx.
export const { app, rt } = fastApp({
  ...ui({ theme: "swiss", hdrs: [chartStyle], css: css() }),
  csp: true,
  htmx: Deno.env.get("HTMX") === "2" ? 2 : 4,
  before: ({ session }) => void (session.user ??= crypto.randomUUID()),
});
setupToasts(app);

const index = rt.get("/", ({ session }) => {
  const own = surveys({ where: { user: session.user }, orderBy: "-at" });
  const create_ = Form(
    { method: "post", action: create },
    Button("New survey", { variant: "primary", icon: "plus" }),
  );
  return Shell(
    {
      title: "Surveys",
      actions: create_,
      description: `Up to ${MOST.questions} questions, asked one a page.`,
    },
    own.length === 0
      ? EmptyState({ title: "You have no surveys yet", level: 2, icon: "list-checks" })
      : Card({ title: "Yours" }, SurveyTable("Your surveys", own)),
    Card({ title: "Open to all" }, SurveyTable("Surveys of all", surveys({ user: "" }))),
  );
});

const create = rt.post("/surveys", ({ session }) => {
  const id = crypto.randomUUID();
  surveys.insert({ id, user: session.user, questions: [newQuestion()] });
  return Redirect(edit.to({ id }));
});

const edit = rt.get("/surveys/{id}/edit", { at: optional(Integer) }, ({ id, at, session }) => {
  const survey = find(id, session);
  return survey.state === "draft"
    ? EditPage(survey, { action: save.partial({ id }), at })
    : Redirect(results.to({ id }));
});

/** All buttons of the form come here. Whichever was pressed, what was typed is kept. */
const save = rt.post(
  "/surveys/{id}/edit",
  {
    act: String,
    title: String,
    intro: String,
    text: [String],
    kind: [oneOf(...kinds)],
    choices: [String],
    required: [Integer],
  },
  ({ id, act: button, session, htmx, ...sent }) => {
    const survey = find(id, session), typed = toDraft(sent);
    if (typed.questions.length > MOST.questions) {
      throw new HTTPException(422, `A survey has at most ${MOST.questions} questions.`);
    }
    const { questions, at } = act(button, typed.questions);
    const draft = { ...typed, questions };
    const problems = button === "publish" ? findProblems(draft) : undefined;
    const isOpened = button === "publish" && !problems;
    const isDraft = change(id, isOpened ? { ...draft, state: "open" } : draft);
    if (isOpened || !isDraft) return Redirect(results.to({ id }));
    const view = { action: save.partial({ id }), at, problems };
    if (problems) {
      const form = htmx.request ? Builder(draft, view) : EditPage({ ...survey, ...draft }, view);
      return FtResponse(form, { status: 422 });
    }
    if (button === "save") addToast(session, "The draft is saved", "success");
    return htmx.request ? Builder(draft, view) : Redirect(edit.to({ id, at }));
  },
);

const results = rt.get("/surveys/{id}/results", ({ id, session, url }) => {
  const survey = surveys.get(id), isOwn = survey.user === session.user;
  if (survey.state === "draft" && isOwn) return Redirect(edit.to({ id }));
  // Who has not responded would be told what others think.
  if (!isOwn && !submissionOf(id, session.user)?.isDone) return Redirect(start.to({ id }));
  const title = `Close “${survey.title}”?`, link = new URL(start.to({ id }), url);
  const actions = isOwn && [
    survey.state === "open" &&
    ConfirmButton({ question: title, action: close.to({ id }), tone: "neutral" }, "Close"),
    ConfirmButton(
      { question: `Delete “${survey.title}”?`, action: remove.to({ id }), icon: "trash-2" },
      "Delete",
    ),
  ];
  return Shell(
    { title: survey.title, actions, description: survey.intro },
    isOwn && survey.state === "open" && Card(
      { title: "Send this link to those whom you ask" },
      Row(Code(link.href, { id: "link" }), CopyButton({ from: "link", size: "sm" })),
    ),
    Results(survey),
  );
});

const close = rt.post("/surveys/{id}/close", ({ id, session }) => {
  if (find(id, session).state === "open") surveys.update({ state: "closed" }, id);
  return Redirect(results.to({ id }));
});

const remove = rt.post("/surveys/{id}/delete", ({ id, session }) => {
  const { title } = find(id, session);
  surveys.delete(id); // and its submissions, by their foreign key
  addToast(session, `“${title}” is deleted`, "success");
  return Redirect(index);
});

/** Where a guest begins, and ends. */
const start = rt.get("/s/{id}", ({ id, session }) => {
  const survey = surveys.get(id), { questions, state, intro } = survey;
  if (state === "draft") return Redirect(edit.to({ id: find(id, session).id }));
  const own = submissionOf(id, session.user);
  const seeResults = LinkButton("See the results", { href: results.to({ id }) });
  if (own?.isDone) {
    return Guest(
      survey,
      EmptyState({
        title: "Thank you",
        level: 2,
        icon: "circle-check",
        actions: seeResults,
      }, "Your response is kept."),
    );
  }
  if (state === "closed") return Closed(survey);
  const step = Math.max(own?.values.findIndex(({ length }) => length === 0) ?? 0, 0) + 1;
  const begin = LinkButton(own ? "Go on" : "Start", {
    href: ask.to({ id, step }),
    variant: "primary",
    size: "lg",
  });
  const count = questions.length === 1 ? "One question" : `${questions.length} questions`;
  return Guest(survey, Card(intro && P(intro), P({ cls: "ui-muted" }, count), Div(begin)));
});

const ask = rt.get("/s/{id}/{step:int}", ({ id, step, session }) => {
  const survey = surveys.get(id), own = submissionOf(id, session.user);
  if (survey.state !== "open" || own?.isDone) return Redirect(start.to({ id }));
  return StepPage(survey, step, { value: own?.values[step - 1] });
});

const reply = rt.post(
  "/s/{id}/{step:int}",
  { value: [String], skip: optional(String) },
  ({ id, step, value: sent, skip, session }) => {
    const survey = surveys.get(id), question = questionOf(survey, step);
    const { value, wrong } = read(question, skip ? [] : sent);
    if (wrong) return FtResponse(StepPage(survey, step, { value: sent, wrong }), { status: 422 });
    const outcome = keep(id, session.user, step - 1, value);
    if (outcome === "closed") return FtResponse(Closed(survey), { status: 409 });
    if (outcome === "kept") return Redirect(ask.to({ id, step: step + 1 }));
    if (typeof outcome === "object") return Redirect(ask.to({ id, step: outcome.missing + 1 }));
    return Redirect(start.to({ id }));
  },
);

/** The survey of a user; those of others are not found. */
function find(id: string, { user }: Session): Survey {
  const survey = surveys.get(id);
  if (survey.user !== user) throw new HTTPException(404);
  return survey;
}

function questionOf({ questions }: Survey, step: number): Question {
  const question = questions[step - 1];
  if (!question) throw new HTTPException(404);
  return question;
}

function Shell(
  attrs: { title: string; actions?: Child; description?: string },
  ...content: Child[]
) {
  const nav = [{ label: "Surveys", href: index, icon: "list-checks" as const, current: true }];
  return AppShell({ ...attrs, brand: "Askance", nav, end: ThemeToggle() }, content);
}

function Guest({ title }: Survey, ...content: Child[]) {
  return LandingPage(
    { title, brand: "Askance", end: ThemeToggle() },
    PageSection({ level: 1, title, cls: "guest" }, content),
  );
}

function Closed(survey: Survey) {
  return Guest(survey, EmptyState({ title: "The survey is closed", level: 2, icon: "lock" }));
}

function SurveyTable(label: string, rows: readonly Survey[]): FT {
  return Table({
    label,
    rows: rows.map((row) => ({
      ...row,
      count: submissions.count({ survey: row.id, isDone: true }),
    })),
    columns: {
      title: {
        label: "Survey",
        show: (title, { id, user, state }) => {
          const to = state === "draft" ? edit : user === "" ? start : results;
          return A(title || "Without a title", { href: to.to({ id }) });
        },
      },
      state: {
        label: "State",
        show: (state) => Badge(STATES[state].label, { tone: STATES[state].tone }),
      },
      count: "Responses",
    },
  });
}

function EditPage(survey: Survey, view: View) {
  const ask = ConfirmButton(
    { question: "Delete the draft?", action: remove.to({ id: survey.id }), icon: "trash-2" },
    "Delete",
  );
  return Shell({ title: survey.title || "New survey", actions: ask }, Builder(survey, view));
}

function StepPage(
  survey: Survey,
  step: number,
  { value = [], wrong }: { value?: readonly string[]; wrong?: string },
) {
  const { id, questions } = survey, question = questionOf(survey, step);
  const back = step === 1 ? start.to({ id }) : ask.to({ id, step: step - 1 });
  return Guest(
    survey,
    questions.length > 1 && Steps({
      steps: questions.map((_, n) => Span(`Question ${n + 1}`, { cls: "ui-hidden" })),
      current: step,
    }),
    Card(fillForm(
      FieldForm(
        { method: "post", action: reply.partial({ id, step }) },
        Reply(question, wrong),
        Row(
          { justify: "between" },
          // Enter presses the first button, which CSS puts at the end.
          Row(
            Button(step === questions.length ? "Send" : "Next", { variant: "primary" }),
            !question.isRequired &&
              Button("Skip", { name: "skip", value: "1", variant: "ghost", formnovalidate: true }),
          ),
          LinkButton("Back", { href: back, variant: "ghost", icon: "arrow-left" }),
        ),
      ),
      { value: question.kind === "many" ? value : value.at(-1) },
    )),
  );
}

function Reply(question: Question, error?: string): FT {
  const { text, kind, isRequired: required } = question;
  const own = { name: "value", label: text, error, required };
  if (kind === "text") return Field({ ...own, type: "textarea", rows: 5, maxlength: MOST.reply });
  const type = kind === "many" ? "checkboxes" : "radios";
  const choices = kind === "scale" ? { ...SCALE } : choicesOf(question);
  return Field({ ...own, type, choices, choiceHints: {} });
}

function css() {
  return `
    :root { --chart-1: var(--ui-primary) }
    .builder, .guest .ui-wrap { max-inline-size: 46rem }
    .builder .ui-card:has(option:is([value=scale], [value=text]):checked) .choices { display: none }
    .guest form > .ui-row { flex-direction: row-reverse }
    .guest .ui-steps { margin-block-end: 1.25rem }
    .guest legend, .guest .ui-field > label { font-size: 1.25em }
    .texts { display: grid; gap: .5rem; padding: 0; list-style: none }
    .texts li { margin: 0; padding: .6rem .8rem; border-inline-start: 3px solid var(--ui-line); white-space: pre-line }`;
}

serve(app);
