/**
 * Types that the signatures of the other entries name, and that a program seldom writes down: the
 * attributes of each element, options of functions, and what the compiler infers parameters with.
 *
 * @example A component that takes the attributes of an `<a>`
 * ```ts
 * import { A, type Child, type FT } from "@fasthtml/fasthtml";
 * import type { AAttrs } from "@fasthtml/fasthtml/types";
 * import { strictEqual } from "node:assert";
 *
 * const External = (attrs: AAttrs, ...children: Child[]): FT =>
 *   A({ target: "_blank", rel: "noopener" }, children, attrs);
 *
 * strictEqual(
 *   `${External({ href: "https://deno.com" }, "Deno")}`,
 *   '<a href="https://deno.com" target="_blank" rel="noopener">Deno</a>',
 * );
 * ```
 *
 * @module
 */
export type * from "./lib/html/attr_types/element.ts";
export type * from "./lib/html/attr_types/form.ts";
export type * from "./lib/html/attr_types/global.ts";
export type * from "./lib/html/attr_types/htmx.ts";
export type * from "./lib/html/attr_types/media.ts";
export type { CheckboxXAttrs, HtmlAttrs } from "./lib/html/components.ts";
export type { CardAttrs, DialogXAttrs } from "./lib/html/pico.ts";
export type { SafeHtml } from "./lib/html/safe.ts";
export type { OnOptions } from "./lib/html/scripts.ts";
export type { ToXmlOptions } from "./lib/html/to_xml.ts";
export type {
  AttrValue,
  ClassValue,
  FlagValue,
  Identified,
  IdValue,
  Linkable,
  Nothing,
  Scalar,
  StyleValue,
  TextValue,
  UrlValue,
} from "./lib/html/types.ts";

export type {
  ImportOptions,
  KeyColumns,
  Migration,
  TablesByName,
} from "./lib/data/database_types.ts";
export type { ColumnChoices, ColumnKind, ColumnType } from "./lib/data/kinds.ts";
export type { DbSqlite } from "./lib/data/sqlite/connection.ts";
export type {
  GroupOfRows,
  KeyOf,
  PkOf,
  RequiredName,
  RowOf,
  TransformedRow,
  ValueOf,
} from "./lib/data/row_types.ts";
export type {
  ColumnName,
  FindOptions,
  Found,
  GroupOptions,
  InsertOptions,
  IterableOf,
  NameOf,
  NewFields,
  NumberName,
  OrderBy,
  OrderedName,
  OrderTerm,
  PageOfRows,
  PageOptions,
  RowFields,
  SearchOptions,
  SyncOrAsync,
  TableVerbs,
  UpdateOptions,
  UpsertOptions,
  WhereArgs,
  WritableName,
} from "./lib/data/table_types.ts";
export type {
  AddColumnOptions,
  AnyRow,
  Backend,
  CreateOptions,
  ForeignKey,
  IndexOptions,
  TableColumn,
  TableIndex,
  TableSchema,
  TransformOptions,
} from "./lib/data/types.ts";

export type { Sql } from "./lib/data/sql/text.ts";
export type { AnyFilter, Combined, Matching, RowFilter } from "./lib/data/where.ts";

export type { BeforewareGuard, BeforewareOptions } from "./lib/http/before.ts";
export type { CookieOptions } from "./lib/http/cookies.ts";
export type { HTTPExceptionOptions } from "./lib/http/errors.ts";
export type { Maybe } from "./lib/maybe.ts";
export type { Checked, OnlyParam } from "./lib/http/params/declare.ts";
export type { CspDirectives } from "./lib/http/reply/csp.ts";
export type { FileOptions } from "./lib/http/reply/files.ts";
export type { HtmxResponse } from "./lib/http/reply/htmx_response.ts";
export type { Validators } from "./lib/http/reply/negotiate.ts";
export type { FtResponseOptions, RedirectOptions } from "./lib/http/reply/responses.ts";
export type { BodyLimits } from "./lib/http/request/body/limits.ts";
export type { APIRouterOptions } from "./lib/http/routing/api_router.ts";
export type { Converter } from "./lib/http/routing/path.ts";
export type { Route, RouteOptions } from "./lib/http/routing/route.ts";
export type { RoutePlan } from "./lib/http/routing/route_table.ts";
export type { GroupMaker, NoParams, RouteMaker, VerbGroup } from "./lib/http/routing/rt.ts";
export type {
  AnyClass,
  AppInfo,
  AppState,
  AppValue,
  Auth,
  BodyData,
  BodyWrap,
  Bound,
  Declaration,
  Declarations,
  Flatten,
  Handler,
  HandlerContext,
  HtmxHeaders,
  LinkNames,
  LinkParams,
  LinkUse,
  LinkValue,
  Param,
  ParamsOf,
  PathParam,
  PathParams,
  RequiredParam,
  ScalarConstructor,
  SchemaIssue,
  SchemaResult,
  ServeInfo,
  SessionData,
  SpecialName,
  StandardSchema,
  UnlinkedParam,
} from "./lib/http/types.ts";

export type { ChannelOptions } from "./lib/live/channel.ts";
export type {
  SseMessage,
  SseOptions,
  StreamContext,
  StreamOptions,
  StreamSource,
} from "./lib/live/events.ts";
export type { Extra } from "./lib/live/extras.ts";
export type { SocketRequest } from "./lib/live/message.ts";
export type { SendAll, SocketHost } from "./lib/live/setup_ws.ts";
export type { ConnectionLimits } from "./lib/http/request/connections.ts";
export type { Socket, SocketLimits } from "./lib/live/socket.ts";
export type { SocketMaker, SocketOptions } from "./lib/live/socket_route.ts";
export type { ExtraHost, SetupToastsOptions, ToastKind, ToastOptions } from "./lib/live/toasts.ts";

export type { ErrorKind } from "./lib/app/error_handlers.ts";
export type { FastApp, NoTables, TableDefinitions, TablesOf } from "./lib/app/fast_app.ts";
export type { LifecycleHook, Lifespan } from "./lib/app/lifecycle.ts";
export type { LimitOptions, SessionOptions } from "./lib/app/options.ts";
export type { CookieJar } from "./lib/app/cookie_jar.ts";
export type { ClientOptions, ClientRequest } from "./lib/app/test_client.ts";
export type { ExtName } from "./lib/browser/htmx_extensions.ts";
export type { PackagePart } from "./lib/browser/npm_package.ts";
