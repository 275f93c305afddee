import { postgresBackends } from "./backends.ts";
import { testBackend } from "./conformance.ts";

postgresBackends().forEach(testBackend);
