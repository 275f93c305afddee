import { testSection } from "./_section.ts";
import { httpFindings } from "./http.ts";

testSection("http", "http.json", httpFindings);
