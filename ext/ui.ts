/**
 * Components with a look of their own: a style sheet of 10 kB, one small script, themes in light and
 * dark. {@linkcode ui} makes the options of an application that has them.
 *
 * How to add a component: a function in the file of its family in `ext/ui/`, made by `component()`.
 * It takes attributes with a type of its own and children, and returns native elements; attributes
 * that are not its own go to the control in it. Its classes begin with `ui-` and are in the part of
 * the style sheet of its family in `ext/ui/css/`, with flat selectors; its colors are those of
 * `ext/ui/roles.ts`, whose pairs `PAIRS` names. What HTML can't do is a listener of the document in
 * `ext/ui/ui.js`. Then it is exported here, shown in `examples/showcase/components.ts`, which is its
 * test for accessibility, and named in `docs/ext/ui.md`.
 *
 * @module
 */
import { makeOptionCheck } from "../lib/option_check.ts";
import {
  Asset,
  type Before,
  type Child,
  cookie,
  type FastAppOptions,
  Meta,
  Redirect,
  type RequestContext,
} from "../mod.ts";
import { ModalPlace } from "./ui/modal.ts";
import { toSheet } from "./ui/sheet.ts";
import { toTheme } from "./ui/theme.ts";
import { THEME_QUERY } from "./ui/theme_toggle.ts";
import type { Scheme, Theme, ThemeName } from "./ui/theme_types.ts";
import script from "./ui/ui.js" with { type: "text" };

export {
  Button,
  ButtonGroup,
  type ButtonLook,
  type ButtonVariant,
  IconButton,
  type IconButtonAttrs,
  LinkButton,
  type LinkButtonAttrs,
  type UiButtonAttrs,
} from "./ui/button.ts";
export { CopyButton, type CopyButtonAttrs } from "./ui/copy.ts";
export {
  choiceLabel,
  type FieldChoices,
  type FieldControl,
  type FieldView,
  fieldView,
  type FieldViews,
  titleOf,
  type ViewSource,
} from "./ui/field_view.ts";
export {
  FormFor,
  type FormForAttrs,
  type FormRow,
  type FormSource,
  type FormValues,
} from "./ui/form_for.ts";
export type { FormGroup } from "./ui/form_fields.ts";
export { UI_MESSAGES, type UiMessages, uiMessages } from "./ui/messages.ts";
export { DataTable, tableQuery } from "./ui/data_table.ts";
export { tableState } from "./ui/data_table_state.ts";
export type {
  AnyTable,
  BulkAction,
  DataColumn,
  DataColumns,
  DataFilter,
  DataTableOptions,
  TableWords,
} from "./ui/data_table_types.ts";
export { type Choices, Field, type FieldAttrs, FieldForm, type FieldType } from "./ui/field.ts";
export {
  Card,
  Divider,
  EmptyState,
  type EmptyStateAttrs,
  type Gap,
  Grid,
  type GridAttrs,
  Prose,
  Row,
  Stack,
  type StackAttrs,
  Stat,
  type StatAttrs,
  type UiCardAttrs,
} from "./ui/layout.ts";
export {
  ChatBubble,
  type ChatBubbleAttrs,
  DescriptionList,
  type DescriptionListAttrs,
  Timeline,
  TimelineItem,
  type TimelineItemAttrs,
} from "./ui/lists.ts";
export {
  Carousel,
  type CarouselAttrs,
  Lightbox,
  type LightboxAttrs,
  type LightboxImage,
} from "./ui/media.ts";
export {
  Menu,
  type MenuAttrs,
  MenuItem,
  type MenuItemAttrs,
  Tooltip,
  type TooltipAttrs,
} from "./ui/menu.ts";
export {
  closeModal,
  ConfirmButton,
  type ConfirmButtonAttrs,
  Modal,
  type ModalAttrs,
  ModalBody,
  type ModalBodyAttrs,
  ModalButton,
  type ModalButtonAttrs,
  ModalLink,
  type ModalLinkAttrs,
  Sheet,
} from "./ui/modal.ts";
export {
  Accordion,
  AccordionItem,
  type AccordionItemAttrs,
  Breadcrumb,
  type BreadcrumbAttrs,
  type NavItem,
  Pagination,
  type PaginationAttrs,
  Steps,
  type StepsAttrs,
  TabLinks,
  type TabLinksAttrs,
  Tabs,
  type TabsAttrs,
} from "./ui/nav.ts";
export {
  AuthPage,
  type AuthPageAttrs,
  type Feature,
  Features,
  Hero,
  type HeroAttrs,
  LandingPage,
  type LandingPageAttrs,
  NavBar,
  type NavBarAttrs,
  PageFooter,
  PageSection,
  type PageSectionAttrs,
} from "./ui/pages.ts";
export {
  Alert,
  type AlertAttrs,
  Avatar,
  type AvatarAttrs,
  AvatarGroup,
  Badge,
  type BadgeAttrs,
  Kbd,
  Loading,
  Progress,
  Skeleton,
  type SkeletonAttrs,
  Spinner,
  type SpinnerAttrs,
  type UiProgressAttrs,
} from "./ui/parts.ts";
export { AppShell, type AppShellAttrs, type NavGroup } from "./ui/shell.ts";
export { Table, type TableColumns, type TableColumnView, type UiTableAttrs } from "./ui/table.ts";
export { theme } from "./ui/theme.ts";
export {
  ThemePicker,
  type ThemePickerAttrs,
  ThemeToggle,
  type ThemeToggleAttrs,
} from "./ui/theme_toggle.ts";
export { DropZone, type DropZoneAttrs } from "./ui/upload.ts";
export type * from "./ui/theme_types.ts";
export type { Colors, Role, Surface, Tone } from "./ui/roles.ts";
export type { IconValue, PartAttrs, Size } from "./ui/attrs.ts";

