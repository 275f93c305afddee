/** A meeting as a file of a calendar (iCalendar, RFC 5545). */

/** A meeting. */
export interface Meeting {
  id: string;
  start: Temporal.Instant;
  minutes: number;
  title: string;
  text: string;
  organizer: string;
  attendee: string;
}

/** Makes the file. The one of a meeting that is canceled takes it out of the calendar again. */
export function toCalendar(meeting: Meeting, isCanceled = false): string {
  const { id, start, minutes, title, text, organizer, attendee } = meeting;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//FastHTML for Deno//Booking//EN",
    `METHOD:${isCanceled ? "CANCEL" : "REQUEST"}`,
    "BEGIN:VEVENT",
    `UID:${id}`,
    `SEQUENCE:${isCanceled ? 1 : 0}`,
    `DTSTAMP:${toUtc(Temporal.Now.instant())}`,
    `DTSTART:${toUtc(start)}`,
    `DTEND:${toUtc(start.add({ minutes }))}`,
    `SUMMARY:${escape(title)}`,
    `DESCRIPTION:${escape(text)}`,
    `ORGANIZER:mailto:${organizer}`,
    `ATTENDEE:mailto:${attendee}`,
    `STATUS:${isCanceled ? "CANCELLED" : "CONFIRMED"}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => fold(line) + "\r\n").join("");
}

/** A time as calendars write it: 20261123T080000Z. */
function toUtc(time: Temporal.Instant): string {
  return time.toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}

function escape(text: string): string {
  return text.replaceAll(/[\\,;]/g, "\\$&").replaceAll(/\r\n?|\n/g, "\\n");
}

/** A line has 75 bytes at most; what is longer goes on in the next one, behind a space. */
function fold(line: string): string {
  const lines = [""];
  let bytes = 0;
  for (const letter of line) {
    const length = new TextEncoder().encode(letter).length;
    if (bytes + length > 74) {
      lines.push("");
      bytes = 0;
    }
    lines[lines.length - 1] += letter;
    bytes += length;
  }
  return lines.join("\r\n ");
}
