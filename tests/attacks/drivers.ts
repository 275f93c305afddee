/** Attacks that are more than one message: by id, or by kind. */
import { CONCURRENCY } from "./drivers/concurrency.ts";
import { DATABASE } from "./drivers/database.ts";
import { DEVELOPMENT } from "./drivers/development.ts";
import { ESCAPING } from "./drivers/escaping.ts";
import { PROCESS } from "./drivers/process.ts";
import { SESSION } from "./drivers/session.ts";
import { SIGN_IN } from "./drivers/sign_in.ts";
import { SOCKETS } from "./drivers/sockets.ts";
import type { Drivers } from "./drivers/types.ts";

/** The drivers. */
export const DRIVERS: Drivers = {
  ...CONCURRENCY,
  ...DATABASE,
  ...DEVELOPMENT,
  ...ESCAPING,
  ...PROCESS,
  ...SESSION,
  ...SIGN_IN,
  ...SOCKETS,
};
