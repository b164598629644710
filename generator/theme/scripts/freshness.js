/* Checks again, when a page is read, what it said of dates when it was built: what has run out since is shown as such. */

import { today } from "./clock.js";
import { all, element } from "./dom.js";
import { badge, rebadge, restate, settled } from "./states.js";
import { word } from "./words.js";

/** Check now, at midnight, and whenever the reader comes back to a page that stayed open. */
export function startFreshness() {
  checkDates();
  window.addEventListener("pageshow", checkDates);
  document.addEventListener("visibilitychange", checkDates);
  checkAtMidnight();
}

function checkAtMidnight() {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  setTimeout(() => {
    checkDates();
    checkAtMidnight();
  }, midnight - now + 1000);
}

function checkDates() {
  const day = today();
  const past = all("[data-until]").filter((part) => until(part) < day).sort(byDay);
  past.filter((part) => part.matches("li")).forEach(expireItem);
  past.filter((part) => part.matches("tr:not(.past)")).forEach(passRow);
  past.filter((part) => part.matches("main:not(.expired)")).forEach(expirePage);
  // A number or a date that holds no longer: better nothing than something false.
  past.filter((part) => !part.matches("li, tr, main")).forEach((part) => part.remove());
  all("[data-places]").forEach((part) => recount(part, day));
}

function until(part) {
  return part.getAttribute("data-until");
}

/** What ran out first comes first, as on a page built later. */
function byDay(one, other) {
  return until(one) < until(other) ? -1 : Number(until(one) > until(other));
}

function expireItem(item) {
  if (!settled(item)) {
    restate(item, "expired");
  }
}

// --- shifts ---

function passRow(row) {
  const past = element("span", { class: "badge" }, word("need.past"));
  const left = row.querySelector(".left");
  const hands = row.lastElementChild;
  row.classList.add("past");
  if (left) {
    left.replaceWith(past);
  } else if (hands.textContent.trim()) {
    hands.append(" ", past);
  }
  const rows = Array.from(row.parentNode.children);
  rows.filter((other) => other.matches(".past")).forEach((other) => row.parentNode.append(other));
}

// --- hands ---

/** Count again the places left: `data-places` holds them by day, as in `2026-12-02=3 2026-12-03=1`. */
function recount(part, day) {
  const marks = part.querySelector(".card-marks, .marks");
  if (!marks || !marks.querySelector(".badge-open")) {
    return;
  }
  const turns = part.getAttribute("data-places").split(" ").map((turn) => turn.split("="));
  const ahead = turns.filter((turn) => turn[0] >= day).sort();
  const left = ahead.reduce((sum, turn) => sum + Number(turn[1]), 0);
  if (left) {
    const next = ahead[0][0];
    all(".left, .need-left strong", part).forEach((place) => refill(place, /\d+/, left));
    all(".next", part).forEach((place) => refill(place, /\d{4}-\d\d-\d\d/, next));
  } else if (part.matches("main")) {
    restatePage(part, "full", "need.left.none");
  } else {
    restate(part, "full");
  }
}

function refill(place, pattern, value) {
  // Shifts have a count of their own, which no other day changes.
  if (!place.closest("tr")) {
    place.textContent = place.textContent.replace(pattern, value);
  }
}

// --- the page of a record ---

function expirePage(main) {
  const marks = main.querySelector(".marks");
  if (marks && settled(marks)) {
    return;
  }
  main.classList.add("expired");
  restatePage(main, "expired", "state.expired");
  const said = element("p", { class: "callout callout-stop" }, element("strong", {}, word("state.expired")), " ");
  said.append(word("expired.note", { day: until(main) }));
  const above = main.querySelector(".lead") || marks || main.querySelector("h1");
  above.after(said);
}

/** Say the state in the page's head, and in the bar of a need what it means for those who want to help. */
function restatePage(main, state, key) {
  all(".marks", main).forEach((marks) => rebadge(marks, marks, state));
  all(".marks .visually-hidden[data-field=status]", main).forEach((status) => (status.textContent = badge(state).textContent));
  all(".need-left strong", main).forEach((strong) => (strong.textContent = word(key)));
}
