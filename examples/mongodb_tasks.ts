/**
 * A task manager on MongoDB. `MONGO_URI` names the server. Without one, the page says how to start
 * it.
 * A task is one class: the document, the form and the view. Its `id` is the document's `_id`.
 */
import {
  Article,
  Button,
  ConnectionError,
  database,
  Div,
  fastApp,
  Form,
  type FT,
  H2,
  Input,
  only,
  P,
  serve,
  Small,
  Strong,
  Titled,
} from "@fasthtml/fasthtml";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";

class Task {
  id = "";
  title = "";
  description = "";
  completed = false;

  __ft__() {
    const { id, title, description, completed } = this;
    const row = { hx_target: "closest article", hx_swap: "outerHTML" } as const;
    return Article(
      Strong(title, { style: completed && "text-decoration: line-through" }),
      P(Small(description)),
      Div(
        { role: "group" },
        Button(completed ? "Undo" : "Complete", { hx_patch: `/toggle-task/${id}`, ...row }),
        Button("Delete", { cls: "secondary", hx_delete: `/delete-task/${id}`, ...row }),
      ),
    );
  }
}

const url = Deno.env.get("MONGO_URI") ?? "mongodb://localhost:27017/fasthtml_tasks_db";
const db = database(mongodb(url, { timeout: 1000 }));
const tasks = db.create(Task, { name: "tasks" });

export const { app, rt } = fastApp();

rt("/", async () => Titled("📝 Task manager", await TaskList(), TaskForm()));

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
    return Div(list, H2("Current tasks"), all.length > 0 ? all : P("No tasks yet. Add one below!"));
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return Div(
      list,
      P(Strong("⚠️ MongoDB is not running.")),
      P("To start it: ", Small("docker run -p 27017:27017 mongo"), ", then load this page again."),
    );
  }
}

function TaskForm(): FT {
  return Form(
    {
      id: "task-form",
      hx_post: "/add-task",
      hx_target: "#task-list",
      hx_swap: "outerHTML",
      hx_swap_oob: true,
    },
    Input({ name: "title", placeholder: "What is to be done?", required: true }),
    Input({ name: "description", placeholder: "Details" }),
    Button("Add task"),
  );
}

serve(app);
