import { deepStrictEqual, throws } from "node:assert";
import {
  addToast,
  APIRouter,
  Asset,
  Beforeware,
  Client,
  contains,
  cookie,
  database,
  EventStream,
  fastApp,
  FastHTML,
  FileResponse,
  FtResponse,
  HtmxResponseHeaders,
  HTTPException,
  ifChanged,
  Redirect,
  serve,
  type Session,
  setupToasts,
  setupWs,
  sseMessage,
  startsWith,
  StaticFiles,
  TextResponse,
  toXml,
} from "@fasthtml/fasthtml";
import {
  HTMLResponse,
  On,
  PlainTextResponse,
  RedirectResponse,
  requires,
  StreamingResponse,
  Toast,
} from "@fasthtml/fasthtml/compat";
import type { Socket } from "@fasthtml/fasthtml/types";
import { userPwdAuth } from "../ext/basic_auth.ts";
import { admin, type AdminOptions } from "../ext/admin.ts";
import { AreaChart, BarChart, DonutChart, LineChart, Sparkline } from "../ext/charts.ts";
import { crawlSite, exportSite } from "../ext/export.ts";
import { htmlToFt } from "../ext/html2ft.ts";
import { HighlightJS, KatexMarkdownJS, MarkdownJS } from "../ext/js.ts";
import { jobs } from "../ext/jobs.ts";
import { jobsPage, type JobsPageOptions } from "../ext/jobs_page.ts";
import { MagicKey } from "../ext/magickey.ts";
import { mailer, testMailer } from "../ext/mail.ts";
import { HTMX, JupyUvi, nbServe } from "../ext/jupyter.ts";
import { markdown, renderMd } from "../ext/markdown.ts";
import { mongodb } from "../ext/mongodb.ts";
import { natsBroker } from "../ext/nats_broker.ts";
import {
  AppleAppClient,
  Auth0AppClient,
  DiscordAppClient,
  GitHubAppClient,
  GoogleAppClient,
  HuggingFaceClient,
  MicrosoftAppClient,
  OAuth,
  OpenIDClient,
} from "../ext/oauth.ts";
import { Passkey, Passkeys } from "../ext/passkey.ts";
import { PasswordMails } from "../ext/password_mails.ts";
import { Passwords } from "../ext/password.ts";
import { pglite, postgres } from "../ext/postgres.ts";
import { postgresBroker } from "../ext/postgres_broker.ts";
import { openapi } from "../ext/openapi.ts";
import { limit, limiter } from "../ext/ratelimit.ts";
import { redisBroker } from "../ext/redis_broker.ts";
import { redisJobs } from "../ext/redis_jobs.ts";
import { redisLimits } from "../ext/redis_ratelimit.ts";
import { redisSessions } from "../ext/redis_sessions.ts";
import { robotsTxt, sitemapXml, Socials } from "../ext/seo.ts";
import { sessions } from "../ext/sessions.ts";
import { classNames, tailwind } from "../ext/tailwind.ts";
import { DataTable, tableQuery, theme, ui } from "../ext/ui.ts";
import { functionsWithOptions } from "./house/_public.ts";
import { makeOptionCheck } from "../lib/option_check.ts";
import { tempFolder } from "./_temp.ts";

class Todo {
  id = 0;
  title = "";
}

class SignIn extends OAuth {
  getAuth() {}
}

class Links extends PasswordMails {
  findUser(email: string) {
    return email;
  }
  setPassword() {}
  confirm() {}
}

class MagicLinks extends MagicKey {
  override getUserId(email: string) {
    return email;
  }
}

class Keys extends Passkeys {
  signUp() {
    return undefined;
  }
}

