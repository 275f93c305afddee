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
export type { Component, RequiringTag } from "./lib/html/component.ts";
export type { CheckboxXAttrs, HtmlAttrs } from "./lib/html/components.ts";
export type { Arg, Beside, Content } from "./lib/html/make_tag.ts";
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
  LateText,
  Linkable,
  Nothing,
  Scalar,
  StyleValue,
  TextValue,
  UrlValue,
} from "./lib/html/types.ts";

export type {
  ClassOptions,
  ImportOptions,
  KeyColumns,
  Migration,
  TablesByName,
} from "./lib/data/database_types.ts";
export type { ColumnChoices, ColumnKind, ColumnType, OptionalColumn } from "./lib/data/kinds.ts";
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
  Found,
  IterableOf,
  NewFields,
  PageOfRows,
  RowFields,
  SearchArg,
  SyncOrAsync,
  TableVerbs,
  WhereArgs,
} from "./lib/data/table_types.ts";
export type {
  AddColumnOptions,
  AnyRow,
  Backend,
  CreateOptions,
  ForeignKey,
  IndexOptions,
  SearchIndexOptions,
  TableColumn,
  TableIndex,
  TableSchema,
  TransformOptions,
} from "./lib/data/types.ts";

export type { Sql } from "./lib/data/sql/text.ts";
export type {
  ColumnName,
  ComputeOptions,
  FindOptions,
  GroupOptions,
  InsertOptions,
  NameOf,
  NumberName,
  OrderBy,
  OrderedName,
  OrderTerm,
  PageOptions,
  SearchOptions,
  TextName,
  TextSearchOptions,
  UpdateOptions,
  UpsertOptions,
  WritableName,
} from "./lib/data/verb_options.ts";
export type {
  AnyFilter,
  Combined,
  Matching,
  MatchOptions,
  RowFilter,
  Without,
} from "./lib/data/where.ts";

export type { BeforewareGuard, BeforewareOptions } from "./lib/http/before.ts";
export type { CookieOptions } from "./lib/http/cookies.ts";
export type { HTTPExceptionOptions } from "./lib/http/errors.ts";
export type { MessageTable, SentenceValues } from "./lib/http/say.ts";
export type {
  MessageKey,
  Messages,
  MessageValues,
  Sentence,
  SentenceValue,
  Translation,
} from "./lib/http/messages.ts";
export type { Maybe } from "./lib/maybe.ts";
export type { Checked, OnlyParam } from "./lib/http/params/declare.ts";
export type { FieldReader, FormClass } from "./lib/http/params/form_class.ts";
export type { ParamFacts } from "./lib/http/params/source.ts";
export type { CorsOptions } from "./lib/http/cors.ts";
export type { KeptSession, ServerSessions } from "./lib/http/request/kept_session.ts";
export type { CspDirectives } from "./lib/http/reply/csp.ts";
export type { FileOptions } from "./lib/http/reply/files.ts";
export type { HtmxResponse } from "./lib/http/reply/htmx_response.ts";
export type { Validators } from "./lib/http/reply/negotiate.ts";
export type { MediaOptions } from "./lib/http/reply/starlette.ts";
export type {
  FtResponseOptions,
  RedirectOptions,
  TextOptions,
} from "./lib/http/reply/responses.ts";
export type { BodyLimits } from "./lib/http/request/body/limits.ts";
export type { APIRouterOptions } from "./lib/live/api_router.ts";
export type { Converter } from "./lib/http/routing/path.ts";
export type { Route, RouteNotes, RouteOptions } from "./lib/http/routing/route.ts";
export type { RoutePlan } from "./lib/http/routing/route_table.ts";
export type {
  Declared,
  GroupMaker,
  NamedRoutes,
  NoParams,
  ParamsBeside,
  RouteMaker,
  RouteMistake,
  RoutesByName,
  Undeclared,
  VerbGroup,
} from "./lib/http/routing/rt.ts";
export type {
  AnyClass,
  AppInfo,
  AppState,
  AppValue,
  Auth,
  BodyData,
  BodyWrap,
  Bound,
  ChoiceParam,
  Declaration,
  DeclarationList,
  Declarations,
  DefaultedParam,
  Flatten,
  Handler,
  HandlerContext,
  HtmxHeaders,
  LinkNames,
  LinkParams,
  LinkUse,
  LinkValue,
  OptionalParam,
  PageAttrs,
  Param,
  ParamsOf,
  PartialLink,
  PathParam,
  PathParams,
  PathText,
  RequiredParam,
  ScalarConstructor,
  SchemaIssue,
  SchemaResult,
  ServeInfo,
  SessionData,
  SessionMethods,
  StandardSchema,
  UnlinkedParam,
  WithParams,
} from "./lib/http/types.ts";

export type { KeptMessage, MessageStore } from "./lib/live/broker.ts";
export type { ChannelOptions, ReplayOptions } from "./lib/live/channel.ts";
export type { MemberChange, Presence } from "./lib/live/hub.ts";
export type {
  SseMessage,
  SseOptions,
  StreamContext,
  StreamOptions,
  StreamSource,
} from "./lib/live/events.ts";
export type { Extra } from "./lib/live/extras.ts";
export type { SocketRequest } from "./lib/live/message.ts";
export type { SendAll, SetupWsOptions, SocketHost } from "./lib/live/setup_ws.ts";
export type { ConnectionLimits } from "./lib/http/request/connections.ts";
export type {
  RawSocket,
  RawSocketContext,
  RawSocketMaker,
  RawSocketOptions,
  RawSocketRequest,
} from "./lib/live/raw_socket.ts";
export type { Socket, SocketLimits } from "./lib/live/socket.ts";
export type { SocketMaker, SocketOptions } from "./lib/live/socket_route.ts";
export type { ExtraHost, SetupToastsOptions, ToastKind, ToastOptions } from "./lib/live/toasts.ts";

export type { RequiresOptions } from "./lib/app/requires.ts";
export type { ErrorKind } from "./lib/app/error_handlers.ts";
export type { HealthCheck } from "./lib/app/health.ts";
export type {
  AsyncOf,
  DatabaseOf,
  DatabaseSource,
  FastApp,
  NoTables,
  TableDefinitions,
  TablesOf,
} from "./lib/app/fast_app.ts";
export type { LifecycleEvent, LifecycleHook, Lifespan } from "./lib/app/lifecycle.ts";
export type { LogEntry } from "./lib/app/log/entry.ts";
export type { LimitOptions, SessionOptions } from "./lib/app/options.ts";
export type { CookieJar } from "./lib/app/cookie_jar.ts";
export type { ClientOptions, ClientRequest } from "./lib/app/test_client.ts";
export type { ExtName } from "./lib/browser/htmx_extensions.ts";
export type {
  AssetContent,
  AssetOptions,
  AssetPart,
  ServedFiles,
  ServingApp,
} from "./lib/browser/asset.ts";
