/** Buttons, badges, alerts. */
import { A, P } from "@fasthtml/fasthtml";
import { Icon } from "@fasthtml/fasthtml/ext/icons";
import {
  Alert,
  Badge,
  Button,
  ButtonGroup,
  IconButton,
  Kbd,
  LinkButton,
  Row,
  Stack,
} from "@fasthtml/fasthtml/ext/ui";
import source from "./actions.ts" with { type: "text" };
import { Chapter } from "./book.ts";

export const actions = new Chapter("Actions", "mouse-pointer-click", source);

actions.add("Button", "One primary action on a page; the others are quieter.", () =>
  Row(
    Button("Save changes", { variant: "primary" }),
    Button("Cancel"),
    Button("Archive", { variant: "soft", icon: "archive" }),
    Button("Skip", { variant: "ghost" }),
    Button("Learn more", { variant: "link" }),
  ));

actions.add("Tones", "What pressing it means.", () =>
  Stack(
    Row(
      Button("Publish", { variant: "primary" }),
      Button("Approve", { variant: "primary", tone: "success" }),
      Button("Suspend", { variant: "primary", tone: "warning" }),
      Button("Delete", { variant: "primary", tone: "danger", icon: "trash-2" }),
      Button("Preview", { variant: "primary", tone: "info" }),
      Button("Done", { variant: "primary", tone: "neutral" }),
    ),
    Row(
      Button("Publish", { variant: "soft" }),
      Button("Approve", { variant: "soft", tone: "success" }),
      Button("Suspend", { variant: "soft", tone: "warning" }),
      Button("Delete", { variant: "soft", tone: "danger", icon: "trash-2" }),
      Button("Preview", { variant: "soft", tone: "info" }),
      Button("Done", { variant: "soft", tone: "neutral" }),
    ),
    Row(
      Button("Delete", { tone: "danger", icon: "trash-2" }),
      Button("Delete", { variant: "ghost", tone: "danger", icon: "trash-2" }),
      Button("Delete", { variant: "link", tone: "danger" }),
    ),
  ));

actions.add("Sizes and states", "A button of htmx is busy by itself while it waits.", () =>
  Row(
    Button("Small", { size: "sm", icon: "plus" }),
    Button("Medium", { icon: "plus" }),
    Button("Large", { size: "lg", icon: "plus" }),
    Button("Disabled", { disabled: true }),
    Button("Saving", { variant: "primary", busy: true }),
    Button("Wait a second", { variant: "primary", hx_post: "/slow", hx_swap: "none" }),
  ));

actions.add("Links, icons, groups", "A link that looks like a button is still a link.", () =>
  Row(
    LinkButton("Open the docs", { href: "/", icon: "book-open" }),
    IconButton({ icon: "bell", label: "Notifications" }),
    IconButton({ icon: "trash-2", label: "Delete", variant: "soft", tone: "danger" }),
    ButtonGroup(
      { aria_label: "Period" },
      Button("Day"),
      Button("Week", { aria_pressed: "true" }),
      Button("Month"),
    ),
  ));

actions.add("Badge", "A word about something.", () =>
  Stack(
    Row(
      Badge("Draft"),
      Badge("New", { tone: "primary" }),
      Badge("Paid", { tone: "success", dot: true }),
      Badge("Due", { tone: "warning", dot: true }),
      Badge("Overdue", { tone: "danger", dot: true }),
      Badge("Beta", { tone: "info" }),
    ),
    Row(
      Badge("Draft", { variant: "solid" }),
      Badge("New", { variant: "solid", tone: "primary" }),
      Badge("Paid", { variant: "solid", tone: "success" }),
      Badge("Due", { variant: "solid", tone: "warning" }),
      Badge("Overdue", { variant: "solid", tone: "danger" }),
      Badge("Beta", { variant: "outline", tone: "info", icon: "flask-conical" }),
    ),
    P("Press ", Kbd("Ctrl"), " ", Kbd("K"), " to search."),
  ));

actions.add("Alert", "A message in the page, with what to do about it.", () =>
  Stack(
    Alert({ title: "A new version is there" }, "It is installed the next time you start."),
    Alert({ tone: "success", title: "Payment received" }),
    Alert(
      {
        tone: "warning",
        title: "Your trial ends in 3 days",
        actions: Button("Upgrade", { size: "sm" }),
      },
      "After that, projects are read-only.",
    ),
    Alert(
      { tone: "danger", title: "The card was declined" },
      "Ask your bank, or ",
      A("use another one", { href: "#" }),
      ".",
    ),
    Alert({ tone: "neutral", icon: Icon("lock") }, "Only you can see this page."),
  ));
