/** Pages of one extension: where it has too many names for one page. */

/** The page of an extension with too many names for one, in parts: by files of its folder. */
export interface ExtensionPart {
  slug: string;
  title: string;
  description: string;
  docs: string[];
  files: readonly string[];
}

/** Extensions in parts, by slug; names of other files are on the extension's own page. */
export const PARTS: Record<string, readonly ExtensionPart[]> = {
  ui: [
    {
      slug: "ui-pages",
      title: "Components: pages and navigation",
      description: "Whole pages, tabs, breadcrumbs, page numbers, steps, menus.",
      docs: ["ext/ui.md"],
      files: ["pages", "shell", "nav", "menu"],
    },
    {
      slug: "ui-actions",
      title: "Components: buttons and modals",
      description: "Buttons, modals, sheets, confirmations, and what shows one picture at a time.",
      docs: ["ext/ui.md"],
      files: ["button", "copy", "modal", "media"],
    },
    {
      slug: "ui-forms",
      title: "Components: forms",
      description: "Fields, forms from classes and schemas, and uploads.",
      docs: ["ext/ui_forms.md", "ext/ui.md"],
      files: ["field", "field_view", "form_for", "form_fields", "upload"],
    },
    {
      slug: "ui-data",
      title: "Components: tables and data",
      description: "Tables of rows and of databases, lists, badges, messages and progress.",
      docs: ["ext/ui_tables.md", "ext/ui.md"],
      files: ["data_table", "data_table_state", "data_table_types", "table", "lists", "parts"],
    },
  ],
};
