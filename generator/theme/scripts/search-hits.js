/* The answer as it is told: pages with the names they are shown by, places among them, and what was done to the query. */

import { atomsOf, joined } from "./search-fold.js";
import { namesFor, namesOf } from "./search-data.js";
import { chainOf } from "./search-places.js";
import { whyOf } from "./search-score.js";
import { FULL, SOME, worth } from "./search-weigh.js";
import { about, citiesOf, codeOf, isOf } from "./search-where.js";

const SHOWN = 30;
/** The same where names of pages have to be fetched. */
const SHOWN_AT_SCALE = 10;

/** The answer to a query in which there is nothing to look for. */
export function nothing(typed, index) {
  return { query: typed, lang: index.lang, by: "", how: "", state: "none", cover: 0, worth: 0, hits: [], groups: [], places: [], instant: [], total: 0 };
}

/** The answer of the reading that won, once the names of its pages are here. */
export function finish(index, own, typed, best, options) {
  const limit = options.limit || (index.names ? SHOWN : SHOWN_AT_SCALE);
  const enough = best.state === "none" ? Infinity : Math.max(best.cover * 0.55, SOME);
  const every = best.pages.filter((page) => page.cover >= enough && page.score > best.top * 0.06);
  const only = options.only || {};
  const pages = every.filter((page) => isOf(only, index.core.kinds[index.kind[page.page]], codeOf(index, page.page)));
  const wanted = pages.slice(0, limit).map((page) => page.page);
  return Promise.all([index.fetch(namesFor(index, wanted)), own.fetch(namesFor(own, wanted))]).then(() => {
    const named = withPlaces(index, own, pages.slice(0, limit).map((page) => hitOf(index, own, page, best)), best);
    const hits = named.filter((hit) => isOf(only, hit.kind, hit.place));
    const all = hits.sort((one, other) => other.score - one.score || one.order - other.order).slice(0, limit);
    if (options.why) {
      all.forEach((hit) => Object.assign(hit, { why: hit.part < 0 ? [] : whyOf(index, best.reading.items, hit.order, hit.part) }));
    }
    const done = doneTo(best, all[0]);
    return {
      query: typed,
      lang: own.lang,
      by: done.by,
      how: done.how,
      state: all.length ? best.state : "none",
      cover: best.cover,
      worth: worth(best),
      terms: termsOf(best.reading),
      hits: all,
      groups: groupsOf(index, every, named),
      places: citiesOf(index, own, every, only.place || ""),
      instant: instantOf(index, all, best),
      total: Math.max(pages.length, all.length),
    };
  });
}

function hitOf(index, own, page, best) {
  const head = namesOf(index, index.first[page.page]);
  const section = page.part === index.first[page.page] ? null : namesOf(index, page.part);
  const shown = section ? namesOf(own, page.part) : null;
  const query = joined(best.reading.atoms, 0, best.reading.atoms.length);
  const bonus = exactness(head, section, query);
  return {
    id: head.anchor,
    kind: index.core.kinds[index.kind[page.page]],
    title: namesOf(own, index.first[page.page]).titles[0],
    section: shown ? { anchor: shown.anchor, title: shown.titles[0] || "" } : null,
    state: index.core.states[index.state[page.page]],
    left: index.left[page.page],
    place: codeOf(index, page.page),
    ...about(own, index.core.kinds[index.kind[page.page]], codeOf(index, page.page), head),
    score: page.score + bonus,
    partial: page.cover < FULL,
    cover: page.cover,
    order: page.page,
    part: page.part,
  };
}

/** More for a page that is called just what was asked. */
function exactness(head, section, query) {
  const wanted = bareText(query);
  const named = head.titles.map(bareText).indexOf(wanted);
  if (named >= 0) {
    return named ? 9 : 10;
  }
  if (section && section.titles.map(bareText).indexOf(wanted) >= 0) {
    return 6;
  }
  if (head.facts.map(bareText).indexOf(wanted) >= 0) {
    return 2.5;
  }
  // The more of the title it is, the likelier it is meant.
  const title = bareText(head.titles[0]);
  return title.startsWith(wanted) ? 0.8 + (2.5 * wanted.length) / title.length : 0;
}

