/** Tabs that have URLs: you can link to one, reload it, and go back. */
import { Div, fastApp, P, serve } from "@fasthtml/fasthtml";
import { AuthPage, TabLinks, ui } from "@fasthtml/fasthtml/ext/ui";

const TABS = {
  tea: { label: "Tea", text: "Pour water of 80 °C on green tea. Wait two minutes." },
  coffee: { label: "Coffee", text: "Sixty grams for a liter. Wait four minutes, then press." },
  cocoa: { label: "Cocoa", text: "Stir cocoa and sugar into a little milk. Then add the rest." },
} as const;
type Name = keyof typeof TABS;

const isTab = (name: string): name is Name => Object.hasOwn(TABS, name);

export const { app, rt } = fastApp({ ...ui(), csp: true });

const index = rt.get("/", { drink: "tea" }, ({ drink, htmx }) => {
  const panel = Panel(isTab(drink) ? drink : "tea");
  if (htmx.request) return panel;
  return AuthPage({ title: "Recipes", brand: "Kitchen", home: index }, panel);
});

function Panel(current: Name) {
  const items = Object.entries(TABS).map(([drink, { label }]) => ({
    label,
    href: index.to({ drink }),
    current: drink === current,
  }));
  return Div(
    // The links in it load the panel alone, and put their URL into the history.
    { id: "panel", hx_boost: true, hx_target: "#panel", hx_swap: "outerHTML", hx_push_url: "true" },
    TabLinks({ label: "Drinks", items }),
    P(TABS[current].text),
  );
}

serve(app);
