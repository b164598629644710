/* The panel of a search box: what is said of a search, facets, the list of results, and what the device kept. */

import { element } from "./dom.js";
import { clearRecent, keepRecent, keepStreet, keptSearch } from "./recent.js";
import { callsOf, groupsOfResults, inOwnLanguage, otherWays } from "./results.js";
import { word } from "./words.js";

/** So many results are shown below a box, and on the page of the search at first. */
const FEW = 8;
const MANY = 30;
/** Milliseconds without another letter before something is read out. */
const HELD = 700;
/** What stands below one another. */
const PARTS = ["count", "notes", "calls", "facets", "street", "list", "kept"];

/** The empty panel of a box; on the page of the search it stands in the page, elsewhere it hangs below the box. */
export function panelOf(box) {
  const parts = {
    status: element("p", { class: "visually-hidden", role: "status" }),
    count: element("p", { class: "search-count" }),
    notes: element("div", { class: "search-notes" }),
    calls: element("ul", { class: "search-calls" }),
    facets: element("details", { class: "search-facets" }),
    street: element("div", {}),
    list: element("div", { role: "listbox", id: "search-list", "aria-label": word("search.results"), class: "search-list" }),
    kept: element("div", { class: "search-kept" }),
  };
  const panel = element("div", { class: box.whole ? "search-panel search-whole" : "search-panel" });
  panel.append(...PARTS.map((name) => parts[name]));
  empty(parts);
  return Object.assign(parts, { panel });
}

function empty(parts) {
  PARTS.forEach((name) => {
    parts[name].textContent = "";
    parts[name].hidden = true;
  });
}

function fill(part, ...children) {
  part.append(...children.filter(Boolean));
  part.hidden = !part.firstChild;
}

function button(key, values, step) {
  const made = element("button", { type: "button", "data-key": key }, word(key, values));
  made.addEventListener("click", step);
  return made;
}

/** Read out a moment later, so that a reading program is not made to speak at every letter. */
function say(box, text) {
  clearTimeout(box.saying);
  box.saying = setTimeout(() => (box.parts.status.textContent = text), HELD);
}

// --- before anything is typed ---

/** What the device kept: earlier searches and the reader's street. */
export function showKept(box) {
  empty(box.parts);
  box.options = [];
  say(box, "");
  const { recent, street } = keptSearch();
  fill(box.parts.kept, recent.length ? recentOf(box, recent) : null);
  fill(box.parts.street, street ? streetNote(box, street) : null);
}

function recentOf(box, recent) {
  const list = element("ul", { class: "search-recent" });
  recent.forEach((text) => {
    const again = element("button", { type: "button", "data-key": "recent" }, text);
    again.addEventListener("click", () => box.take(text));
    list.append(element("li", {}, again));
  });
  const clear = button("search.recent.clear", {}, () => {
    clearRecent();
    box.search();
  });
  return element("div", {}, element("p", {}, word("search.recent")), list, element("p", {}, clear));
}

function streetNote(box, street) {
  const forget = button("search.street.forget", {}, () => {
    keepStreet(null);
    box.search();
  });
  return element("p", { class: "search-street" }, word("search.street.is", { name: street.name }), " ", forget);
}

// --- an answer ---

export function showAnswer(box, found) {
  const { parts } = box;
  empty(parts);
  const most = box.whole ? MANY : FEW;
  const { parts: groups, options } = groupsOfResults(found, most, Boolean(box.only.kind));
  box.options = options;
  fill(parts.list, ...groups);
  const said = saidOf(box, found);
  fill(parts.notes, ...notesOf(box, found));
  fill(parts.calls, ...callsOf(found));
  fill(parts.count, said);
  if (box.whole) {
    showFacets(box, kindsOf(box, found), placesOf(box, found));
  } else {
    fill(parts.kept, allOf(box));
  }
  const street = keptSearch().street;
  fill(parts.street, street && box.whole ? streetNote(box, street) : street ? null : offerStreet(box, found));
  say(box, [said, ...Array.from(parts.notes.children, (note) => note.textContent)].join(" "));
}

function saidOf(box, found) {
  if (found.state === "none") {
    return "";
  }
  return found.total > box.options.length ? word("search.count.of", { count: found.total, shown: box.options.length }) : word("search.count", { count: box.options.length });
}

