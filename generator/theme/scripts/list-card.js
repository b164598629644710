/* A record's card as `generator/templates/filter-parts.html` makes it: change both together; a test compares them. */

import { element } from "./dom.js";

// Which facet a card names.
const NAMED = { opportunities: "task", help: "kind", organizations: "kind" };

/** The card of a row. `base` is the way to the folder of its kind. */
export function cardOf(list, row, base) {
  const state = list.states[row.state];
  const link = element("a", { href: `${base}${row.id}/` });
  const card = element("li", { class: `card card-${state[0]}` }, element("h3", {}, link), marksOf(list, row, state), whereOf(list, row, state));
  link.append(typeof row.title === "string" ? row.title : element("span", { lang: row.title[1] }, row.title[0]));
  if (row.until) {
    card.setAttribute("data-until", row.until);
  }
  if (row.places) {
    card.setAttribute("data-places", row.places);
  }
  return card;
}

function marksOf(list, row, state) {
  const marks = element("p", { class: "card-marks" });
  if (state[0] !== "current") {
    marks.append(element("span", { class: `badge badge-${state[0]}` }, state[1]));
  }
  if (row.sample) {
    marks.append(element("span", { class: "badge badge-sample" }, list.words.sample));
  }
  if (state[0] === "open") {
    marks.append(" ", element("strong", { class: "left" }, filled(list.words.left, row.left)));
  }
  return marks;
}

function whereOf(list, row, state) {
  const facet = list.facets.find((each) => each.name === NAMED[list.kind]);
  const named = row[facet.name].map((number) => facet.values[number][1]);
  const places = row.at.map((number) => list.places[number][4]);
  // A need names its place first; a service or unit what it is.
  const parts = list.kind === "opportunities" ? [...places, ...named] : [...named, ...places];
  const where = element("p", { class: "card-where" }, parts.join(" · "));
  if (state[0] === "open" && typeof row.day === "string") {
    where.append(` · ${filled(list.words.any_day, row.until)}`);
  } else if (state[0] === "open") {
    where.append(" ", element("span", { class: "next" }, `· ${filled(list.words.next, row.next)}`));
  }
  return where;
}

function filled(sentence, value) {
  return sentence.replace(/\{\w+\}/, value);
}
