/** A page that only tells something. */
import { APIRouter, P } from "@fasthtml/fasthtml";
import { Card } from "@fasthtml/fasthtml/ext/ui";
import { Shell } from "../parts/shell.ts";

export const about = APIRouter();

about.get("/about", (context) =>
  Shell(
    context,
    { title: "About" },
    Card(P("A program to start from. Change it in pages/about.ts.")),
  ));
