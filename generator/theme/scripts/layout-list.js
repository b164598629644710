/* Lists that are cut down by choices: a form in place of the links, and cards for what it finds. The records come as a call of
   `zhiyinList` (generator/outputs/lists.py), from a file that the page itself names, so that it works from a stick too. */

import { today } from "./clock.js";
import { all, element } from "./dom.js";
import { countsOf, matching, openList, withoutEach } from "./list-count.js";
import { fillForm, makeForm } from "./list-form.js";
import { cardOf } from "./list-card.js";
import { codeOf, readChoice, sameChoice, shortOf, writeChoice } from "./list-choice.js";
import { word } from "./words.js";

const PAGE = 100;

// The one name that must be found from outside: the file of records is a script of its own.
window.zhiyinList = (data) => {
  const place = document.querySelector("[data-list]");
  if (place && place.getAttribute("data-list") === data.kind) {
    startList(place, openList(data, today()));
  }
};

function startList(place, list) {
  const base = place.getAttribute("data-base");
  const found = document.querySelector("[data-found]");
  const results = element("div", { hidden: "", "data-results": "" });
  const status = element("p", { role: "status" });
  const form = makeForm(list, () => choose(form.choice()));
  found.before(status, results);
  recount(found, list);
  all(".choices", place).forEach((choices) => choices.replaceWith(fold(place.querySelector("h2"), form.element)));

  /** Show what is chosen. The list of the page itself stands for no choice at all. */
  function show(choice) {
    const rows = matching(list, choice);
    const plain = !Object.keys(choice).length;
    fillForm(form, list, choice, countsOf(list, choice));
    [found, ...all("[aria-labelledby=closed], .pager")].forEach((part) => (part.hidden = !plain));
    results.hidden = plain;
    status.textContent = plain ? "" : word("list.found", { count: rows.length });
    results.replaceChildren(...(plain ? [] : rows.length ? shown(rows, 0) : relaxed(choice)));
  }

  function shown(rows, from) {
    const cards = element("ul", { class: "cards" }, ...rows.slice(from, from + PAGE).map((row) => cardOf(list, row, base)));
    const rest = rows.length - from - PAGE;
    if (rest <= 0) {
      return [cards];
    }
    const more = element("button", { type: "button", class: "more-rows" }, word("list.more", { count: Math.min(rest, PAGE) }));
    more.addEventListener("click", () => {
      const next = shown(rows, from + PAGE);
      more.replaceWith(...next);
      next[0].querySelector("a").focus();
    });
    return [cards, more];
  }

  /** What to take back when nothing is left, that which helps most first. */
  function relaxed(choice) {
    const ways = withoutEach(list, choice).filter((way) => way.count);
    const buttons = ways.map((way) => button(word("list.drop", { name: form.name(way.name, choice), count: way.count }), way.choice));
    buttons.push(button(word("list.clear", { count: matching(list, {}).length }), {}));
    return [element("p", {}, word("list.none")), element("ul", { class: "relax" }, ...buttons)];
  }

  function button(text, choice) {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", () => {
      choose(choice);
      form.focus();
    });
    return element("li", {}, made);
  }

  /** The reader chose: that is a step of its own, so that Back undoes it. */
  function choose(choice) {
    if (!sameChoice(choice, readChoice(list))) {
      remember(writeChoice(choice));
    }
    show(choice);
  }

  window.addEventListener("popstate", () => show(readChoice(list)));
  show(readChoice(list));
}

/** Count again what the page lists without any choice. Beside what holds for a wider place the file counts more than the heading. */
function recount(found, list) {
  const heading = found.querySelector("h2");
  const counts = [matching(list, {}).length, matching(list, { left: "1" }).length];
  if (!found.querySelector("#above")) {
    heading.textContent = heading.textContent.replace(/\d+/g, () => counts.shift());
  }
}

function remember(query) {
  try {
    history.pushState(null, "", query || location.pathname);
  } catch (error) {
    // Some browsers refuse it to files from a stick; the form works all the same.
  }
}

/** On a phone the form can be folded away. */
function fold(heading, form) {
  const summary = element("summary", {});
  const folded = element("details", { open: "" }, summary, form);
  summary.append(heading);
  return element("div", { class: "choices ready" }, folded);
}

/** A place in the address whose records are on a page of their own: go there, with the rest of the choice. */
function goToShelf() {
  const place = document.querySelector("[data-shelves]");
  const wanted = codeOf(new URLSearchParams(location.search).get("in") || "");
  const shelves = place ? place.getAttribute("data-shelves").split(" ") : [];
  const shelf = wanted && shelves.find((code) => wanted.startsWith(shortOf(code)));
  if (shelf) {
    // From a stick there is no server to find the page of a folder.
    location.replace(`in/${shelf}/${location.protocol === "file:" ? "index.html" : ""}${location.search}`);
  }
}

goToShelf();
