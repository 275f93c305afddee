/** The long page by hand, as one template literal. */
import { learn } from "../answers.ts";
import { offer } from "../program.ts";
import { table } from "../table/hand.ts";
import { peopleOf } from "./people.ts";

const [origin] = Deno.args;
const page = await learn(`${origin}/?count=1`, /<table>.*<\/table>/s);

offer((request) => {
  const { searchParams } = new URL(request.url);
  return page(request, table(peopleOf(Number(searchParams.get("count")))));
});