function notesOf(box, found) {
  const notes = [];
  const typed = box.asked;
  const add = (attributes, ...children) => notes.push(element("p", attributes, ...children));
  if (box.cut) {
    add({ class: "search-cut" }, word("search.cut", { count: box.cut }));
  }
  if (box.exact) {
    add({}, word("search.exact.on", { query: typed }), " ", button("search.exact.off", {}, () => box.search({ exact: false })));
  } else if (found.by && found.state !== "none") {
    const by = inOwnLanguage(element("strong", {}, found.by), found.by);
    const [before, after] = word("search.by").split("{by}");
    add({ class: "search-by" }, before, by, after, " ", button("search.exact", { query: typed }, () => box.search({ exact: true })));
  }
  if (found.fallback && found.state !== "none") {
    add({ class: "search-fallback" }, word("search.fallback"));
  }
  if (found.state !== "none" && isConverted()) {
    add({ class: "search-simplified" }, word("search.simplified"));
  }
  if (box.local) {
    add({ class: "search-stale" }, word("search.local"), " ", button("search.retry", {}, () => box.search({ local: false })));
  }
  if (found.state === "none") {
    add({ "data-search": "none" }, element("strong", {}, word("search.none", { query: typed })), " ", word("search.none.try"));
    notes.push(otherWays());
  } else if (found.state === "partial") {
    add({ "data-search": "partial" }, word("search.partial"));
  }
  if (box.stale) {
    add({ class: "search-stale" }, word("search.old"), " ", button("search.reload", {}, () => location.reload()));
  }
  return notes;
}

/** Whether the page is in another script than what is searched. */
function isConverted() {
  const { lang } = document.documentElement;
  return lang !== word("search.tag") && lang.split("-")[0] === word("search.tag").split("-")[0];
}

function allOf(box) {
  const address = new URL(box.input.form.action);
  address.search = `?${new URLSearchParams({ q: box.asked })}`;
  const link = element("a", { href: address.href }, word("search.all"));
  link.addEventListener("click", () => keepRecent(box.asked));
  return element("p", { class: "search-all" }, link);
}

// --- the reader's street ---

function offerStreet(box, found) {
  const first = found.hits.find((hit) => hit.kind === "areas" && hit.street && !hit.partial);
  if (!first || found.state !== "full") {
    return null;
  }
  const keep = button("search.street.keep", { name: first.title }, () => {
    keepStreet({ code: first.id, name: first.title });
    box.search();
  });
  return element("p", { class: "search-street" }, keep);
}

// --- facets ---

/** Folded where there is little room, until they are opened or something is chosen. */
function showFacets(box, ...choices) {
  const { facets } = box.parts;
  const wide = window.matchMedia("(min-width: 40rem)").matches;
  facets.open = facets.open || wide || Boolean(box.only.kind || box.only.place);
  fill(facets, choices.some(Boolean) && element("summary", {}, word("search.facets")), ...choices);
}

function kindsOf(box, found) {
  if (found.groups.length < 2 && !box.only.kind) {
    return null;
  }
  const total = found.groups.reduce((sum, group) => sum + group.count, 0);
  const row = element("div", { class: "search-kinds", role: "group", "aria-label": word("search.kinds") });
  const add = (kind, name, count) => {
    const choice = element("button", { type: "button", "data-key": `kind-${kind}`, "aria-pressed": String((box.only.kind || "") === kind) }, name, " ", element("span", {}, String(count)));
    choice.addEventListener("click", () => box.search({ only: Object.assign({}, box.only, { kind }) }));
    row.append(choice);
  };
  add("", word("search.kinds.all"), total);
  found.groups.forEach((group) => add(group.kind, word(`kind.${group.kind}`), group.count));
  return row;
}

function placesOf(box, found) {
  if (found.places.length < 2 && !box.only.place) {
    return null;
  }
  const select = element("select", { "data-key": "place" }, element("option", { value: "" }, word("search.places.all")));
  found.places.forEach((place) => {
    const option = element("option", { value: place.code }, `${place.name} (${place.count})`);
    option.selected = place.code === box.only.place;
    select.append(inOwnLanguage(option, place.name));
  });
  select.addEventListener("change", () => box.search({ only: Object.assign({}, box.only, { place: select.value }) }));
  return element("label", { class: "search-places" }, word("search.places"), " ", select);
}

// --- what went wrong ---

export function showWaiting(box) {
  empty(box.parts);
  box.options = [];
  fill(box.parts.count, word("search.waiting"));
  say(box, word("search.waiting"));
}

/** A file did not come, or belongs to another day's index than the others. */
export function showFailure(box, stale) {
  empty(box.parts);
  box.options = [];
  const text = word(stale ? "search.stale" : "search.failed");
  const mend = stale ? button("search.reload", {}, () => location.reload()) : button("search.retry", {}, () => box.search({ local: false }));
  fill(box.parts.notes, element("p", { class: "search-failed" }, element("strong", {}, text), " ", mend), otherWays());
  say(box, text);
}
