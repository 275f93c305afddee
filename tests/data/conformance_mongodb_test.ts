import { mongoBackends } from "./backends.ts";
import { testBackend } from "./conformance.ts";

mongoBackends().forEach(testBackend);
