/** Cards, figures, tables, lists. */
import { A, type FT, P } from "@fasthtml/fasthtml";
import {
  Avatar,
  AvatarGroup,
  Badge,
  Button,
  Card,
  ChatBubble,
  DataTable,
  DescriptionList,
  Divider,
  EmptyState,
  Grid,
  IconButton,
  Progress,
  Row,
  Skeleton,
  Spinner,
  Stack,
  Stat,
  Table,
  Timeline,
  TimelineItem,
} from "@fasthtml/fasthtml/ext/ui";
import { Chapter } from "./book.ts";
import { customers } from "./customers.ts";
import source from "./data.ts" with { type: "text" };

export const data = new Chapter("Data", "table-2", source);

const invoices = [
  { number: "2026-041", customer: "Baker & Sons", status: "paid", total: 1240 },
  { number: "2026-042", customer: "Kite Surf School", status: "due", total: 380.5 },
  { number: "2026-043", customer: "Dr. Amara Okafor", status: "overdue", total: 96 },
  { number: "2026-044", customer: "Lindqvist Studio", status: "draft", total: 2150 },
];
const TONES = { paid: "success", due: "warning", overdue: "danger", draft: "neutral" } as const;
type Status = keyof typeof TONES;
const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

data.add("Card", "A sheet with a heading, content and actions.", () =>
  Grid(
    Card(
      {
        title: "Team plan",
        description: "Renews on 1 December",
        end: Badge("Active", { tone: "success" }),
        actions: [Button("Cancel plan"), Button("Change plan", { variant: "primary" })],
      },
      P("Five seats, unlimited projects, and answers within a day."),
    ),
    Card(
      {
        title: "Ada Lovelace",
        description: "Analyst",
        end: IconButton({ icon: "ellipsis", label: "More" }),
      },
      Row(
        Avatar({ name: "Ada Lovelace", size: "lg" }),
        Stack({ gap: "xs" }, P("ada@example.com"), P({ cls: "ui-muted" }, "London, 14:05")),
      ),
    ),
  ));

data.add("Stat", "A number, what it counts, and how it compares.", () =>
  Grid(
    { columns: 3 },
    Stat({
      label: "Revenue",
      value: "€ 24,180",
      hint: "12 % more than in October",
      tone: "success",
      icon: "trending-up",
    }),
    Stat({ label: "Customers", value: 57, hint: "3 new this week", icon: "users" }),
    Stat({ label: "Errors", value: 4, hint: "2 more than yesterday", tone: "danger", icon: "bug" }),
  ));

data.add("Table", "Typed by its rows; on a phone it scrolls by itself.", () =>
  Table({
    label: "Invoices",
    rows: invoices,
    columns: {
      number: "Invoice",
      customer: "Customer",
      status: {
        label: "Status",
        show: (status) => Badge({ tone: TONES[status as Status], dot: true }, status),
      },
      total: { label: "Total", show: (total) => euros.format(total) },
    },
  }));

data.add(
  "Data table",
  "Search, filters, order and pages of a database, in the URL.",
  (page) =>
    DataTable(customers, {
      state: page,
      at: "/data",
      pageSize: 5,
      pageSizes: [5, 10, 50],
      columns: {
        name: "Name",
        city: "City",
        plan: {
          label: "Plan",
          show: (plan) => Badge({ tone: plan === "pro" ? "success" : "neutral" }, plan),
        },
        since: "Since",
        spent: { label: "Spent", show: (spent) => euros.format(spent) },
      },
      search: ["name", "city"],
      filters: { plan: { label: "Plan", choices: { free: "Free", pro: "Pro" } } },
      rowActions: ({ name }) => IconButton({ icon: "pencil", label: `Edit ${name}`, size: "sm" }),
      bulkActions: {
        "Make pro": { to: "/data/pro", icon: "star" },
        "Delete": {
          to: "/data/delete",
          icon: "trash-2",
          tone: "danger",
          question: "Delete the chosen customers?",
        },
      },
    }),
);

data.add("Facts and events", "What is said of something, and what happened to it.", () =>
  Grid(
    DescriptionList({
      items: {
        "Order": "2026-0417",
        "Placed": "22 November 2026",
        "Ship to": "Kite Surf School, Tarifa",
        "Payment": ["Visa ending in 4242 ", Badge("Paid", { tone: "success" })],
      },
    }),
    Timeline(
      TimelineItem({
        title: "Delivered",
        time: "today, 09:12",
        icon: "package-check",
        tone: "success",
      }, "Signed by M. Ruiz"),
      TimelineItem({
        title: "Left the warehouse",
        time: "Friday, 17:40",
        icon: "truck",
        tone: "primary",
      }),
      TimelineItem({ title: "Paid", time: "Thursday, 11:02" }),
    ),
  ));

data.add("Conversation", "Who says what.", () =>
  Stack(
    ChatBubble(
      { name: "Grace Hopper", time: "14:02" },
      "Is the report out? The board meets at four.",
    ),
    ChatBubble(
      { mine: true, time: "14:03" },
      "It is: ",
      A("report.pdf", { href: "#" }),
      ". Two pages, as you asked.",
    ),
  ));

data.add("People", "A picture, or initials in a color that a name keeps.", () =>
  Row(
    { gap: "lg" },
    AvatarGroup(
      Avatar({ name: "Ada Lovelace" }),
      Avatar({ name: "Alan Turing" }),
      Avatar({ name: "Grace Hopper" }),
      Avatar({ name: "Linus" }),
    ),
    Avatar({ name: "Barbara Liskov", size: "sm" }),
    Avatar({ name: "Barbara Liskov" }),
    Avatar({ name: "Barbara Liskov", size: "lg" }),
  ));

data.add("Waiting", "What is shown until something is there.", () =>
  Grid(
    Stack(
      Progress({ label: "Upload", value: 62, max: 100 }),
      Progress({ label: "Storage", value: 46.2, max: 50, text: "46.2 of 50 GB", tone: "warning" }),
      Progress({ label: "Import" }),
      Row(Spinner(), Spinner({ label: "Loading orders", shown: true })),
    ),
    Stack(Skeleton(), Divider("or"), Skeleton({ box: true })),
  ));

data.add("Nothing yet", "An empty place that says what to do.", () =>
  EmptyState(
    {
      title: "No invoices yet",
      icon: "receipt-text",
      actions: Button("New invoice", { variant: "primary", icon: "plus" }),
    },
    "Write the first one: it takes a minute, and sends itself.",
  ));

/** The table of the dashboard. */
export function invoiceTable(): FT {
  return Table({
    label: "Last invoices",
    rows: invoices,
    columns: {
      number: "Invoice",
      customer: "Customer",
      status: {
        label: "Status",
        show: (status) => Badge({ tone: TONES[status as Status], dot: true }, status),
      },
      total: { label: "Total", show: (total) => euros.format(total) },
    },
  });
}

/** The events of the dashboard. */
export function history(): FT {
  return Timeline(
    TimelineItem(
      { title: "Baker & Sons paid", time: "09:12", icon: "check", tone: "success" },
      "Invoice 2026-041",
    ),
    TimelineItem(
      { title: "Reminder sent", time: "08:00", icon: "bell", tone: "warning" },
      "To Dr. Amara Okafor",
    ),
    TimelineItem(
      { title: "New customer", time: "Saturday", icon: "user-plus", tone: "primary" },
      "Lindqvist Studio",
    ),
  );
}
