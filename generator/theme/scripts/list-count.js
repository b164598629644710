/* Which records fit a choice, and how many would fit with each value of each part of it. */

/** Days of the future that have a name where any day will do. */
const DAY = 86400000;

/** A list made ready for counting on a day: rows as objects, without those that have run out since the file was made. */
export function openList(data, day) {
  const columns = Object.keys(data.rows);
  const rows = data.rows.id.map((id, number) => Object.assign({}, ...columns.map((name) => ({ [name]: data.rows[name][number] }))));
  const list = { ...data, day, names: ["in", ...data.facets.map((facet) => facet.name)], all: rows.filter((row) => !row.until || row.until >= day) };
  if (data.rows.day) {
    list.names.push("day", "left");
    list.all.forEach((row) => freshen(list, row));
  }
  list.all.forEach((row) => placeRow(list, row));
  list.knows = (name, value) => (name === "left" ? value === "1" : valuesOf(list, name).includes(value) || isDays(name, value));
  return list;
}

function isDays(name, value) {
  return name === "day" && /^\d{4}-\d\d-\d\d(,\d{4}-\d\d-\d\d)*$/.test(value);
}

/** The places left from a day on, the next day with one, and the days to choose. */
function freshen(list, row) {
  const turns = row.places ? row.places.split(" ").map((turn) => turn.split("=")) : [];
  const ahead = turns.filter((turn) => turn[0] >= list.day);
  row.left = ahead.reduce((sum, turn) => sum + Number(turn[1]), 0);
  row.next = row.left ? ahead.map((turn) => turn[0]).sort()[0] : "";
  const range = typeof row.day === "string" ? row.day.split("/") : null;
  row.days = !row.left ? [] : Object.keys(list.days).filter((day) => day >= list.day && (range ? day >= range[0] && day <= range[1] : row.day.includes(day)));
  if (!row.left && list.states[row.state][0] === "open") {
    row.state = list.states.findIndex((state) => state[0] === "full");
  }
}

/** Every place a row lies in, and those that lie in one it names: a service for a city is there for all of it. */
function placeRow(list, row) {
  row.within = new Set();
  for (const number of row.in) {
    for (let at = number; at >= 0; at = list.places[at][2]) {
      row.within.add(list.places[at][0]);
    }
  }
}

function isIn(list, row, code) {
  return row.within.has(code) || (list.covering && covers(list, row, code));
}

function covers(list, row, code) {
  const own = row.in.map((number) => list.places[number][0]);
  return !own.length || lineageOf(list, code).some((above) => own.includes(above));
}

/** A place and those it lies in, by code. */
export function lineageOf(list, code) {
  const found = [];
  for (let at = list.places.findIndex((place) => place[0] === code); at >= 0; at = list.places[at][2]) {
    found.push(list.places[at][0]);
  }
  return found;
}

function fits(list, row, name, value) {
  switch (name) {
    case "in":
      return isIn(list, row, value);
    case "left":
      return row.left > 0;
    case "day":
      return value.split(",").some((day) => row.days.includes(day));
    default:
      return row[name].some((number) => facetOf(list, name).values[number][0] === value);
  }
}

function facetOf(list, name) {
  return list.facets.find((facet) => facet.name === name);
}

/** The rows that fit a choice, in the order of the list. */
export function matching(list, choice) {
  const names = Object.keys(choice);
  return list.all.filter((row) => names.every((name) => fits(list, row, name, choice[name])));
}

/** Every value of a part of a choice. */
export function valuesOf(list, name) {
  switch (name) {
    case "in":
      return list.places.filter((place) => place[1] !== "province").map((place) => place[0]);
    case "left":
      return ["1"];
    case "day":
      return Object.keys(list.days).filter((day) => day >= list.day);
    default:
      return facetOf(list, name).values.map((value) => value[0]);
  }
}

/** By part and value, how many rows would fit were it chosen beside the rest; `any` where the part were not chosen. */
export function countsOf(list, choice) {
  const counts = {};
  for (const name of list.names) {
    const rest = { ...choice };
    delete rest[name];
    const rows = matching(list, rest);
    counts[name] = { any: rows.length };
    for (const value of [...valuesOf(list, name), ...(name === "day" ? [weekendOf(list.day).join(",")] : [])]) {
      counts[name][value] = rows.filter((row) => fits(list, row, name, value)).length;
    }
  }
  return counts;
}

/** For each part of a choice: the choice without it, and how many rows that leaves. Most first. */
export function withoutEach(list, choice) {
  const ways = Object.keys(choice).map((name) => {
    const rest = { ...choice };
    delete rest[name];
    return { name, choice: rest, count: matching(list, rest).length };
  });
  return ways.sort((one, other) => other.count - one.count);
}

/** Saturday and Sunday of the week a day is in; on a Sunday that day alone. */
export function weekendOf(day) {
  const at = new Date(`${day}T00:00:00Z`);
  const weekday = at.getUTCDay();
  return weekday ? [dayAfter(day, 6 - weekday), dayAfter(day, 7 - weekday)] : [day];
}

/** The day so many days later. */
export function dayAfter(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}
