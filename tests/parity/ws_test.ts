import { testSection } from "./_section.ts";
import { wsFindings } from "./ws.ts";

testSection("ws", "ws.json", wsFindings);
