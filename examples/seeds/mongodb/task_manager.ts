/** The task manager, step by step as the article has it. `MONGO_URI` names the server. */
import {
  Button,
  ConnectionError,
  database,
  Div,
  FastHTML,
  Form,
  type FT,
  H1,
  H2,
  Input,
  Main,
  only,
  P,
  Script,
  serve,
} from "@fasthtml/fasthtml";
import { mongodb } from "@fasthtml/fasthtml/ext/mongodb";

// MongoDB connection setup
const MONGO_URI = Deno.env.get("MONGO_URI") ?? "mongodb://localhost:27017/fasthtml_tasks_db";
const db = database(mongodb(MONGO_URI, { timeout: 1000 }));

// FastHTML application initialization
const hdrs = Script({ src: "https://cdn.tailwindcss.com" });
export const app = new FastHTML({ hdrs });

// Defining the data model: the document, the form and the view. `id` is the document's `_id`.
class Task {
  id = "";
  title = "";
  description: string | null = null;
  completed = false;
  static types = { description: String };

  __ft__() {
    const row = { hx_target: "closest div.task", hx_swap: "outerHTML" } as const;
    return Div(
      { cls: "task flex items-center justify-between p-4 border-b" },
      Div(
        P(this.title, { cls: this.completed && "line-through text-gray-400" }),
        P(this.description, { cls: "text-sm text-gray-500" }),
      ),
      Div(
        Button(this.completed ? "Undo" : "Complete", {
          hx_patch: `/toggle-task/${this.id}`,
          ...row,
        }),
        Button("Delete", { hx_delete: `/delete-task/${this.id}`, ...row }),
      ),
    );
  }
}
const collection = db.create(Task, { name: "tasks" });

// Layout and initial route
const layout = (...comps: FT[]) =>
  Main(
    Div(
      H1("📝 Real-Time FastHTML Task Manager", {
        cls: "text-3xl font-bold mb-8 text-center text-gray-800",
      }),
      comps,
      { cls: "container mx-auto p-6 max-w-2xl" },
    ),
  );

app.get("/", async () =>
  layout(
    await TaskList(), // fetches and displays existing tasks
    TaskForm(), // the entry form
  ));

// Read: displaying tasks
async function TaskList(): Promise<FT> {
  let tasks: Task[];
  try {
    tasks = await collection({ orderBy: "id" });
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    return Div(
      H2("Current Tasks", { cls: "text-xl font-semibold mb-4" }),
      Div(
        P("⚠️ MongoDB is not running.", { cls: "text-red-600 font-semibold mb-2" }),
        P("To start MongoDB:", { cls: "text-gray-600 mb-1" }),
        P("1. brew install mongodb-community", { cls: "text-gray-500 text-sm ml-4" }),
        P("2. brew services start mongodb-community", { cls: "text-gray-500 text-sm ml-4" }),
        { cls: "p-4 bg-yellow-50 border border-yellow-200 rounded" },
      ),
      { id: "task-list" },
    );
  }
  return Div(
    H2("Current Tasks", { cls: "text-xl font-semibold mb-4" }),
    tasks.length > 0
      ? tasks
      : P("No tasks yet. Add one below!", { cls: "text-gray-500 italic p-4" }),
    { id: "task-list", cls: "bg-white rounded-lg shadow-sm border border-gray-200" },
  );
}

function TaskForm(): FT {
  return Form(
    { hx_post: "/add-task", hx_target: "#task-list", hx_swap: "outerHTML" },
    Input({ name: "title", placeholder: "Title", required: true }),
    Input({ name: "description", placeholder: "Description" }),
    Button("Add Task"),
  );
}

// Create: inserts a task and returns the refreshed list
app.post("/add-task", { task: only(Task, "title", "description") }, async ({ task }) => {
  await collection.insert(task);
  return await TaskList();
});

// Update: toggles completion and returns the single row
app.patch("/toggle-task/{task_id}", async ({ task_id }) => {
  const { completed } = await collection.get(task_id); // a 404 where it is not there
  return collection.update({ id: task_id, completed: !completed });
});

// Delete: an empty response, so htmx removes the task
app.delete("/delete-task/{task_id}", async ({ task_id }) => {
  await collection.delete(task_id);
});

serve(app);
