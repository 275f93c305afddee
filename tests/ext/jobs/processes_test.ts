import { testJobProcesses } from "../_job_processes.ts";
import { POSTGRES, SQLITE } from "../_job_tables.ts";

testJobProcesses(SQLITE);
testJobProcesses(POSTGRES);
