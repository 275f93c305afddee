/**
 * Pages to administer tables: lists with search and filters, forms, references, bulk actions, CSV in
 * and out, what a deletion takes with it, a history. On SQLite, Postgres and MongoDB.
 *
 * @example
 * ```ts
 * import { fastApp } from "@fasthtml/fasthtml";
 * import { admin } from "@fasthtml/fasthtml/ext/admin";
 * import { ui } from "@fasthtml/fasthtml/ext/ui";
 * import { strictEqual } from "node:assert";
 *
 * class User { id = 0; name = ""; passwordHash = ""; }
 * const { app, tables } = fastApp({ ...ui(), db: ":memory:", tables: { users: User } });
 *
 * admin(tables, {
 *   allow: ({ session }) => session.admin === true,
 *   tables: { users: { search: ["name"] } },
 * }).toApp(app);
 *
 * strictEqual((await app.request("/admin")).status, 404); // for all but admins
 * ```
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import { APIRouter, HTTPException, type RequestContext } from "../mod.ts";
import type { Route } from "../types.ts";
import type { Links } from "./admin/cells.ts";
import { Desk } from "./admin/desk.ts";
import { History } from "./admin/history.ts";
import { ManagedTable } from "./admin/tables.ts";
import type { AdminOptions, AdminTableOptions, AdminTables } from "./admin/types.ts";

export { ADMIN_MESSAGES, type AdminMessages, adminMessages } from "./admin/messages.ts";
export type * from "./admin/types.ts";

const checkOptions = makeOptionCheck<AdminOptions>("make an admin", {
  allow: true,
  tables: true,
  prefix: true,
  title: true,
  end: true,
  log: true,
  who: true,
});

/** The pages, to be added to an application. */
export interface Admin {
  /** Adds the pages to an application that has the options of `ui()`. */
  toApp(app: { addRoute(route: Route): void }): void;
}

/**
 * Makes pages to administer tables. Nothing is there for those whom `allow` does not let in, and no
 * table that the option `tables` does not name.
 */
export function admin<const Tables extends AdminTables>(
  tables: Tables,
  options: AdminOptions<Tables>,
): Admin {
  checkOptions(options);
  const { allow, prefix = "/admin", title, end, who = toUser } = options;
  if (typeof allow !== "function") {
    throw new TypeError(
      "Cannot make an admin: found no option allow, expected a function that lets those in who " +
        "may see and change the tables",
    );
  }
  if (Object(options.tables) !== options.tables) {
    throw new TypeError("Cannot make an admin: found no option tables, expected tables by name");
  }
  if (!/^(?:\/[\w.~-]+)+$/.test(prefix)) {
    throw new TypeError(
      `Cannot make an admin: prefix is ${JSON.stringify(prefix)}, expected one such as /admin`,
    );
  }
  const all = Object.entries(options.tables).map(([name, own = {}]) => {
    const table = tables[name];
    if (table) return new ManagedTable(name, table, own as object as AdminTableOptions);
    throw new TypeError(
      `Cannot make an admin: found no table ${JSON.stringify(name)}, expected one of those given`,
    );
  });
  const histories = new Map(
    options.log ? [...new Set(all.map(({ db }) => db))].map((db) => [db, new History(db)]) : [],
  );

  const router = APIRouter();
  // One way in, so that a user who may not be here finds the same at each path and by each verb.
  const answer = async (context: RequestContext, path: string) => {
    if (await allow(context) !== true) throw new HTTPException(404);
    const desk = new Desk({ all, histories, links, title, end, who: who(context) }, context);
    return await desk.answer(path);
  };
  const index = router.get(prefix, (context) => answer(context, ""));
  const page = router.get(`${prefix}/{path:path}`, (context) => answer(context, context.path));
  router.post(`${prefix}/{path:path}`, (context) => answer(context, context.path));
  const reject = () => {
    throw new HTTPException(404);
  };
  router(prefix, reject, { methods: ["post", ...OTHERS] });
  router(`${prefix}/{path:path}`, reject, { methods: OTHERS });
  const links: Links = {
    index: () => index.to(),
    list: (table, query = "") => page.to({ path: table.name }) + query,
    page: (table, act, query = {}) => {
      const search = new URLSearchParams(query).toString();
      return page.to({ path: `${table.name}/${act}` }) + (search && `?${search}`);
    },
  };
  return { toApp: (app) => router.toApp(app) };
}

const OTHERS = ["put", "patch", "delete", "options"];

function toUser({ auth }: RequestContext): string {
  return auth === null || auth === undefined ? "" : String(auth);
}
