import { testSection } from "./_section.ts";
import { dataFindings } from "./data.ts";

testSection("data", "minidata.json", dataFindings);
