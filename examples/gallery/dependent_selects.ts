/** Two selects: what you choose in the first decides what the second offers. */
import { fastApp, P, serve } from "@fasthtml/fasthtml";
import { AuthPage, Button, Field, FieldForm, ui } from "@fasthtml/fasthtml/ext/ui";

const CITIES: Record<string, string[]> = {
  Austria: ["Graz", "Linz", "Vienna"],
  Brazil: ["Brasília", "Manaus", "Salvador"],
  Canada: ["Montréal", "Ottawa", "Toronto"],
};

export const { app, rt } = fastApp({ ...ui(), csp: true });

const index = rt.get("/", () =>
  AuthPage(
    { title: "Where do you live?", brand: "Two selects", home: index },
    FieldForm(
      { hx_post: save, hx_target: "#saved", action: save, method: "post" },
      Field({
        name: "country",
        label: "Country",
        type: "select",
        choices: Object.keys(CITIES),
        empty: "Choose a country",
        required: true,
        hx_get: cities,
        hx_target: "next .ui-field",
        hx_swap: "outerHTML",
        hx_trigger: "change",
      }),
      City(""),
      Button("Save", { variant: "primary" }),
    ),
    P({ id: "saved", aria_live: "polite" }),
  ));

const cities = rt.get("/cities", { country: "" }, ({ country }) => City(country));

// The browser may send any pair: only the server knows which cities a country has.
const save = rt.post("/save", { country: "", city: "" }, ({ country, city }) => {
  const isKnown = Object.hasOwn(CITIES, country) && CITIES[country]!.includes(city);
  return isKnown ? `You live in ${city}, ${country}.` : "Choose a country and a city.";
});

function City(country: string) {
  const choices = Object.hasOwn(CITIES, country) ? CITIES[country]! : [];
  const empty = choices.length > 0 ? "Choose a city" : "First choose a country";
  const disabled = choices.length === 0;
  return Field({ name: "city", label: "City", type: "select", choices, empty, disabled });
}

serve(app);
