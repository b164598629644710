/* Shows what the search found: what was done to the query, numbers to call, results by kind. Texts never become HTML. */

import { element } from "./dom.js";
import { root } from "./root.js";
import { word } from "./words.js";

/** Of a kind at most so many are shown while others are there too. */
const OF_A_KIND = 4;
const HAN_TEXT = /[\u3007\u3400-\u9fff]/;
const OVER = ["full", "done", "expired", "withdrawn", "upcoming"];

/** The address of a page of a kind, or of a list, in the page's language where it has it. */
function addressOf(path) {
  const own = word("search.own").split(" ").indexOf(path.split("/")[0]) >= 0;
  return root + (own ? word("search.folder") : "") + path + (location.protocol === "file:" ? "index.html" : "");
}

/** A text with its own language, where that is not the page's. */
export function inOwnLanguage(part, text) {
  const page = document.documentElement.lang;
  const main = word("search.tag");
  if (HAN_TEXT.test(text) && page !== main) {
    part.setAttribute("lang", main);
  }
  return part;
}

/** All results as groups for the list: `{ parts, options }`. `most` is how many there may be in all. */
export function groupsOfResults(found, most, whole) {
  const hits = found.hits.slice(0, most);
  const sure = found.state === "full" ? hits.filter((hit) => !hit.partial) : hits;
  const rest = hits.filter((hit) => sure.indexOf(hit) < 0);
  const options = [];
  const parts = groups(found, sure, whole, options, "");
  if (rest.length) {
    parts.push(element("div", { class: "search-rest" }, word("search.rest")), ...groups(found, rest, whole, options, "rest-"));
  }
  return { parts, options };
}

/** Hits by kind, that of the best hit first. */
function groups(found, hits, whole, options, prefix) {
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  return kinds.map((kind) => {
    const all = hits.filter((hit) => hit.kind === kind);
    const shown = whole || kinds.length === 1 ? all : all.slice(0, OF_A_KIND);
    const counted = found.groups.find((group) => group.kind === kind);
    const id = `search-${prefix}${kind}`;
    const name = element("div", { class: "search-kind", id }, word(`kind.${kind}`), " ");
    if (!prefix && counted) {
      name.append(element("span", {}, String(counted.count)));
    }
    const rows = shown.map((hit) => optionOf(hit, options));
    return element("div", { role: "group", "aria-labelledby": id }, name, ...rows);
  });
}

function optionOf(hit, options) {
  const option = element("div", {
    role: "option", id: `search-option-${options.length}`, "aria-selected": "false", class: "search-hit", "data-kind": hit.kind, "data-id": hit.id,
  });
  const anchor = hit.section ? `#${hit.section.anchor}` : "";
  // To a reading program a result is one thing: its link is a second control only for a hand that points at it.
  const link = element("a", { href: addressOf(`${hit.kind}/${hit.id}/`) + anchor, tabindex: "-1", inert: "" });
  link.append(inOwnLanguage(element("span", {}, hit.title), hit.title));
  if (hit.section && hit.section.title) {
    link.append(" › ", inOwnLanguage(element("span", {}, hit.section.title), hit.section.title));
  }
  const about = marks(hit);
  // What is inert is not read out: its words stand here once more, unseen, in their own languages.
  const said = element("span", { class: "visually-hidden" }, ...Array.from(link.childNodes, (part) => part.cloneNode(true)));
  option.append(said, link, about, element("span", { class: "search-snippet" }));
  option.addEventListener("pointerover", () => link.removeAttribute("inert"));
  option.addEventListener("pointerleave", () => link.setAttribute("inert", ""));
  option.hit = hit;
  options.push(option);
  return option;
}

/** State, places left and where, as far as there is something to say. */
function marks(hit) {
  const line = element("span", { class: "search-marks" });
  if (hit.number) {
    line.append(" ", element("strong", {}, hit.number));
  }
  if (hit.kind === "opportunities" || OVER.indexOf(hit.state) >= 0) {
    line.append(" ", element("span", { class: `badge badge-${hit.state}` }, word(`state.${hit.state}`)));
  }
  if (hit.left) {
    line.append(" ", element("span", { class: "left" }, word("need.left", { count: hit.left })));
  }
  if (hit.where) {
    line.append(" ", inOwnLanguage(element("span", { class: "card-where" }, hit.where), hit.where));
  }
  return line;
}

/** Put the lines of text under results, with what was sought marked. */
export function fillSnippets(options) {
  options.filter((option) => option.hit.snippet).forEach((option) => {
    const { snippet, marks: places } = option.hit;
    const line = option.querySelector(".search-snippet");
    let at = 0;
    line.textContent = "";
    places.forEach(([from, to]) => {
      line.append(snippet.slice(at, from), element("mark", {}, snippet.slice(from, to)));
      at = to;
    });
    line.append(snippet.slice(at));
    inOwnLanguage(line, snippet);
  });
}

/** Numbers to call at once. */
export function callsOf(found) {
  const hits = found.instant.map((id) => found.hits.find((hit) => hit.kind === "hotlines" && hit.id === id));
  return hits.filter((hit) => hit && hit.number).map((hit) => {
    const name = inOwnLanguage(element("span", {}, hit.title), hit.title);
    return element("li", {}, element("a", { class: "tel", href: `tel:${hit.number.replace(/-/g, "")}` }, element("strong", {}, hit.number), " ", name));
  });
}

/** What there is to do when nothing was found. */
export function otherWays() {
  const links = [["guidelines/", "search.ways.guidelines"], ["find/streets/", "search.ways.streets"], ["find/", "search.ways.letters"]];
  const ways = links.map(([path, key]) => element("li", {}, element("a", { href: addressOf(path) }, word(key))));
  const phone = word("search.phone");
  if (phone) {
    ways.unshift(element("li", {}, element("a", { class: "tel", href: `tel:${phone.replace(/-/g, "")}` }, word("search.ways.call", { number: phone }))));
  }
  return element("ul", { class: "search-ways" }, ...ways);
}