const { app, rt } = fastApp({ secretKey: "a secret of at least 32 characters" });
const db = database(":memory:");
const todos = db.create(Todo);
const TABLE = {
  state: { url: new URL("http://localhost/") },
  at: "/",
  columns: { title: true },
} as const;
const queue = jobs(db), digest = queue.job("digest", () => {});
const github = new GitHubAppClient("id", "secret");
const mail = { to: "a@b.c", subject: "a", body: "a" };
const social = { title: "", siteName: "", description: "", image: "" };
const socket = {} as Socket, session = {} as Session;
const apple = { teamId: "", keyId: "", privateKey: "" };
const google = '{ "web": { "client_id": "id", "client_secret": "secret" } }';

/** A call with options that TypeScript has not seen, and the whole message. */
type Row = [call: (options: object) => unknown, options: object, message: string];

/** What the charts have beside. */
const chart = { x: "day" as never, y: "visits" as never, title: "Visits" };

/** Every public function with options, by its entry. */
const CALLS: Record<string, Row> = {
  ". TextResponse": [
    (options) => TextResponse("a", options),
    { typ: "text/csv" },
    'Cannot respond with text: unknown option "typ", expected type',
  ],
  ". contains": [
    (options) => contains("a", options),
    { ignorecase: true },
    'Cannot search a text: unknown option "ignorecase", expected ignoreCase',
  ],
  ". startsWith": [
    (options) => startsWith("a", options),
    { ignorecase: true },
    'Cannot search a text: unknown option "ignorecase", expected ignoreCase',
  ],
  ". APIRouter": [
    (options) => APIRouter(options),
    { prefx: "/a" },
    'Cannot make an APIRouter: unknown option "prefx", expected prefix',
  ],
  ". Beforeware": [
    (options) => Beforeware(() => {}, options),
    { skp: [] },
    'Cannot make a guard: unknown option "skp", expected skip',
  ],
  ". Channel.join": [
    (options) => app.channel("a").join(socket, "Ann", options),
    { afer: "1" },
    'Cannot join a channel: unknown option "afer", expected after',
  ],
  ". Channel.listen": [
    (options) => app.channel("a").listen(() => {}, options),
    { afer: "1" },
    'Cannot join a channel: unknown option "afer", expected after',
  ],
  ". Client.delete": [
    (options) => new Client(app).delete("/", options),
    { header: {} },
    'Cannot send a request: unknown option "header", expected headers',
  ],
  ". Client.get": [
    (options) => new Client(app).get("/", options),
    { htmX: true },
    'Cannot send a request: unknown option "htmX", expected htmx',
  ],
  ". Client.patch": [
    (options) => new Client(app).patch("/", options),
    { bdy: "" },
    'Cannot send a request: unknown option "bdy", expected body',
  ],
  ". Client.post": [
    (options) => new Client(app).post("/", options),
    { dta: {} },
    'Cannot send a request: unknown option "dta", expected data',
  ],
  ". Client.put": [
    (options) => new Client(app).put("/", options),
    { jsn: {} },
    'Cannot send a request: unknown option "jsn", expected json',
  ],
  ". Client.request": [
    (options) => new Client(app).request("/", options),
    { methd: "PUT" },
    'Cannot send a request: unknown option "methd", expected method',
  ],
  ". Database.create": [
    (options) => db.create(Todo, options),
    { pkk: "id" },
    'Cannot create table "todo": "pkk" is no option here, did you mean "pk"?',
  ],
  ". Database.importFile": [
    (options) => db.importFile("todo", "todo.csv", options),
    { fromat: "csv" },
    'Cannot import a file: unknown option "fromat", expected format',
  ],
  ". EventStream": [
    (options) => EventStream(app.channel("a"), options),
    { hartbeat: 1 },
    'Cannot make an event stream: unknown option "hartbeat", expected heartbeat',
  ],
  ". FastHTML.channel": [
    (options) => app.channel("a", options),
    { kep: 1 },
    'Cannot open a channel: unknown option "kep", expected keep',
  ],
  ". FileResponse": [
    (options) => FileResponse("a.pdf", options),
    { fileName: "b.pdf" },
    'Cannot serve files: unknown option "fileName", expected filename',
  ],
  ". FtResponse": [
    (options) => FtResponse("", options),
    { status_code: 418 },
    'Cannot make a response: unknown option "status_code", expected status',
  ],
  ". HtmxResponseHeaders": [
    (options) => HtmxResponseHeaders(options),
    { push_url: "/" },
    'Cannot instruct htmx: unknown option "push_url", expected pushUrl',
  ],
  ". Redirect": [
    (options) => Redirect("/", options),
    { extrenal: true },
    'Cannot redirect: unknown option "extrenal", expected external',
  ],
  ". StaticFiles": [
    (options) => StaticFiles("static", options),
    { cache_control: "no-store" },
    'Cannot serve files: unknown option "cache_control", expected cacheControl',
  ],
  ". addToast": [
    (options) => addToast(session, "Saved", "info", options),
    { dismis: true },
    'Cannot add a toast: unknown option "dismis", expected dismiss',
  ],
  ". cookie": [
    (options) => cookie("theme", "dark", options),
    { httponly: false },
    'Cannot set a cookie: unknown option "httponly", expected httpOnly',
  ],
  ". fastApp": [
    (options) => fastApp(options),
    { titel: "" },
    'Cannot make an application: unknown option "titel", expected title',
  ],
  ". ifChanged": [
    (options) => ifChanged(options, () => ""),
    { eTg: "1" },
    'Cannot compare versions: unknown option "eTg", expected etag',
  ],
  ". new Asset": [
    (options) => new Asset("a.css", "a {}", options),
    { Hash: "1" },
    'Cannot make an asset: unknown option "Hash", expected hash',
  ],
  ". new Client": [
    (options) => new Client(app, options),
    { follow_redirects: true },
    'Cannot make a client: unknown option "follow_redirects", expected followRedirects',
  ],
  ". new FastHTML": [
    (options) => new FastHTML(options),
    { titel: "" },
    'Cannot make an application: unknown option "titel", expected title',
  ],
  ". new HTTPException": [
    (options) => new HTTPException(404, "", options),
    { header: {} },
    'Cannot make an HTTPException: unknown option "header", expected headers',
  ],
  ". serve": [
    (options) => serve(app, options),
    { prt: 1 },
    'Cannot serve: unknown option "prt", expected port',
  ],
  ". setupToasts": [
    (options) => setupToasts(app, options),
    { duraton: 1 },
    'Cannot set up toasts: unknown option "duraton", expected duration',
  ],
  ". setupWs": [
    (options) => setupWs(app, () => {}, options),
    { kepe: 1 },
    'Cannot add a socket: unknown option "kepe", expected keep',
  ],
  ". sseMessage": [
    (options) => sseMessage("", options),
    { evnt: "tick" },
    'Cannot make an event: unknown option "evnt", expected event',
  ],
  ". toXml": [
    (options) => toXml("", options),
    { indnt: true },
    'Cannot write HTML: unknown option "indnt", expected indent',
  ],
  "./types TableVerbs()": [
    (options) => todos({}, options),
    { limt: 1 },
    'Cannot search "todo": "limt" is no option here, did you mean "limit"?',
  ],
  "./types TableVerbs.addColumn": [
    (options) => todos.addColumn("done", Boolean, options),
    { defualt: true },
    'Cannot transform "todo": "defualt" is no option here, did you mean "default"?',
  ],
  "./types TableVerbs.createIndex": [
    (options) => todos.createIndex("title", options),
    { uniqe: true },
    'Cannot transform "todo": "uniqe" is no option here, did you mean "unique"?',
  ],
  "./types TableVerbs.each": [
    (options) => [...todos.each({}, options)],
    { limt: 1 },
    'Cannot search "todo": "limt" is no option here, did you mean "limit"?',
  ],
  "./types TableVerbs.enableSearch": [
    (options) => todos.enableSearch("title", options),
    { languge: "english" },
    'Cannot search "todo": "languge" is no option here, did you mean "language"?',
  ],
  "./types TableVerbs.groupBy": [
    (options) => todos.groupBy("title", options),
    { wher: {} },
    'Cannot search "todo": "wher" is no option here, did you mean "where"?',
  ],
  "./types TableVerbs.insert": [
    (options) => todos.insert({ title: "" }, options),
    { ignor: true },
    'Cannot insert into "todo": "ignor" is no option here, did you mean "ignore"?',
  ],
  "./types TableVerbs.insertAll": [
    (options) => todos.insertAll([{ title: "" }], options),
    { ignor: true },
    'Cannot insert into "todo": "ignor" is no option here, did you mean "ignore"?',
  ],
  "./types TableVerbs.page": [
    (options) => todos.page(options),
    { sise: 1 },
    'Cannot search "todo": "sise" is no option here, did you mean "size"?',
  ],
  "./types TableVerbs.search": [
    (options) => todos.search("a", options),
    { limt: 1 },
    'Cannot search "todo": "limt" is no option here, did you mean "limit"?',
  ],
  "./types TableVerbs.transform": [
    (options) => todos.transform(options),
    { dropp: ["title"] },
    'Cannot transform "todo": "dropp" is no option here, did you mean "drop"?',
  ],
  "./types TableVerbs.update": [
    (options) => todos.update({ id: 1 }, undefined, options),
    { rekye: true },
    'Cannot update "todo": "rekye" is no option here, did you mean "rekey"?',
  ],
  "./types TableVerbs.upsert": [
    (options) => todos.upsert({ title: "" }, options),
    { om: "title" },
    'Cannot upsert into "todo": "om" is no option here, did you mean "on"?',
  ],
  "./types TableVerbs.upsertAll": [
    (options) => todos.upsertAll([{ title: "" }], options),
    { om: "title" },
    'Cannot upsert into "todo": "om" is no option here, did you mean "on"?',
  ],
  "./types GroupMaker()": [
    (options) => rt("/group", { get() {} }, options),
    { naem: "group" },
    'Cannot add a route: unknown option "naem", expected name',
  ],
  "./types RouteMaker()": [
    (options) => rt("/route", () => "", options),
    { bfore: [] },
    'Cannot add a route: unknown option "bfore", expected before',
  ],
  "./types SocketMaker()": [
    (options) => app.ws("/ws", () => {}, options),
    { onconnect() {} },
    'Cannot add a socket: unknown option "onconnect", expected onConnect',
  ],
  "./types RawSocketMaker()": [
    (options) => app.socket("/raw", () => {}, options),
    { limts: {} },
    'Cannot add a socket: unknown option "limts", expected limits',
  ],
  "./compat HTMLResponse": [
    (options) => HTMLResponse("", options),
    { status_code: 418 },
    'Cannot make a response: unknown option "status_code", expected status',
  ],
  "./compat On": [
    (options) => On("", options),
    { evnt: "click" },
    'Cannot run code on an event: unknown option "evnt", expected event',
  ],
  "./compat PlainTextResponse": [
    (options) => PlainTextResponse("", options),
    { header: {} },
    'Cannot make a response: unknown option "header", expected headers',
  ],
  "./compat RedirectResponse": [
    (options) => RedirectResponse("/", options),
    { statuss: 301 },
    'Cannot redirect: unknown option "statuss", expected status',
  ],
  "./compat StreamingResponse": [
    (options) => StreamingResponse([], options),
    { media_type: "text/csv" },
    'Cannot make a response: unknown option "media_type", expected mediaType',
  ],
  "./compat Toast": [
    (options) => Toast("Saved", "info", options),
    { duraton: 1 },
    'Cannot add a toast: unknown option "duraton", expected duration',
  ],
  "./compat requires": [
    (options) => requires("admin", options),
    { redirct: "/login" },
    'Cannot make a guard: unknown option "redirct", expected redirect',
  ],
  "./ext/basic-auth userPwdAuth": [
    (options) => userPwdAuth({}, options),
    { real: "login" },
    'Cannot ask for a password: unknown option "real", expected realm',
  ],
  "./ext/admin admin": [
    (options) => admin({}, options as AdminOptions),
    { alow: () => true },
    'Cannot make an admin: unknown option "alow", expected allow',
  ],
  "./ext/charts AreaChart": [
    (options) => AreaChart([], { ...chart, ...options }),
    { stak: true },
    'Cannot draw an area chart: unknown option "stak", expected stack',
  ],
  "./ext/charts BarChart": [
    (options) => BarChart([], { ...chart, ...options }),
    { horizontl: true },
    'Cannot draw a bar chart: unknown option "horizontl", expected horizontal',
  ],
  "./ext/charts DonutChart": [
    (options) => DonutChart([], { ...chart, ...options }),
    { centre: "1" },
    'Cannot draw a donut chart: unknown option "centre", expected center',
  ],
  "./ext/charts LineChart": [
    (options) => LineChart([], { ...chart, ...options }),
    { timezone: "UTC" },
    'Cannot draw a line chart: unknown option "timezone", expected timeZone',
  ],
  "./ext/charts Sparkline": [
    (options) => Sparkline([], { title: "Visits", ...options }),
    { colour: "red" },
    'Cannot draw a sparkline: unknown option "colour", expected color',
  ],
  "./ext/export crawlSite": [
    (options) => crawlSite(app, options),
    { form: ["/"] },
    'Cannot export the site: unknown option "form", expected from',
  ],
  "./ext/export exportSite": [
    (options) => exportSite(app, "unused", options),
    { base_path: "/v1" },
    'Cannot export the site: unknown option "base_path", expected basePath',
  ],
  "./ext/html2ft htmlToFt": [
    (options) => htmlToFt("", options),
    { attrs1st: true },
    'Cannot convert HTML: unknown option "attrs1st", expected attrsFirst',
  ],
  "./ext/jobs Job.later": [
    (options) => digest.later({}, options),
    { ky: "a" },
    'Cannot queue a job: unknown option "ky", expected key',
  ],
  "./ext/jobs Jobs.every": [
    (options) => queue.every("0 6 * * *", digest, options),
    { zon: "UTC" },
    'Cannot schedule a job: unknown option "zon", expected zone',
  ],
  "./ext/jobs Jobs.job": [
    (options) => queue.job("a", () => {}, options),
    { tires: 1 },
    'Cannot declare a job: unknown option "tires", expected tries',
  ],
  "./ext/jobs Jobs.work": [
    (options) => queue.work(options),
    { pol: "1s" },
    'Cannot make a worker: unknown option "pol", expected poll',
  ],
  "./ext/jobs JobsOverview.dead": [
    (options) => queue.dead(options),
    { limt: 3 },
    'Cannot list dead jobs: unknown option "limt", expected limit',
  ],
  "./ext/jobs-page jobsPage": [
    (options) => jobsPage(queue, options as JobsPageOptions),
    { befor: () => {} },
    'Cannot make a page of jobs: unknown option "befor", expected before',
  ],
  "./ext/js HighlightJS": [
    (options) => HighlightJS(options),
    { lngs: "rust" },
    'Cannot highlight code: unknown option "lngs", expected langs',
  ],
  "./ext/js KatexMarkdownJS": [
    (options) => KatexMarkdownJS(".marked", options),
    { inline_delim: "$" },
    'Cannot show Markdown: unknown option "inline_delim", expected inlineDelim',
  ],
  "./ext/js MarkdownJS": [
    (options) => MarkdownJS(".marked", options),
    { image: [] },
    'Cannot show Markdown: unknown option "image", expected images',
  ],
  "./ext/jupyter HTMX": [
    (options) => HTMX("/", options),
    { hight: 1 },
    'Cannot show a page: unknown option "hight", expected height',
  ],
  "./ext/jupyter nbServe": [
    (options) => nbServe(app, options),
    { prt: 0 },
    'Cannot serve: unknown option "prt", expected port',
  ],
  "./ext/jupyter new JupyUvi": [
    (options) => new JupyUvi(app, options),
    { hst: "0.0.0.0" },
    'Cannot serve: unknown option "hst", expected host',
  ],
  "./ext/magickey new MagicKey": [
    (options) => new MagicLinks(fastApp().app, Object.assign({ db, mail: testMailer() }, options)),
    { tokenExpire: "1h" },
    'Cannot set up links: unknown option "tokenExpire", expected tokenExpiry',
  ],
  "./ext/mail Mailer.later": [
    (options) => mailer("smtp://localhost", { from: "a@b.c", jobs: queue }).later(mail, options),
    { ky: "a" },
    'Cannot queue a job: unknown option "ky", expected key',
  ],
  "./ext/mail mailer": [
    (options) => mailer("smtp://localhost", { from: "a@b.c", ...options }),
    { jbs: queue },
    'Cannot send mails: unknown option "jbs", expected jobs',
  ],
  "./ext/mail testMailer": [
    (options) => testMailer(options),
    { form: "a@b.c" },
    'Cannot send mails: unknown option "form", expected from',
  ],
  "./ext/markdown markdown": [
    (options) => markdown("", options),
    { anchor: true },
    'Cannot render Markdown: unknown option "anchor", expected anchors',
  ],
  "./ext/markdown renderMd": [
    (options) => renderMd("", options),
    { levl: 2 },
    'Cannot render Markdown: unknown option "levl", expected level',
  ],
  "./ext/mongodb mongodb": [
    (options) => mongodb("mongodb://localhost", options),
    { timeOut: 1 },
    'Cannot open MongoDB: unknown option "timeOut", expected timeout',
  ],
  "./ext/nats-broker natsBroker": [
    (options) => natsBroker("nats://localhost", options),
    { topick: "a" },
    'Cannot make a broker: unknown option "topick", expected topic',
  ],
  "./ext/oauth OAuth.loginLink": [
    (options) => new SignIn(fastApp().app, github).loginLink(undefined, options),
    { stat: "/" },
    'Cannot link to the sign-in: unknown option "stat", expected state',
  ],
  "./ext/oauth GoogleAppClient.fromFile": [
    async (options) => {
      await using folder = await tempFolder();
      const file = `${folder.path}/google.json`;
      await Deno.writeTextFile(file, google);
      return GoogleAppClient.fromFile(file, options);
    },
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/oauth new AppleAppClient": [
    (options) => new AppleAppClient("id", apple, options),
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/oauth new Auth0AppClient": [
    (options) => new Auth0AppClient("a.auth0.com", "id", "secret", options),
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/oauth new DiscordAppClient": [
    (options) => new DiscordAppClient("id", "secret", options),
    { perm: 8 },
    'Cannot make a client: unknown option "perm", expected perms',
  ],
  "./ext/oauth new GitHubAppClient": [
    (options) => new GitHubAppClient("id", "secret", options),
    { ftch: fetch },
    'Cannot make a client: unknown option "ftch", expected fetch',
  ],
  "./ext/oauth new GoogleAppClient": [
    (options) => new GoogleAppClient("id", "secret", options),
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/oauth new HuggingFaceClient": [
    (options) => new HuggingFaceClient("id", "secret", options),
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/oauth new MicrosoftAppClient": [
    (options) => new MicrosoftAppClient("id", "secret", options),
    { tennant: "common" },
    'Cannot make a client: unknown option "tennant", expected tenant',
  ],
  "./ext/oauth new OAuth": [
    (options) => new SignIn(fastApp().app, github, options),
    { baseURI: "http://localhost" },
    'Cannot set up sign-in: unknown option "baseURI", expected baseUrl',
  ],
  "./ext/oauth new OpenIDClient": [
    (options) => new OpenIDClient("https://login.example.com", "id", "secret", options),
    { scop: "openid" },
    'Cannot make a client: unknown option "scop", expected scope',
  ],
  "./ext/passkey new Passkeys": [
    (options) => new Keys(fastApp().app, db.create(Passkey), options),
    { nam: "Notes" },
    'Cannot set up passkeys: unknown option "nam", expected name',
  ],
  "./ext/password new Passwords": [
    (options) => new Passwords(options),
    { minlen: 12 },
    'Cannot check passwords: unknown option "minlen", expected minLength',
  ],
  "./ext/password Passwords.check": [
    (options) => new Passwords().check("ann", "correct horse", undefined, options),
    { ip: "127.0.0.1" },
    'Cannot check a password: unknown option "ip", expected client',
  ],
  "./ext/password Passwords.hash": [
    (options) => new Passwords().hash("correct horse", options),
    { cleint: "127.0.0.1" },
    'Cannot check a password: unknown option "cleint", expected client',
  ],
  "./ext/password-mails new PasswordMails": [
    (options) => new Links(app, { db, mail: testMailer(), passwords: new Passwords(), ...options }),
    { resetExpires: "1h" },
    'Cannot send links for passwords: unknown option "resetExpires", expected resetExpiry',
  ],
  "./ext/postgres Postgres.listen": [
    (options) => pglite().listen("a", options).next(),
    { mised() {} },
    'Cannot listen: unknown option "mised", expected missed',
  ],
  "./ext/postgres postgres": [
    (options) => postgres("postgres://localhost", options),
    { maxx: 1 },
    'Cannot open Postgres: unknown option "maxx", expected max',
  ],
  "./ext/openapi openapi": [
    (options) => openapi(new FastHTML(), options),
    { titel: "Shop" },
    'Cannot describe an application: unknown option "titel", expected title',
  ],
  "./ext/postgres-broker postgresBroker": [
    (options) => postgresBroker("postgres://localhost", options),
    { keepDay: 1 },
    'Cannot make a broker: unknown option "keepDay", expected keepDays',
  ],
  "./ext/ratelimit limit": [
    (options) => limit("5/m", options),
    { clos: true },
    'Cannot limit: unknown option "clos", expected closed',
  ],
  "./ext/ratelimit limiter": [
    (options) => limiter("5/m", options),
    { onlimit() {} },
    'Cannot limit: unknown option "onlimit", expected onLimit',
  ],
  "./ext/redis-broker redisBroker": [
    (options) => redisBroker("redis://localhost", options),
    { topick: "a" },
    'Cannot make a broker: unknown option "topick", expected topic',
  ],
  "./ext/redis-jobs redisJobs": [
    (options) => redisJobs("redis://localhost", options),
    { prefx: "a" },
    'Cannot keep jobs: unknown option "prefx", expected prefix',
  ],
  "./ext/redis-ratelimit redisLimits": [
    (options) => redisLimits("redis://localhost", options),
    { topick: "a" },
    'Cannot keep limits: unknown option "topick", expected topic',
  ],
  "./ext/redis-sessions redisSessions": [
    (options) => redisSessions("redis://localhost", options),
    { topick: "a" },
    'Cannot keep sessions: unknown option "topick", expected topic',
  ],
  "./ext/seo Socials": [
    (options) => Socials({ ...social, ...options }),
    { site: "@a" },
    'Cannot describe the page: unknown option "site", expected title',
  ],
  "./ext/seo robotsTxt": [
    (options) => robotsTxt(app, options),
    { disallow_paths: ["/a"] },
    'Cannot make robots.txt: unknown option "disallow_paths", expected disallowPaths',
  ],
  "./ext/seo sitemapXml": [
    (options) => sitemapXml(app, [], options),
    { locbase: "https://a.example" },
    'Cannot make a site map: unknown option "locbase", expected locBase',
  ],
  "./ext/sessions Sessions.revokeAll": [
    (options) => sessions(db).revokeAll("eve", options),
    { exept: session },
    'Cannot end sessions: unknown option "exept", expected except',
  ],
  "./ext/sessions sessions": [
    (options) => sessions(db, options),
    { maxbytes: 1 },
    'Cannot keep sessions: unknown option "maxbytes", expected maxBytes',
  ],
  "./ext/tailwind classNames": [
    (options) => classNames({ folder: false, ...options }),
    { safeList: ["flex"] },
    'Cannot find class names: unknown option "safeList", expected safelist',
  ],
  "./ext/tailwind tailwind": [
    (options) => tailwind({ folder: false, ...options }),
    { plugin: {} },
    'Cannot style pages by Tailwind: unknown option "plugin", expected plugins',
  ],
  "./ext/ui DataTable": [
    (options) => DataTable(todos, { ...TABLE, ...options }),
    { serach: ["title"] },
    'Cannot make a data table: unknown option "serach", expected search',
  ],
  "./ext/ui tableQuery": [
    (options) => tableQuery(todos, { ...TABLE, ...options }),
    { colums: {} },
    'Cannot make a data table: unknown option "colums", expected columns',
  ],
  "./ext/ui theme": [
    (options) => theme(options),
    { radios: 3 },
    'Cannot make a theme: unknown option "radios", expected radius',
  ],
  "./ext/ui ui": [
    (options) => ui(options),
    { theem: "ink" },
    'Cannot set up ui: unknown option "theem", expected theme',
  ],
};

