/** A list that a search filters while you type, with one request for a pause and not for each key. */
import {
  contains,
  database,
  Div,
  fastApp,
  Form,
  Input,
  Li,
  P,
  serve,
  Ul,
} from "@fasthtml/fasthtml";
import { AuthPage, ui } from "@fasthtml/fasthtml/ext/ui";

class City {
  id = 0;
  name = "";
}

const NAMES = "Amsterdam,Athens,Belgrade,Berlin,Bern,Bratislava,Brussels,Bucharest,Budapest," +
  "Copenhagen,Dublin,Helsinki,Kyiv,Lisbon,Ljubljana,London,Luxembourg,Madrid,Oslo,Paris,Prague," +
  "Reykjavik,Riga,Rome,Sarajevo,Skopje,Sofia,Stockholm,Tallinn,Tirana,Vienna,Vilnius,Warsaw,Zagreb";
const cities = database(":memory:").create(City);
cities.insertAll(NAMES.split(",").map((name) => ({ name })));

export const { app, rt } = fastApp({ ...ui(), csp: true });

const index = rt.get("/", { q: "" }, ({ q, htmx }) => {
  if (htmx.request) return Results(q);
  return AuthPage(
    { title: "Find a capital", brand: "Capitals", home: index },
    Form(
      { role: "search", method: "get", action: index },
      Input({
        type: "search",
        name: "q",
        cls: "ui-input",
        value: q,
        maxlength: 200,
        aria_label: "Search capitals",
        placeholder: "Begin to type …",
        autocomplete: "off",
        hx_get: index,
        hx_trigger: "input changed delay:300ms",
        hx_target: "#results",
        hx_sync: "this:replace", // a response that is late can't replace a newer one
      }),
    ),
    Div({ id: "results", aria_live: "polite" }, Results(q)),
  );
});

function Results(q: string) {
  const text = q.trim().slice(0, 200);
  const found = cities({ name: contains(text, { ignoreCase: true }) }, { limit: 8 });
  if (found.length === 0) return P(`No capital contains “${text}”.`);
  return Ul(found.map(({ name }) => Li(name)));
}

serve(app);
