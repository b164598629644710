/* The line of text under each result, with the places in it that are to be marked. */

import { isHan } from "./search-fold.js";
import { blockOf, textOf } from "./search-data.js";

const SNIPPET = 80;

/** Adds to each hit its line of text, with the places to be marked: `snippet`, `marks: [[from, to], …]`. */
export function snippets(open, found) {
  return open(found.lang).then((index) => {
    const hits = found.hits.filter((hit) => hit.part >= 0);
    const needed = [...new Set(hits.map((hit) => `x${blockOf(index.core.texts, hit.part)}`))];
    return index.fetch(needed).then(() => {
      hits.forEach((hit) => Object.assign(hit, cut(textOf(index, hit.part), found.terms || [])));
      return found;
    });
  });
}

function cut(text, terms) {
  const small = text.toLowerCase();
  const places = marksIn(small, terms);
  const first = places.length ? places[0][0] : 0;
  let from = first > SNIPPET / 2 ? Math.max(small.lastIndexOf("。", first) + 1, first - SNIPPET / 4) : 0;
  from = Math.max(from, 0);
  const snippet = (from > 0 ? "…" : "") + text.slice(from, from + SNIPPET) + (text.length > from + SNIPPET ? "…" : "");
  const shift = from > 0 ? 1 - from : 0;
  const marks = places.filter((mark) => mark[0] >= from && mark[1] <= from + SNIPPET).map((mark) => [mark[0] + shift, mark[1] + shift]);
  return { snippet, marks };
}

/** Where terms stand, those that touch joined. */
function marksIn(text, terms) {
  const found = [];
  for (const term of terms) {
    for (let at = text.indexOf(term); at >= 0 && found.length < 60; at = text.indexOf(term, at + 1)) {
      if (isHan(term) || !/[0-9a-z]/.test(text[at - 1] || " ")) {
        found.push([at, at + term.length]);
      }
    }
  }
  found.sort((one, other) => one[0] - other[0]);
  const marks = [];
  for (const mark of found) {
    const last = marks[marks.length - 1];
    if (last && mark[0] <= last[1]) {
      last[1] = Math.max(last[1], mark[1]);
    } else {
      marks.push(mark);
    }
  }
  return marks;
}
