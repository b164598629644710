/* The form of a list: a drop-down for each thing to choose by, every value with its count. */

import { all, element } from "./dom.js";
import { dayAfter, lineageOf, valuesOf, weekendOf } from "./list-count.js";

let serial = 0;

/** The form; `changed` is called when the reader chose something. */
export function makeForm(list, changed) {
  const form = element("form", { class: "filter-form", method: "get" });
  const fields = { in: addSelect(form, "in", list.words.in), street: addSelect(form, "street", list.words.street) };
  list.facets.forEach((facet) => (fields[facet.name] = addSelect(form, facet.name, facet.label)));
  if (list.names.includes("day")) {
    fields.day = addSelect(form, "day", list.words.day || "");
    fields.left = addTick(form, list.words.left_only);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target === fields.in) {
      fields.street.value = "";
    }
    changed();
  });
  const made = { element: form, fields, list };
  made.choice = () => chosenIn(made);
  made.name = (name, choice) => nameOf(list, name, choice[name]);
  made.focus = () => fields.in.focus();
  return made;
}

function addSelect(form, name, label) {
  serial += 1;
  const select = element("select", { id: `choose-${name}-${serial}`, name });
  form.append(element("label", { for: select.id }, label, select));
  return select;
}

function addTick(form, label) {
  const tick = element("input", { type: "checkbox", name: "left", value: "1" });
  form.append(element("label", { class: "tick" }, tick, element("span", {}, label)));
  return tick;
}

function chosenIn(made) {
  const choice = {};
  const place = made.fields.street.value || made.fields.in.value;
  if (place) {
    choice.in = place;
  }
  for (const name of made.list.names.filter((each) => each !== "in")) {
    const field = made.fields[name];
    const value = name === "left" ? (field.checked ? "1" : "") : field.value;
    if (value) {
      choice[name] = value;
    }
  }
  return choice;
}

/** Show a choice in the form, and beside every value how many it would leave. */
export function fillForm(made, list, choice, counts) {
  fillPlaces(made, list, choice, counts.in);
  for (const facet of list.facets) {
    const options = facet.values.map((value) => [value[0], value[1]]);
    fill(made.fields[facet.name], [["", list.words.any], ...used(list, facet.name, options)], counts[facet.name], choice[facet.name]);
  }
  if (made.fields.day) {
    fill(made.fields.day, [["", list.words.any], ...dayOptions(list, choice.day)], counts.day, choice.day);
    made.fields.left.checked = Boolean(choice.left);
    made.fields.left.nextSibling.textContent = withCount(list.words.left_only, counts.left["1"]);
  }
}

/** Only values that some record of the list has. */
function used(list, name, options) {
  const values = list.facets.find((facet) => facet.name === name).values;
  const numbers = new Set();
  list.all.forEach((row) => [].concat(row[name]).forEach((number) => numbers.add(number)));
  return options.filter((option, place) => numbers.has(place) && values[place]);
}

function dayOptions(list, chosen) {
  const weekend = weekendOf(list.day).join(",");
  const near = { [list.day]: list.words.today, [dayAfter(list.day, 1)]: list.words.tomorrow };
  const days = valuesOf(list, "day").map((day) => [day, near[day] ? `${near[day]} ${list.days[day]}` : list.days[day]]);
  const others = chosen && chosen !== weekend && !list.days[chosen] ? [[chosen, chosen]] : [];
  return [[weekend, list.words.weekend], ...days, ...others];
}

// --- places ---

/** Counties, or cities that have none, by city; and the streets of what is chosen. */
function fillPlaces(made, list, choice, counts) {
  const chain = choice.in ? lineageOf(list, choice.in) : [];
  const level = (code) => list.places.find((place) => place[0] === code)[1];
  const wide = chain.find((code) => level(code) !== "street") || "";
  const chosen = wide && level(wide) !== "province" ? wide : "";
  const select = made.fields.in;
  select.replaceChildren(optionOf("", list.words.any, counts.any));
  for (const city of below(list, "city")) {
    const counties = below(list, "county", city[0]);
    const own = optionOf(city[0], city[3], counts[city[0]]);
    const group = counties.length ? element("optgroup", { label: city[3] }) : select;
    group.append(own, ...counties.map((county) => optionOf(county[0], county[3], counts[county[0]])));
    if (group !== select) {
      select.append(group);
    }
  }
  select.value = chosen;
  const streets = chosen ? below(list, "street", chosen, true) : [];
  fill(made.fields.street, [["", list.words.any], ...streets.map((street) => [street[0], street[3]])], { ...counts, any: counts[chosen] }, choice.in === chosen ? "" : choice.in);
  made.fields.street.parentNode.hidden = !streets.length;
}

/** The places of a level, in another if that is given; with `close` only those right below it. */
function below(list, level, code, close) {
  const lies = (place) => (close ? (list.places[place[2]] || [])[0] === code : lineageOf(list, place[0]).includes(code));
  return list.places.filter((place) => place[1] === level && (!code || lies(place)));
}

// --- options ---

function fill(select, options, counts, chosen) {
  select.replaceChildren(...options.map((option) => optionOf(option[0], option[1], option[0] ? counts[option[0]] || 0 : counts.any)));
  select.value = chosen || "";
}

function optionOf(value, name, count) {
  return element("option", { value }, withCount(name, count));
}

function withCount(name, count) {
  return `${name} (${count})`;
}

function nameOf(list, name, value) {
  if (name === "in") {
    return list.places.find((place) => place[0] === value)[3];
  }
  if (name === "left") {
    return list.words.left_only;
  }
  if (name === "day") {
    return value.includes(",") ? list.words.weekend : list.days[value] || value;
  }
  return list.facets.find((facet) => facet.name === name).values.find((pair) => pair[0] === value)[1];
}
