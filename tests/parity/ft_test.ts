import { testSection } from "./_section.ts";
import { FT_FILES, ftFindings } from "./ft.ts";

testSection("ft", FT_FILES, ftFindings);
