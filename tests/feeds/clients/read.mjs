// Reads calendars by their addresses with ical.js and node-ical, and prints what each of them shows:
// {address: {client: [event, …] or "why it shows nothing"}}
import ICAL from "ical.js";
import ical from "node-ical";

async function withIcalJs(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      status: component.getFirstPropertyValue("status"),
      summary: event.summary,
      location: event.location,
    };
  });
}

async function withNodeIcal(address) {
  const calendar = await ical.async.fromURL(address);
  return Object.values(calendar)
    .filter((each) => each.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: event.start.toISOString(),
      end: event.end.toISOString(),
      status: event.status,
      summary: event.summary,
      location: event.location,
    }));
}

const shown = {};
for (const address of process.argv.slice(2)) {
  shown[address] = {};
  for (const [client, read] of Object.entries({ "ical.js": withIcalJs, "node-ical": withNodeIcal })) {
    shown[address][client] = await read(address).catch((error) => String(error));
  }
}
console.log(JSON.stringify(shown));