function bareText(text) {
  return atomsOf(text.normalize("NFKC").toLowerCase()).join("");
}

function withPlaces(index, own, hits, best) {
  const known = new Map(hits.filter((hit) => hit.kind === "areas").map((hit) => [hit.id, hit]));
  for (const each of best.places.slice(0, 12)) {
    const code = index.places.codes[each.place];
    const score = each.score * each.cover * each.cover * (each.cover >= FULL ? 1.15 : 0.9) + (each.named && each.cover >= FULL ? 4 : 0);
    const hit = known.get(code);
    if (hit) {
      hit.code = each.place;
      hit.score = Math.max(hit.score, score + 0.1);
      hit.partial = hit.partial && each.cover < FULL;
    } else if (each.cover >= SOME) {
      hits.push(placeHit(own, each, code, score));
    }
  }
  return hits;
}

function placeHit(index, each, code, score) {
  const place = index.places.byCode.get(code);
  const chain = chainOf(index.places, place).map((one) => index.places.names[one]);
  return {
    id: code, kind: "areas", title: chain.pop(), section: null, state: "current", left: 0, place: code, within: chain,
    ...about(index, "areas", code, { titles: [] }),
    score, partial: each.cover < FULL, cover: each.cover, order: 1000000 + each.place, part: -1, code: each.place,
  };
}

/** What was done to the query, and what came of it. */
function doneTo(best, first) {
  const read = best.reading;
  const query = joined(read.atoms, 0, read.atoms.length);
  if (read.how) {
    return { how: read.how, by: read.by || query };
  }
  const place = best.places.find((each) => first && first.kind === "areas" && first.code === each.place);
  if (first && first.kind === "areas" && place && !place.plain) {
    return { how: place.brief ? "initials" : "pinyin", by: first.title };
  }
  const words = synonymBy(best);
  return { how: words ? "synonym" : "", by: words };
}

/** Words of the pages that stood in for what was said, if they were needed. */
function synonymBy(best) {
  const items = best.reading.items.filter((item) => item.synonym && item.pages);
  const direct = best.reading.items.filter((item) => !item.synonym && !item.lone && !item.run && item.pages);
  const told = best.reading.atoms.map((atom, place) => direct.some((item) => item.from <= place && place < item.to));
  const needed = items.filter((item) => told.slice(item.from, item.to).indexOf(false) >= 0);
  return [...new Set(needed.map((item) => item.text))].slice(0, 3).join(" ");
}

/** The texts that are to be marked. */
function termsOf(read) {
  const words = read.items.filter((item) => item.pages && (!item.lone || item.cover === 1) && !read.light.slice(item.from, item.to).every((each) => each));
  return [...new Set(words.map((item) => item.text))];
}

function groupsOf(index, pages, hits) {
  const counts = new Map();
  pages.forEach((page) => counts.set(index.kind[page.page], (counts.get(index.kind[page.page]) || 0) + 1));
  const areas = index.core.kinds.indexOf("areas");
  const extra = hits.filter((hit) => hit.part < 0).length;
  if (extra) {
    counts.set(areas, (counts.get(areas) || 0) + extra);
  }
  return [...counts].sort((one, other) => one[0] - other[0]).map((pair) => ({ kind: index.core.kinds[pair[0]], count: pair[1] }));
}

/** Numbers to call at once: those whose own names, keywords or purpose speak of all that was asked. */
function instantOf(index, hits, best) {
  if (best.state !== "full") {
    return [];
  }
  const lines = hits.filter((hit) => hit.kind === "hotlines" && !hit.partial);
  return lines.filter((hit) => hit.score > lines[0].score * 0.7).slice(0, 2).map((hit) => hit.id);
}
