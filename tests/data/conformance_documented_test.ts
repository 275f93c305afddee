import { documentedBackends } from "./backends.ts";
import { testBackend } from "./conformance.ts";

documentedBackends().forEach(testBackend);
