// Prints what ical.js, the library inside Thunderbird, sees in a calendar: one line of
// JSON per event. Usage: node read_with_ical_js.mjs PATH_OF_ICAL_JS < invite.ics
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const starts = [];
  if (event.isRecurring()) {
    const each = event.iterator();
    for (let next = each.next(); next && starts.length < 100; next = each.next()) {
      starts.push(next.toJSDate().toISOString());
    }
  } else {
    starts.push(event.startDate.toJSDate().toISOString());
  }
  const organizer = component.getFirstProperty("organizer");
  console.log(JSON.stringify({
    summary: event.summary,
    organizer: organizer && (organizer.getParameter("cn") ?? ""),
    starts,
  }));
}
