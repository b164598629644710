/* The states of records as lists and pages show them: which badge, which class, which place. */

import { all, element } from "./dom.js";
import { word } from "./words.js";

const SAID = { full: "state.full", expired: "state.expired" };
// As generator/site.py has them: these no later day changes …
const SETTLED = ["expired", "withdrawn", "done", "archived"];
// … these give way to what a later day brings …
const PASSING = ".badge-open, .badge-full, .badge-upcoming, .badge-current";
// … and these come after a record on its list.
const LATER = { full: ["done", "expired", "withdrawn"], expired: ["withdrawn"] };

/** The badge of a state. */
export function badge(state) {
  return element("span", { class: `badge badge-${state}` }, word(SAID[state]));
}

/** Whether a part of the page bears the badge of a state that no day changes. */
export function settled(part) {
  return bears(part, SETTLED);
}

/** Put the badge of a state first among the marks, in place of another state's. */
export function rebadge(part, marks, state) {
  all(PASSING, part).forEach((old) => old.remove());
  marks.prepend(badge(state));
}

/** Show a record on a list in another state, where the build would have put it. */
export function restate(item, state) {
  if (item.matches(".card-open")) {
    countOneLess(item);
  }
  all(".left, .next", item).forEach((part) => part.remove());
  const marks = item.querySelector(".card-marks") || element("span", {});
  rebadge(item, marks, state);
  if (!marks.parentNode) {
    item.querySelector("a").after(" ", marks);
  }
  if (item.matches(".card")) {
    item.className = `card card-${state}`;
  } else {
    item.classList.add(state);
  }
  if (item.parentNode.matches(".index-list")) {
    // The alphabet keeps its order.
    return;
  }
  const others = Array.from(item.parentNode.children).filter((other) => other !== item);
  item.parentNode.insertBefore(item, others.find((other) => bears(other, LATER[state])) || null);
}

function bears(part, states) {
  return states.some((state) => part.querySelector(`.badge-${state}`));
}

/** The heading of a list of open needs says how many there are: one less. */
function countOneLess(item) {
  const section = item.closest("section");
  const heading = section && section.querySelector("h2");
  if (heading) {
    heading.textContent = heading.textContent.replace(/([(（])([1-9]\d*)/, (whole, bracket, count) => bracket + (count - 1));
  }
}
