/** The menu of guides. */
import type { MenuPage, Section } from "./types.ts";

/** One task each. */
export const guides: Section = {
  title: "Guides",
  pages: [
    ...group("HTML", {
      build_a_layout: ["template", "navigation", "header", "footer", "bodyWrap", "base page"],
      style_pages: ["css", "stylesheet", "pico", "tailwind", "dark mode", "theme", "fonts"],
    }),
    ...group("Routes and forms", {
      show_validation_errors: ["validation", "validate", "form", "error message", "422", "zod"],
      upload_files: ["file upload", "multipart", "progress bar", "image upload", "413"],
      send_files: ["download", "csv", "export", "svg", "content-disposition", "pdf", "image"],
      build_a_json_api: ["rest", "api", "json", "status code", "cors", "bearer token", "crud"],
      show_your_own_error_pages: ["404", "500", "error handling", "not found", "exception"],
      split_an_app: ["structure", "modules", "router", "blueprint", "APIRouter", "mount"],
    }),
    ...group("Interaction", {
      search_as_you_type: [
        "autocomplete",
        "active search",
        "filter",
        "debounce",
        "full-text search",
      ],
      edit_a_row_in_place: ["click to edit", "inline edit", "put", "htmx"],
      load_more: ["pagination", "paging", "infinite scroll", "cursor", "lazy loading"],
    }),
    ...group("Data", {
      build_crud_pages: ["crud", "create", "update", "delete", "orm", "database", "sqlite"],
      relate_two_tables: [
        "relationship",
        "foreign key",
        "join",
        "one-to-many",
        "many-to-many",
        "n+1",
      ],
      change_a_table: ["migration", "alter table", "schema", "rename column", "add column"],
    }),
    ...group("Accounts", {
      sign_in_with_a_password: ["log in", "login", "sign up", "authentication", "authorization"],
    }),
    ...group("Live", {
      build_a_chat_room: ["websocket", "chat", "presence", "pub/sub", "real-time", "room"],
      show_progress: ["server-sent events", "sse", "background job", "queue", "progress bar"],
    }),
  ],
};

/** Makes the pages of a group: what people search for, by the file's name. */
function group(group: string, pages: Readonly<Record<string, readonly string[]>>): MenuPage[] {
  return Object.entries(pages).map(([name, keywords]) => ({
    file: `guides/${name}.md`,
    group,
    keywords,
    story: true,
  }));
}
