/**
 * A task manager on MongoDB. `MONGO_URI` names the server. Without one, the page says how to start
 * it.
 * A task is one class: the document, the form and the view. Its `id` is the document's `_id`.
 */
import { Code, ConnectionError, database, fastApp } from "@fasthtml/fasthtml";
import { Article, Div, type FT, H2, H3, only, P } from "@fasthtml/fasthtml";
import { serve, Titled } from "@fasthtml/fasthtml";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";
import { Alert, Button, Card, EmptyState, Field, FieldForm } from "@fasthtml/fasthtml/ext/ui";
import { Row, Stack, ui } from "@fasthtml/fasthtml/ext/ui";

class Task {
  id = "";
  title = "";
  description = "";
  completed = false;

  __ft__() {
    const { id, title, description, completed } = this;
    const row = { hx_target: "closest article", hx_swap: "outerHTML" } as const;
    const act = { size: "sm", ...row } as const;
    return Article(
      { cls: completed ? "task done" : "task" },
      Div(H3(title), description && P(description, { cls: "ui-muted" })),
      Row(
        Button(completed ? "Undo" : "Complete", { hx_patch: `/toggle-task/${id}`, ...act }),
        Button("Delete", { tone: "danger", hx_delete: `/delete-task/${id}`, ...act }),
      ),
    );
  }
}

const url = Deno.env.get("MONGO_URI") ?? "mongodb://localhost:27017/fasthtml_tasks_db";
const db = database(mongodb(url, { timeout: 1000 }));
const tasks = db.create(Task, { name: "tasks" });

const css = `
  .task { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
    justify-content: space-between; padding-block: .75rem; border-top: 1px solid var(--ui-sunken) }
  .task h3 { font-size: 1rem; margin: 0 }
  .task p { margin: 0 }
  .task.done h3 { text-decoration: line-through }`;

export const { app, rt } = fastApp(ui({ theme: "harbor", css }));

rt("/", async () => Titled("Task manager", Stack(Card(TaskForm()), Card(await TaskList()))));

rt.post("/add-task", { task: only(Task, "title", "description") }, async ({ task }) => {
  await tasks.insert(task);
  return [await TaskList(), TaskForm()];
});

rt.patch("/toggle-task/{id}", async ({ id }) => {
  const { completed } = await tasks.get(id);
  return tasks.update({ id, completed: !completed });
});

rt.delete("/delete-task/{id}", async ({ id }) => {
  await tasks.delete(id); // The response is empty, so htmx removes the task.
});

async function TaskList(): Promise<FT> {
  const list = { id: "task-list" };
  try {
    const all = await tasks({ orderBy: "id" });
    return Div(
      list,
      H2("Current tasks"),
      all.length > 0 ? all : EmptyState({ title: "No tasks yet.", icon: "list-checks" }),
    );
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return Div(
      list,
      Alert(
        { tone: "warning", title: "MongoDB is not running." },
        ...[
          "To start it: ",
          Code("docker run -p 27017:27017 mongo"),
          ", then load this page again.",
        ],
      ),
    );
  }
}

function TaskForm(): FT {
  return FieldForm(
    {
      id: "task-form",
      hx_post: "/add-task",
      hx_target: "#task-list",
      hx_swap: "outerHTML",
      hx_swap_oob: true,
    },
    Field({ name: "title", label: "Task", placeholder: "What is to be done?", required: true }),
    Field({ name: "description", label: "Details" }),
    Row(Button("Add task", { variant: "primary" })),
  );
}

serve(app);
