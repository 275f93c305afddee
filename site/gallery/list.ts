/** The programs of the gallery, from the first to the hardest of each level. */

/** How much a reader should know. */
export const LEVELS = ["Beginner", "Intermediate", "Advanced"] as const;

/** What programs are about. */
export const TAGS = [
  "htmx",
  "Forms",
  "Database",
  "Live",
  "Sessions",
  "Files",
  "Graphics",
] as const;

/** A program of the gallery: `examples/gallery/<file>.ts`. */
export interface GalleryProgram {
  /** The name of its file, without `.ts`. */
  readonly file: string;
  readonly title: string;
  readonly level: typeof LEVELS[number];
  readonly tags: readonly typeof TAGS[number][];
  /** What it is, in two lines of a card. */
  readonly text: string;
  /** What to look at in its code, a sentence each. */
  readonly shows: readonly string[];
  /** What its story does: steps to try. */
  readonly steps: readonly string[];
  /** The page of `docs/` that explains it. */
  readonly guide: string;
  /** The page of `docs/` with all details. */
  readonly reference: string;
}

/** Returns the last part of a program's URLs: `click-to-edit` of `click_to_edit`. */
export function toName({ file }: GalleryProgram): string {
  return file.replaceAll("_", "-");
}

/** All programs. */
export const PROGRAMS: readonly GalleryProgram[] = [
  {
    file: "hello",
    title: "Hello",
    level: "Beginner",
    tags: [],
    text: "The smallest program: one route that returns a page.",
    shows: ["A handler returns elements.", "`Titled` is a page with a title and a heading."],
    steps: ["Open the page.", "Read its heading and its text."],
    guide: "learn/first_page.md",
    reference: "html.md",
  },
  {
    file: "counter",
    title: "Counter",
    level: "Beginner",
    tags: ["htmx", "Sessions"],
    text:
      "Two buttons that change a number. Only the number is loaded, and each user has their own.",
    shows: [
      "`hx_post` sends a request, and `hx_target` says what the response replaces.",
      "The number is in the session, a signed cookie.",
    ],
    steps: ["Click “Add one” twice.", "Click “Take one”.", "Reload: the number is still there."],
    guide: "learn/htmx.md",
    reference: "requests.md",
  },
  {
    file: "click_to_edit",
    title: "Click to edit",
    level: "Beginner",
    tags: ["htmx", "Forms", "Database"],
    text: "A contact that becomes a form when you click “Edit”, and a contact again when you save.",
    shows: [
      "Three routes return the same place in three states: shown, edited and saved.",
      "A schema of Zod checks what comes, and errors are next to their fields.",
    ],
    steps: ["Click “Edit”.", "Empty the name and save: an error.", "Enter a name and save."],
    guide: "guides/edit_a_row_in_place.md",
    reference: "ext/ui_forms.md",
  },
  {
    file: "tabs",
    title: "Tabs with URLs",
    level: "Beginner",
    tags: ["htmx"],
    text: "Tabs that load one panel. Each has a URL, so you can link to it, reload it and go back.",
    shows: [
      "`hx_boost` makes htmx load the links, and `hx_push_url` puts their URLs into the history.",
      "The same handler returns a page for the browser and a panel for htmx.",
    ],
    steps: ["Click “Coffee”.", "Reload: coffee is still open.", "Go back to tea."],
    guide: "learn/primer.md",
    reference: "ext/ui.md",
  },
  {
    file: "active_search",
    title: "Search as you type",
    level: "Beginner",
    tags: ["htmx", "Database"],
    text: "A search that filters a list while you type, with one request for each pause.",
    shows: [
      "`hx_trigger` with a delay waits until you stop typing.",
      "`hx_sync` cancels a request that a newer one replaces.",
      "Without JavaScript it is a form that you send with Enter.",
    ],
    steps: ["Type “ber”.", "Type something that no capital contains."],
    guide: "guides/search_as_you_type.md",
    reference: "data.md",
  },
  {
    file: "infinite_scroll",
    title: "Infinite scroll",
    level: "Beginner",
    tags: ["htmx", "Database"],
    text: "A list of a thousand rows that loads the next twenty when you scroll to its end.",
    shows: [
      '`hx_trigger: "revealed"` sends a request when an element comes into view.',
      "`page()` reads the rows after a cursor: the last page is as fast as the first.",
    ],
    steps: ["Scroll to the end of the list.", "Scroll again."],
    guide: "guides/load_more.md",
    reference: "data.md",
  },
  {
    file: "dependent_selects",
    title: "Dependent selects",
    level: "Beginner",
    tags: ["htmx", "Forms"],
    text: "Two selects: the country that you choose decides which cities the second one offers.",
    shows: [
      '`hx_trigger: "change"` loads the second field for the value of the first.',
      "The handler checks the pair again: a client can send anything.",
    ],
    steps: ["Choose Austria.", "Choose Vienna.", "Save."],
    guide: "learn/primer.md",
    reference: "ext/ui.md",
  },
  {
    file: "validation",
    title: "Form with validation",
    level: "Beginner",
    tags: ["Forms"],
    text: "A sign-up form: errors are next to their fields, and the form keeps what you typed.",
    shows: [
      "`checked()` returns the valid data or the errors.",
      "`fillForm()` puts values and errors into the form, with and without JavaScript.",
    ],
    steps: ["Send the empty form.", "Correct each field.", "Send it again."],
    guide: "guides/show_validation_errors.md",
    reference: "requests.md",
  },
  {
    file: "todo",
    title: "To-do list in SQLite",
    level: "Intermediate",
    tags: ["htmx", "Database", "Sessions"],
    text: "Add, check and delete tasks. One class is the table, the form's fields and the HTML.",
    shows: [
      "`__ft__()` says how a row looks, so handlers return rows.",
      "`xtra` limits all queries of a request to the rows of its session.",
      "`hx_swap_oob` changes the count in the same response.",
    ],
    steps: ["Add a task.", "Check it: the count changes.", "Delete a task.", "Reload."],
    guide: "guides/build_crud_pages.md",
    reference: "data.md",
  },
  {
    file: "inline_validation",
    title: "Inline validation",
    level: "Intermediate",
    tags: ["htmx", "Forms"],
    text: "The server checks each field when you leave it, such as whether a name is taken.",
    shows: [
      "Each field has `hx_post` and replaces itself.",
      "One function has the rules: for a field, and for the whole form.",
    ],
    steps: ["Enter the name “ann”: it is taken.", "Enter another name and a color.", "Sign up."],
    guide: "guides/validate_each_field.md",
    reference: "requests.md",
  },
  {
    file: "delete_undo",
    title: "Delete with undo",
    level: "Intermediate",
    tags: ["htmx", "Database", "Sessions"],
    text: "Rows that you delete without a question, and a button that brings the last one back.",
    shows: [
      '`hx_swap: "delete"` removes the row, and the response shows the button elsewhere.',
      "A deleted row is only marked, so that it can come back.",
    ],
    steps: ["Delete a mail.", "Click “Undo”.", "Delete another one and reload."],
    guide: "learn/htmx.md",
    reference: "data.md",
  },
  {
    file: "dialog",
    title: "Dialog",
    level: "Intermediate",
    tags: ["htmx", "Forms", "Database"],
    text: "A modal dialog with a form. The focus stays in it, and Escape closes it.",
    shows: [
      "`ModalButton` opens a native `<dialog>` and loads its form.",
      "`closeModal()` closes it, and the response updates the list, too.",
    ],
    steps: ["Open the dialog, and close it with Escape.", "Save without a name.", "Add a friend."],
    guide: "guides/open_a_dialog.md",
    reference: "ext/ui.md",
  },
  {
    file: "toasts",
    title: "Toasts after a redirect",
    level: "Intermediate",
    tags: ["Forms", "Sessions", "Database"],
    text: "A form that saves and redirects to the list, where a message says “saved” once.",
    shows: [
      "`addToast()` keeps the message in the session until the next page.",
      "`Redirect` loads the page with GET: a reload does not send the form again.",
    ],
    steps: [
      "Save a note of spaces: a warning.",
      "Write a note and save it.",
      "Reload: no message.",
    ],
    guide: "guides/redirect_with_a_message.md",
    reference: "live.md",
  },
  {
    file: "data_table",
    title: "Table with pages",
    level: "Intermediate",
    tags: ["Database", "Forms"],
    text:
      "Five hundred orders that you search, filter, sort and turn the pages of. All is in the URL.",
    shows: [
      "`DataTable` searches and sorts in the database.",
      "Its state is the query of the URL, so you can send the link to others.",
    ],
    steps: ["Search for “cleo”.", "Sort by total.", "Open the second page."],
    guide: "guides/build_crud_pages.md",
    reference: "ext/ui_tables.md",
  },
  {
    file: "drag_to_sort",
    title: "Drag to sort",
    level: "Intermediate",
    tags: ["htmx", "Database", "Sessions"],
    text: "A playlist that you sort by dragging, or with buttons for people who use a keyboard.",
    shows: [
      "`SortableJS()` sends the form with the ids in their new order.",
      "The handler ignores ids that are not of this session.",
    ],
    steps: ["Drag the first song down.", "Move a song up with its button.", "Reload."],
    guide: "guides/sort_by_dragging.md",
    reference: "ext/js.md",
  },
  {
    file: "upload",
    title: "Upload with progress",
    level: "Intermediate",
    tags: ["Files", "Forms", "htmx"],
    text: "Drop files on the page and see how much has been sent. The demo stores nothing.",
    shows: [
      "`{ files: [File] }` reads any number of files.",
      "`limits` rejects what is too large while it is sent.",
    ],
    steps: ["Choose two files.", "Send them.", "Read their sizes and hashes."],
    guide: "guides/upload_files.md",
    reference: "requests.md",
  },
  {
    file: "svg_game",
    title: "SVG game",
    level: "Intermediate",
    tags: ["Graphics", "htmx", "Sessions"],
    text: "Catch the circle as often as you can in ten seconds. The server moves it and counts.",
    shows: [
      "htmx swaps a shape of an SVG as it swaps HTML: `SvgInb` wraps it.",
      "The score is in a signed cookie, so no one can write their own.",
    ],
    steps: ["Start.", "Click the circle: it moves, and the score grows."],
    guide: "learn/htmx.md",
    reference: "ext/svg.md",
  },
  {
    file: "clock",
    title: "Clock",
    level: "Advanced",
    tags: ["Live"],
    text: "The time of the server, which it sends each second by server-sent events.",
    shows: [
      "`EventStream` takes an async generator and sends what it yields.",
      "`signal` ends it when the page is closed.",
    ],
    steps: ["Look at the clock for two seconds."],
    guide: "learn/live.md",
    reference: "live.md",
  },
  {
    file: "progress",
    title: "Progress of a job",
    level: "Advanced",
    tags: ["Live", "Sessions"],
    text: "A job that goes on after its request, and a progress bar that follows it.",
    shows: [
      "The job sends to a channel, and pages read the channel as a stream.",
      "`keep: 1` shows a page that comes late where the job is.",
    ],
    steps: ["Start the job.", "Wait until it is done."],
    guide: "guides/show_progress.md",
    reference: "live.md",
  },
  {
    file: "live_chart",
    title: "Live chart",
    level: "Advanced",
    tags: ["Live", "Graphics"],
    text: "A chart that the server draws anew four times a second, for everyone who looks at it.",
    shows: [
      "`AreaChart` draws an SVG on the server: no script, and a table for screen readers.",
      "It measures only while someone looks.",
    ],
    steps: ["Look at the chart for two seconds."],
    guide: "guides/show_markdown_and_charts.md",
    reference: "ext/charts.md",
  },
  {
    file: "chat",
    title: "Chat with presence",
    level: "Advanced",
    tags: ["Live", "Database"],
    text: "A chat over WebSockets: everyone sees the messages, and who is there.",
    shows: [
      "`app.ws` declares what a message has, as routes do.",
      "A channel sends to all members, and tells who they are.",
    ],
    steps: ["Enter as Ann, and as Bob in a second window.", "Say hello.", "Leave."],
    guide: "guides/build_a_chat_room.md",
    reference: "live.md",
  },
  {
    file: "board",
    title: "Shared pixel board",
    level: "Advanced",
    tags: ["Live", "Database", "Graphics"],
    text: "A board of pixels that all users paint together. Open it in two windows.",
    shows: [
      "A message of the socket has an id and a color. The handler checks both.",
      "Each pixel is a row, and is sent to all pages when it changes.",
    ],
    steps: ["Choose a color.", "Paint a pixel.", "See it in a second window."],
    guide: "guides/build_a_chat_room.md",
    reference: "live.md",
  },
  {
    file: "accounts",
    title: "Accounts",
    level: "Advanced",
    tags: ["Sessions", "Database", "Forms"],
    text: "Sign up, log in and log out with a password. Each user sees only their own notes.",
    shows: [
      "A guard redirects everyone who is not signed in.",
      "`Passwords` hashes with scrypt and slows down who guesses.",
      "`xtra` limits the notes to those of the user.",
    ],
    steps: ["Sign up.", "Write a note.", "Log out.", "Log in with a wrong password."],
    guide: "guides/sign_in_with_a_password.md",
    reference: "ext/password.md",
  },
  {
    file: "csv_editor",
    title: "CSV editor",
    level: "Advanced",
    tags: ["Files", "Database", "Sessions"],
    text: "Upload a CSV file, change its cells in the page, and download it again.",
    shows: [
      "A column holds a list of cells, which is JSON in SQLite.",
      "Each session has a file of its own, of 50 lines at most.",
    ],
    steps: ["Change a cell.", "Download the file.", "Upload another one."],
    guide: "guides/send_files.md",
    reference: "data.md",
  },
];
