import { testSection } from "./_section.ts";
import { funcsFindings } from "./funcs.ts";

testSection("funcs", "funcs.json", funcsFindings);
