import { story } from "../../story.ts";
import { tryTasks } from "../../task_steps.ts";

export default story(tryTasks);
