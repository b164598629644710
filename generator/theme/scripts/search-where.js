/* Where pages are: what narrows a search to a kind or a place, and what is said of the place of a result. */

import { chainOf } from "./search-places.js";

/** Whether something is of the kind and lies in the place that are asked for, where any are. */
export function isOf(only, kind, code) {
  return (!only.kind || only.kind === kind) && (!only.place || code.startsWith(only.place.replace(/(00)+$/, "")));
}

export function codeOf(index, page) {
  return index.place[page] ? index.core.codes[index.place[page] - 1] : "";
}

/** The cities that pages are about, and of a chosen one what lies in it: `[{ code, name, count }]`, those with most first. */
export function citiesOf(index, own, pages, chosen) {
  const counts = new Map();
  const add = (code) => own.places.byCode.has(code) && counts.set(code, (counts.get(code) || 0) + 1);
  pages.forEach((page) => {
    const code = codeOf(index, page.page);
    const city = code.slice(0, 4);
    add(`${city}00000000`);
    if (chosen && chosen.slice(0, 4) === city && code.slice(4, 6) !== "00") {
      add(`${code.slice(0, 6)}000000`);
    }
  });
  const rows = [...counts].filter(([code]) => own.places.above[own.places.byCode.get(code)] >= 0);
  return rows.map(([code, count]) => ({ code, name: nameOfPlace(own, code), count })).sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
}

/** A place with the city it lies in; where its own name is kept apart, the place above it. */
function nameOfPlace(own, code) {
  const places = own.places;
  const place = [code, `${code.slice(0, 6)}000000`, `${code.slice(0, 4)}00000000`].map((each) => places.byCode.get(each)).find((each) => each !== undefined);
  if (place === undefined) {
    return "";
  }
  const chain = chainOf(places, place).slice(1).map((each) => places.names[each]);
  const names = [...new Set(chain.slice(0, 1).concat(chain.slice(-1)))];
  return own.chinese ? names.join("") : names.reverse().join(", ");
}

/** The number of a line; where something is, or what a place lies in; whether the place is of the lowest level. */
export function about(own, kind, code, head) {
  const areas = kind === "areas";
  const place = own.places.byCode.get(code);
  const above = areas && place !== undefined ? own.places.above[place] : place;
  const where = areas && above !== undefined ? own.places.codes[above] : code;
  return {
    number: kind === "hotlines" ? head.titles[1] || "" : "",
    where: code && above !== -1 ? nameOfPlace(own, where || code) : "",
    street: areas && (place === undefined || own.places.levels[place] === 3),
  };
}
