/** The menu of guides. */
import type { MenuPage, Section } from "./types.ts";

/** Pages without a story, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  run_in_a_notebook: "tests/ext/jupyter_test.ts runs cells in the real kernel",
  run_on_all_cores: "tests/commands_test.ts runs deno serve --parallel",
};

/** One task each. */
export const guides: Section = {
  title: "Guides",
  pages: [
    ...group("HTML", {
      build_a_layout: ["template", "navigation", "header", "footer", "bodyWrap", "base page"],
      style_pages: ["css", "stylesheet", "pico", "tailwind", "dark mode", "theme", "fonts"],
      use_web_components: ["npm", "custom elements", "shoelace", "react", "preact", "import map"],
      convert_html: ["html2ft", "templates", "migrate html", "copy and paste"],
      show_markdown_and_charts: ["highlight", "katex", "latex", "mermaid", "plot", "graph", "svg"],
    }),
    ...group("Routes and forms", {
      read_headers_and_cookies: ["query string", "query parameter", "header", "cookie", "url"],
      show_validation_errors: ["validation", "validate", "form", "error message", "422", "zod"],
      validate_each_field: ["inline validation", "live validation", "username taken", "blur"],
      upload_files: ["file upload", "multipart", "progress bar", "image upload", "413"],
      send_files: ["download", "csv", "export", "svg", "content-disposition", "pdf", "image"],
      build_a_json_api: ["rest", "api", "json", "status code", "cors", "bearer token", "crud"],
      redirect_with_a_message: ["flash message", "toast", "notification", "post redirect get"],
      show_your_own_error_pages: ["404", "500", "error handling", "not found", "exception"],
      run_work_after_the_response: ["background job", "background task", "async", "queue"],
      split_an_app: ["structure", "modules", "router", "blueprint", "APIRouter", "mount"],
    }),
    ...group("Interaction", {
      search_as_you_type: ["autocomplete", "active search", "debounce", "filter"],
      edit_a_row_in_place: ["click to edit", "inline edit", "put", "htmx"],
      load_more: ["pagination", "paging", "infinite scroll", "cursor", "lazy loading"],
      open_a_dialog: ["modal", "popup", "confirm", "DialogX", "accessibility"],
      sort_by_dragging: ["drag and drop", "sortable", "reorder", "SortableJS"],
    }),
    ...group("Data", {
      build_crud_pages: ["crud", "create", "update", "delete", "database", "sqlite"],
      relate_two_tables: ["relationship", "foreign key", "join", "one-to-many", "many-to-many"],
      change_a_table: ["migration", "alter table", "schema", "rename column", "add column"],
      move_to_postgres: ["postgresql", "postgres", "migrate database", "pglite", "await"],
    }),
    ...group("Accounts", {
      sign_in_with_a_password: ["log in", "login", "sign up", "authentication", "authorization"],
      sign_in_with_a_passkey: ["webauthn", "passwordless", "fingerprint", "face id", "login"],
      sign_in_with_github_or_google: ["oauth", "openid connect", "oidc", "sso", "social login"],
    }),
    ...group("Live", {
      build_a_chat_room: ["websocket", "chat", "presence", "real-time", "room"],
      show_progress: ["server-sent events", "sse", "progress bar"],
    }),
    ...group("Production", {
      deploy: ["docker", "systemd", "nginx", "caddy", "fly", "production", "checklist", "https"],
      set_environment_variables: ["environment variable", "env", "dotenv", "secret", "settings"],
      log_requests: ["logging", "log", "tracing", "opentelemetry", "debug", "request id"],
      limit_requests: ["rate limit", "throttle", "429", "brute force", "abuse"],
      use_a_content_security_policy: ["csp", "nonce", "security headers", "inline script"],
      run_on_all_cores: ["parallel", "workers", "cluster", "deno serve", "scaling"],
      use_deno_deploy: ["deno deploy", "serverless", "hosting", "cloud"],
    }),
    ...group("More", {
      send_email: ["email", "mail", "smtp", "newsletter", "MAIL_URL"],
      schedule_a_job: ["cron", "schedule", "timer", "recurring"],
      translate_an_app: ["i18n", "internationalization", "language", "locale", "translation"],
      test_in_a_browser: ["testing", "e2e", "playwright", "end-to-end", "test client"],
      sell_with_stripe: ["payment", "checkout", "stripe", "webhook", "shop"],
      run_in_a_notebook: ["jupyter", "notebook", "kernel"],
    }),
  ],
};

/** Makes the pages of a group: what people search for, by the file's name. */
function group(group: string, pages: Readonly<Record<string, readonly string[]>>): MenuPage[] {
  return Object.entries(pages).map(([name, keywords]) => ({
    file: `guides/${name}.md`,
    group,
    keywords,
    story: WITHOUT[name] ?? true,
  }));
}
