/* Reading without a network: starts the site's worker, and says on a page that it kept how old the page is. */

import { all, element, whenReady } from "./dom.js";
import { root } from "./root.js";
import { scriptUrl } from "./trusted.js";
import { word } from "./words.js";

const A_DAY = 86400000;

/** Say how old a kept page is; have the worker keep what it should once the page has nothing better to do. */
export function startOffline() {
  whenReady(showAge);
  // From a stick there is nothing that a worker could keep.
  if ("serviceWorker" in navigator && window.isSecureContext && /^https?:$/.test(location.protocol)) {
    whenReady(showVisited);
    window.addEventListener("load", () => {
      (window.requestIdleCallback || window.setTimeout)(startWorker);
    });
  }
}

// --- the worker ---

function startWorker() {
  const worker = navigator.serviceWorker;
  // A new worker may have a new list.
  worker.addEventListener("controllerchange", askToKeep);
  worker.register(scriptUrl("sw.js"), { scope: root }).then(askToKeep, withoutWorker);
}

function askToKeep() {
  // A reader who asks browsers to save data gets the guidelines and phone numbers alone.
  const spare = Boolean(navigator.connection && navigator.connection.saveData);
  navigator.serviceWorker.ready.then((started) => started.active.postMessage({ page: location.href, spare: spare }));
}

function withoutWorker() {
  // Refused, as in some browsers' private windows: the site works as it does without.
}

// --- how old a page is ---

/** The worker writes into a page that it kept when that was (generator/theme/scripts/worker.js). */
function showAge() {
  const kept = document.documentElement.getAttribute("data-kept");
  if (!kept) {
    return;
  }
  // A status is read out when it changes, so it must be there before its words are.
  const bar = element("div", { class: "offline-bar", role: "status" });
  (document.querySelector("main") || document.body).prepend(bar);
  window.setTimeout(() => bar.append(...ageParts(kept)), 100);
}

function ageParts(kept) {
  const ways = element("p", { class: "offline-ways" });
  const home = document.querySelector("a.brand");
  if (home && !document.querySelector("[data-visited]")) {
    ways.append(element("a", { href: new URL("offline/", home.href).href }, word("offline.more")), " ");
  }
  offerAgain(ways);
  return [element("p", {}, ageWords(new Date(kept))), ways];
}

function ageWords(kept) {
  const day = [kept.getFullYear(), twoDigits(kept.getMonth() + 1), twoDigits(kept.getDate())].join("-");
  const time = `${twoDigits(kept.getHours())}:${twoDigits(kept.getMinutes())}`;
  const days = Math.floor((Date.now() - kept.getTime()) / A_DAY);
  const said = word("offline.kept", { day: day, time: time });
  return days >= 1 ? `${said} ${word("offline.days", { count: days })}` : said;
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

/** A button to load the page again, there only while the device has a network: without one it would change nothing. */
function offerAgain(place) {
  const button = element("button", { type: "button" }, word("offline.again"));
  const offer = () => (navigator.onLine === false ? button.remove() : place.append(button));
  button.addEventListener("click", () => location.reload());
  window.addEventListener("online", offer);
  window.addEventListener("offline", offer);
  offer();
}

// --- what was visited ---

/** On the page about reading offline: add the pages that this device kept because they were visited. */
function showVisited() {
  const worker = navigator.serviceWorker;
  const places = all("[data-visited]");
  if (!places.length || !worker.controller) {
    return;
  }
  worker.addEventListener("message", (event) => {
    const pages = (event.data && event.data.visited) || [];
    places.forEach((place) => fillVisited(place, pages));
  });
  worker.controller.postMessage({ list: true });
}

function fillVisited(place, pages) {
  if (!pages.length) {
    return;
  }
  const list = place.querySelector("ul");
  list.textContent = "";
  pages.forEach((page) => list.append(element("li", {}, element("a", { href: page.url }, page.title))));
  place.hidden = false;
}
