/** Work after the response. */
import { BackgroundTask, Div, fastApp, P, serve, Titled } from "@fasthtml/fasthtml";
import { setTimeout as sleep } from "node:timers/promises";

export const { app, rt } = fastApp();

// deno-lint-ignore no-console -- shows that a task runs
const print = (value: unknown) => console.log(value);

rt(function index() {
  async function countSlowly(n: number) {
    for (let i = 0; i < n; i++) {
      print(i);
      await sleep(1000);
    }
  }
  const task = new BackgroundTask(countSlowly, 5);
  return [Titled("Background Task Example"), task];
});

// More realistic: the file is analyzed once the user has the response.
rt({ file: File }, async function upload({ file, session }) {
  const filepath = await saveUpload(file);
  const task = new BackgroundTask(analyzeFile, filepath, session.user_id);
  return [Div(P("File received! Analysis will be ready soon.")), task];
});

async function saveUpload(file: File) {
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, file.stream());
  return path;
}

async function analyzeFile(path: string, user?: number) {
  const { size } = await Deno.stat(path);
  await Deno.remove(path);
  print(`${size} bytes of user ${user}`);
}

// Multiple tasks
rt(function several() {
  return [P("Two tasks"), new BackgroundTask(print, "one"), new BackgroundTask(print, "two")];
});

serve(app);