/** Functions whose options take any name, or are checked under another name, each with its reason. */
const OTHERS: Record<string, string> = {
  ". new DataError": "the platform's ErrorOptions, passed on to Error",
  "./data/backend toSqlText": "what a backend's code writes as a literal",
  "./ext/js jsd": "others are attributes of the element",
  "./ext/js YouTubeEmbed": "others are attributes of the frame",
  "./metrics Meter.createCounter": "Deno's own",
  "./metrics Meter.createHistogram": "Deno's own",
  "./metrics Meter.createUpDownCounter": "Deno's own",
  "./options makeOptionCheck": "the options are those of others",
  "./types RouteMistake()": "for the compiler alone",
  "./types SocketHost.channel": "FastHTML.channel",
  "./types new BeforewareGuard": "Beforeware() makes it",
  "./types new SseMessage": "sseMessage() makes it",
};

for (const [name, [call, options, message]] of Object.entries(CALLS)) {
  Deno.test(`${name} tells an unknown option, and the nearest known one`, async () => {
    deepStrictEqual(await messageOf(() => call(options)), message);
  });
}

Deno.test("each public function with options has its row, or a reason why not", async () => {
  // The type of its options has no name.
  const all = [...await functionsWithOptions(), "./ext/seo sitemapXml"].sort();
  deepStrictEqual([...Object.keys(CALLS), ...Object.keys(OTHERS)].sort(), all);
});

const NO_OPTIONS: [given: unknown, message: string][] = [
  [["a"], "found options of type a list, expected an object"],
  [null, "found options of type null, expected an object"],
  ["a", "found options of type string, expected an object"],
  [{ toString: 1 }, 'unknown option "toString", expected one of zoom, height'],
  [{ zoom: 1, width: undefined }, 'unknown option "width", expected one of zoom, height'],
];

Deno.test("makeOptionCheck() takes its options alone, and nothing but an object", () => {
  const check = makeOptionCheck<{ zoom: 1; height: 1 }>("show a map", { zoom: true, height: true });
  check({});
  check({ zoom: 1, height: undefined });
  for (const [given, message] of NO_OPTIONS) {
    throws(() => check(given as object), {
      name: "TypeError",
      message: `Cannot show a map: ${message}`,
    });
  }
});

async function messageOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
