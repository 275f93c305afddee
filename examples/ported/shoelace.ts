/** A dashboard of web components. From AnswerDotAI/fasthtml-example, shoelace.py. */
import "@shoelace-style/shoelace" with { type: "text" };
import { Div, fastApp, H1, Header, Main, Nav, NpmPackage, P, serve } from "@fasthtml/fasthtml";
import { tags, Title } from "@fasthtml/fasthtml";
import { tailwind } from "@fasthtml/fasthtml/ext/tailwind";

const { SlBreadcrumb, SlBreadcrumbItem, SlButton, SlCard, SlIcon, SlMenu, SlMenuItem } = tags;
const shoelace = new NpmPackage(import.meta.resolve("@shoelace-style/shoelace"));
const theme = shoelace.css("cdn/themes/light.css");
const autoloader = shoelace.script("cdn/shoelace-autoloader.js", { type: "module" });
export const { app, rt } = fastApp({ pico: false, hdrs: [theme, autoloader, tailwind()] });

const icon = (
  name: string,
  text: string,
  cls?: string,
) => [SlIcon({ slot: "prefix", name, cls }), text];
const menu = (name: string, text: string, path: string) =>
  SlMenuItem(icon(name, text), { cls: "rounded-md", hx_get: path });
const button = { variant: "primary", size: "small" };

rt("/", () => {
  const brand = icon("lightning-charge-fill", "My Shoelace App", "mr-2");
  const profile = SlButton(icon("person-circle", "Profile"), { ...button, cls: "mr-2" });
  const header = Header(
    { cls: "bg-blue-600 text-white p-4 flex justify-between items-center" },
    Div({ cls: "text-xl font-bold flex items-center" }, brand),
    Div(profile, SlButton(icon("box-arrow-right", "Logout"), button)),
  );
  const items = [menu("house-door", "Dashboard", "/users"), menu("graph-up", "Analytics", "/rev")];
  const nav = Nav(
    { hx_target: "#metrics", cls: "w-64 bg-white border-r border-gray-200 p-4 overflow-y-auto" },
    SlMenu(items, menu("gear", "Settings", "/proj")),
  );
  const main = Main(
    { cls: "flex-1 p-8 overflow-y-auto" },
    SlBreadcrumb({ style: "--sl-color-primary-600: #0369a1" }, SlBreadcrumbItem("Home"))
      .with(SlBreadcrumbItem("Dashboard")),
    H1("Welcome to Your Dashboard", { cls: "text-2xl font-bold mt-4 mb-2" }),
    P("Here's an overview of your latest activity and key metrics.", { cls: "mb-8" }),
    Div({ id: "metrics", cls: "grid grid-cols-1 md:grid-cols-2 lg:grid-cols-3 gap-6" }, users()),
    Div({ id: "details" }),
  );
  const body = Div({ cls: "flex flex-1 overflow-hidden" }, nav, main);
  return [Title("My Shoelace App"), Div({ cls: "h-full flex flex-col bg-gray-50" }, header, body)];
});

const details = rt("/detl", { title: String }, ({ title }) => Div(`Details for ${title}`));

const card = (title: string, value: string, trend: string) => {
  const more = { hx_get: details.to({ title }), hx_target: "#details" };
  return SlCard(
    { cls: "flex flex-col justify-between" },
    Div(title, { cls: "text-sm text-gray-600 mb-1", ...more }),
    Div(value, { cls: "text-3xl font-bold mb-1" }),
    Div(trend, { cls: "text-xs text-green-700" }),
  );
};

const users = () => card("Total Users", "1,234", "+5.2% from last week");

rt("/users", users);
rt("/rev", () => card("Revenue", "$12,345", "+2.4% from last month"));
rt("/proj", () => card("Active Projects", "42", "3 new this week"));

serve(app);