/** Options of {@linkcode ui}. */
export interface UiOptions {
  /** The theme of users who have chosen none. Default: `paper`. */
  theme?: ThemeName | Theme;
  /** The themes that a user may choose by a {@linkcode ThemePicker}. Default: none but `theme`. */
  themes?: readonly (ThemeName | Theme)[];
  /** The scheme of users who have chosen none. Default: as their system has it. */
  scheme?: Scheme;
  /** A style sheet of the program's own, which is after the others. */
  css?: string;
  /** What every head has beside it. */
  hdrs?: Child;
  /** What every page ends with. */
  ftrs?: Child;
  /** Guards, which run after the one that reads the theme. */
  before?: Before | readonly Before[];
}

const checkOptions = makeOptionCheck<UiOptions>("set up ui", {
  theme: true,
  themes: true,
  scheme: true,
  css: true,
  hdrs: true,
  ftrs: true,
  before: true,
});

/** The options of an application that {@linkcode ui} makes. */
export type UiAppOptions = Required<
  Pick<FastAppOptions, "pico" | "hdrs" | "ftrs" | "before" | "htmlAttrs">
>;

/**
 * Makes the options of an application whose pages have components: the style sheet, the script, the
 * dialog for what htmx loads, and a guard that reads the user's theme from a cookie.
 *
 * @example
 * ```ts
 * import { fastApp, P } from "@fasthtml/fasthtml";
 * import { AppShell, Button, Card, ui } from "@fasthtml/fasthtml/ext/ui";
 *
 * const { app, rt } = fastApp({ ...ui({ theme: "folio" }), title: "Acme" });
 *
 * rt("/", () =>
 *   AppShell({ title: "Home", brand: "Acme" },
 *     Card({ title: "Welcome", actions: Button("Go on", { variant: "primary" }) }, P("Hello"))));
 * ```
 */
export function ui(options: UiOptions = {}): UiAppOptions {
  checkOptions(options);
  const { theme = "paper", themes = [], scheme, css, hdrs, ftrs, before = [] } = options;
  const all = [...new Map([theme, ...themes].map(toTheme).map((one) => [one.name, one])).values()];
  const names = all.map(({ name }) => name);
  return {
    pico: false,
    hdrs: [
      Meta({ name: "color-scheme", content: scheme ?? "light dark" }),
      new Asset("ui.css", toSheet(all, css)),
      new Asset("ui.js", script.replace(/^ *(?:\/\*\*[^]*?\*\/|\/\/.*)\n|^ +/gm, "")),
      hdrs,
    ],
    ftrs: [ModalPlace(), ftrs],
    htmlAttrs: scheme ? { data_scheme: scheme } : {},
    before: [toGuard(names), ...[before].flat() as Before[]],
  };
}

/** The cookie of a user's choice: a theme and a scheme, of which either may be missing. */
const COOKIE = "ui";
const YEAR = 365 * 24 * 60 * 60;

function toGuard(names: readonly string[]): Before {
  return (context: RequestContext) => {
    const { req, url, headers } = context;
    if (req.method === "POST" && url.searchParams.has(THEME_QUERY) && isOwnPage(context)) {
      return choose(context, names);
    }
    // Other files than pages do not depend on it: where the cookie is read, Vary names it, and caches
    // between would keep them for one user.
    if (!["document", "empty", ""].includes(headers.get("sec-fetch-dest") ?? "")) return;
    const { theme, scheme } = toChoice(context.cookies[COOKIE], names);
    if (theme) context.htmlAttrs.data_theme = theme;
    if (scheme) context.htmlAttrs.data_scheme = scheme;
  };
}

/** Whether a page of this application has sent the form: what others post is left to the routes. */
function isOwnPage({ url, headers }: RequestContext): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin === null || URL.parse(origin)?.host === url.host;
}

/** Keeps what the user has chosen, and leads back to the page. */
async function choose(context: RequestContext, names: readonly string[]): Promise<unknown> {
  const { url, headers, cookies } = context;
  const data = await context.data();
  const old = toChoice(cookies[COOKIE], names);
  const theme = names.find((name) => name === data.theme) ?? old.theme ?? "";
  const scheme = data.scheme === "auto" ? "" : toScheme(data.scheme) ?? old.scheme ?? "";
  const referer = URL.parse(headers.get("referer") ?? "");
  const query = referer?.host === url.host && referer.pathname === url.pathname
    ? referer.search
    : "";
  return [
    cookie(COOKIE, `${theme}.${scheme}`, { maxAge: YEAR, httpOnly: true }),
    Redirect(url.pathname.replace(/^\/+/, "/") + query),
  ];
}

function toChoice(text: string | undefined, names: readonly string[]) {
  const [theme = "", scheme] = text?.split(".") ?? [];
  return { theme: names.includes(theme) ? theme : undefined, scheme: toScheme(scheme) };
}

function toScheme(value: unknown): Scheme | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}
