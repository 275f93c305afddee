/** Draws a cellular automaton row by row. From AnswerDotAI/FastHTML-Gallery, …/cellular_automata/app.py. */
import { Button, Div, fastApp, Form, Group, H1, H4, Input, Integer } from "@fasthtml/fasthtml";
import { Label, Li, Main, P, Progress, serve, Strong, Title, Ul } from "@fasthtml/fasthtml";

const generators: Record<string, Generator<[complete: number, row: number[]]>> = {};
const bindict = ["111", "110", "101", "100", "011", "010", "001", "000"];
const colorMap = ["white", "black"];

// HTML widgets

const explanation = Div(
  H1("Cellular Automata"),
  H4("Input explanations:"),
  Ul(
    Li(
      Strong("Rule: "),
      "Determines the next state of a cell based on the current state of the cell and its neighbors.",
    ),
    Li(Strong("Generations: "), "Determines how many generations to run the automaton."),
    Li(Strong("Width: "), "Determines the width of the grid."),
  ),
);

function progressBar(percentComplete: number) {
  return Div({ hx_swap_oob: "innerHTML:#progress_bar" }, Progress({ value: percentComplete }));
}

function mkBox(color: number, size = 5) {
  const shape = `height:${size}px;width:${size}px;margin:0;display:inline-block;`;
  return Div({ cls: "box", style: `background-color:${colorMap[color]};${shape}` });
}

function mkRow(colors: number[], fontSize = 0, size = 5) {
  const boxes = colors.map((color) => mkBox(color, size));
  return Div(boxes, { cls: "row", style: `font-size:${fontSize}px;` });
}

function mkButton(show: boolean) {
  return Button(show ? "Hide Rule" : "Show Rule", { id: "sh_rule", hx_swap_oob: "outerHTML" })
    .with({ hx_get: showRule.partial({ show: !show }), hx_target: "#rule" })
    .with({ hx_include: "[name='rule_number']" });
}

function runButton() {
  const include = "[name='rule_number'],[name='generations'],[name='width']";
  return Button("Run", { cls: "btn btn-active btn-primary", type: "submit" })
    .with({ hx_get: "/run", hx_target: "#grid", hx_include: include, hx_swap: "outerHTML" });
}

// FastHTML section

export const { app, rt } = fastApp();
const inPlace = { hx_target: "this", hx_swap: "outerHTML" } as const;

rt(function index({ session }) {
  session.id ??= crypto.randomUUID();
  const main = Main(Div(
    Div(P(explanation, { id: "explanations" })),
    Form(Group(
      Div(inPlace, Label("Rule", { fr: "rule_number", cls: "form-label" })).with(
        Input({ type: "number", name: "rule_number", id: "rule_set", value: 30 })
          .with({ hx_post: "/validate/rule_number", aria_label: "Rule" }),
      ),
      Div(inPlace, Label("Generations", { cls: "form-label" })).with(
        Input({ type: "number", name: "generations", id: "generations_set", value: 50 })
          .with({ hx_post: "/validate/generations", aria_label: "Generations" }),
      ),
      Div(inPlace, Label("Width", { cls: "form-label" })).with(
        Input({ type: "number", name: "width", id: "width_set", value: 100 })
          .with({ hx_post: "/validate/width", aria_label: "Width" }),
      ),
      runButton(),
    )),
    Group(
      Div({ style: "margin-left:50px" }, Div({ id: "progress_bar" }), Div({ id: "grid" })),
      Div({ style: "margin-right:50px; max-width:200px" }, mkButton(false), Div({ id: "rule" })),
    ),
  ));
  return [Title("Cellular Automata"), main];
});

const params = { rule_number: Integer, show: Boolean };
const showRule = rt.get("/show_rule", params, ({ rule_number, show }) => {
  const rule = toRule(rule_number);
  const cell = { style: "max-width:100px" };
  const rows = bindict.map((k, v) => {
    const boxes = mkRow([...k].map(Number), 10, 20);
    return Group(Div(boxes, cell), Div(P(" -> "), cell), Div(mkBox(rule[v], 20), cell));
  });
  return Div(Div(mkButton(show)), Div(show && rows));
});

