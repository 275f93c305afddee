import { sqliteBackends } from "./backends.ts";
import { testBackend } from "./conformance.ts";

(await sqliteBackends()).forEach(testBackend);
