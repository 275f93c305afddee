/** The form that a survey is made in: its rows are added, moved and removed by buttons that send it. */
import { Div, type FT } from "@fasthtml/fasthtml";
import type { IconName } from "@fasthtml/fasthtml/ext/icons";
import {
  Alert,
  Button,
  Card,
  Field,
  FieldForm,
  Grid,
  IconButton,
  Row,
} from "@fasthtml/fasthtml/ext/ui";
import type { UrlValue } from "@fasthtml/fasthtml/types";
import type { Draft, Problems } from "./draft.ts";
import { KINDS, MOST, type Question } from "./questions.ts";

/** What is shown of a draft beside the draft itself. */
export interface View {
  /** Where the form is sent. */
  action: UrlValue;
  /** The question that has the focus. */
  at?: number;
  problems?: Problems;
}

/** The form of a draft. Its first button is the one that Enter presses. */
export function Builder({ title, intro, questions }: Draft, view: View): FT {
  const { action, at, problems = {} } = view;
  return FieldForm(
    {
      id: "builder",
      method: "post",
      action,
      hx_post: action,
      hx_target: "this",
      hx_swap: "outerHTML",
      cls: "builder",
      data_ui_dirty: true,
    },
    Row(
      { justify: "end" },
      Button("Save the draft", { name: "act", value: "save" }),
      Button("Publish", { name: "act", value: "publish", variant: "primary" }),
    ),
    (problems.form || problems.questions) &&
      Alert({ tone: "danger" }, problems.form ?? "Something is missing: see below."),
    Field({
      name: "title",
      label: "Title",
      value: title,
      maxlength: MOST.title,
      error: problems.title,
    }),
    Field({
      name: "intro",
      label: "What guests read first",
      type: "textarea",
      rows: 2,
      value: intro,
      maxlength: MOST.intro,
      error: problems.intro,
    }),
    questions.map((question, n) =>
      QuestionCard(question, n, {
        count: questions.length,
        isFocused: n === at,
        ...problems.questions?.[n],
      })
    ),
    questions.length < MOST.questions &&
      Div(Button("Add a question", { name: "act", value: "add", icon: "plus" })),
  );
}

function QuestionCard(
  { text, kind, choices, isRequired }: Question,
  at: number,
  { count, isFocused, ...problems }: {
    count: number;
    isFocused: boolean;
    text?: string;
    choices?: string;
  },
): FT {
  const number = at + 1;
  const press = (verb: string, icon: IconName, label: string, disabled = false) =>
    IconButton({
      name: "act",
      value: `${verb}-${at}`,
      icon,
      label: `${label} question ${number}`,
      size: "sm",
      disabled,
    });
  return Card(
    {
      title: `Question ${number}`,
      end: Row(
        { gap: "xs" },
        press("up", "arrow-up", "Move up", at === 0),
        press("down", "arrow-down", "Move down", number === count),
        press("remove", "trash-2", "Remove"),
      ),
    },
    Grid(
      { columns: "main" },
      Field({
        id: `text-${number}`,
        name: "text",
        label: "Question",
        value: text,
        maxlength: MOST.text,
        autocomplete: "off",
        autofocus: isFocused,
        error: problems.text,
      }),
      Field({
        id: `kind-${number}`,
        name: "kind",
        label: "Guests reply with",
        type: "select",
        choices: KINDS,
        value: kind,
      }),
    ),
    // Of a kind that has none, CSS hides them: they are there again when the kind is.
    Div(
      { cls: "choices" },
      Field({
        id: `choices-${number}`,
        name: "choices",
        label: "Choices",
        type: "textarea",
        rows: 3,
        value: choices.join("\n"),
        hint: "One in each line",
        error: problems.choices,
      }),
    ),
    Field({
      id: `required-${number}`,
      name: "required",
      label: "Required",
      type: "switch",
      value: at,
      checked: isRequired,
    }),
  );
}