const settings = { rule_number: Integer, generations: Integer, width: Integer };

rt.get("/run", settings, ({ rule_number, generations, width, session }) => {
  const found = [validateRuleNumber(rule_number), validateGenerations(generations)];
  const errors = [...found, validateWidth(width)].filter((error) => error !== undefined);
  if (errors.length > 0) {
    return Div(
      Div({ id: "grid" }),
      Div({ id: "progress_bar", hx_swap_oob: "outerHTML:#progress_bar" }),
      Div({ id: "submit-btn-container", hx_swap_oob: "outerHTML:#submit-btn-container" }).with(
        runButton(),
        errors.map((error) => Div(error, { style: "color: light-dark(#c00, #f99);" })),
      ),
    );
  }
  const side = Array(Math.floor(width / 2)).fill(0);
  generators[session.id] = run(rule_number, generations, [...side, 1, ...side]);
  const next = { id: "next", hx_trigger: "every .1s", hx_get: "/next", hx_target: "#grid" };
  return Div(
    Div({ style: `width: ${(width + 1) * 5}px`, id: "progress_bar" })
      .with({ hx_swap_oob: "outerHTML:#progress_bar" }),
    Div({ ...next, hx_swap: "beforeend" }),
    { id: "grid" },
  );
});

rt.get("/next", ({ session }) => {
  const next = generators[session.id]?.next();
  if (next && !next.done) return Div(progressBar(next.value[0]), mkRow(next.value[1]));
  delete generators[session.id];
  return new Response(null, { status: 286 });
});

rt.post("/validate/rule_number", { rule_number: Integer }, ({ rule_number }) => {
  const error = validateRuleNumber(rule_number);
  return inputTemplate("Rule Number", "rule_number", rule_number, error);
});

rt.post("/validate/generations", { generations: Integer }, ({ generations }) => {
  return inputTemplate("Generations", "generations", generations, validateGenerations(generations));
});

rt.post("/validate/width", { width: Integer }, ({ width }) => {
  return inputTemplate("Width", "width", width, validateWidth(width));
});

// Application logic

function toRule(number: number) {
  return [...number.toString(2).padStart(8, "0")].map(Number);
}

function* run(number: number, generations: number, start: number[]) {
  const rule = toRule(number);
  yield [0, start] as [number, number[]];
  let oldRow = [0, ...start, 0];
  for (let g = 1; g < generations; g++) {
    const newRow: number[] = [];
    for (let i = 1; i < oldRow.length - 1; i++) {
      newRow.push(rule[bindict.indexOf(oldRow.slice(i - 1, i + 2).join(""))]);
    }
    yield [(g + 1) / generations, newRow] as [number, number[]];
    oldRow = [0, ...newRow, 0];
  }
}

// Validation logic

function validateRuleNumber(ruleNumber: number) {
  if (ruleNumber < 0 || ruleNumber > 255) return "Enter an integer between 0 and 255 (inclusive)";
}

function validateGenerations(generations: number) {
  if (generations < 0) return "Enter a positive integer";
  if (generations > 200) return "Enter a number less than 200";
}

function validateWidth(width: number) {
  if (width < 0) return "Enter a positive integer";
  if (width > 200) return "Enter a number less than 200";
}

// Replaces an input field, and shows the validation message.
function inputTemplate(label: string, name: string, value: number, error?: string) {
  return Div({ ...inPlace, cls: error ?? "Valid" }, Label(label)).with(
    Input({ name, type: "number", value, hx_post: `/validate/${name}` })
      .with({ aria_label: label, style: "width: 340px;" }),
    error && Div(error, { style: "color: light-dark(#c00, #f99);" }),
  );
}

serve(app);
