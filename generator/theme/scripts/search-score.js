/* Which pages speak of what was asked, and how much: every atom of the query counts once, by the strongest field it is found in. */

import { isHan, joined } from "./search-fold.js";
import { find, shardsFor } from "./search-find.js";

/** Weights of the fields: running text, fact, heading, title. */
const WEIGHTS = [1.5, 5, 7, 10];
/** How much kinds and states of pages count, in the order of the index's `kinds` and `states`. */
const KIND_WEIGHT = { guidelines: 1.15, hotlines: 1.1, help: 1.06, opportunities: 1.03, areas: 1, rumours: 1, notices: 0.97, organizations: 0.92, commendations: 0.9 };
const STATE_WEIGHT = { open: 1, current: 1, archived: 1, upcoming: 0.92, full: 0.85, done: 0.5, expired: 0.45, withdrawn: 0.3 };
/** What an asking word counts, against one that is sought. */
const LIGHT = 0.1;
/** What one character counts where its neighbours do not stand beside it. */
const LONE = 0.5;
const PARTICLES = "吗呢吧啊呀么嘛了啦的咩嘅啲";
const LONGEST_SYNONYM = 14;
const FIELDS = ["body", "fact", "heading", "title"];

// --- reading the query ---

/** For each atom of how many the asking or joining word is that it belongs to; if all belong to one, none does. */
export function lightAtoms(index, atoms) {
  const light = new Array(atoms.length).fill(0);
  for (let from = 0; from < atoms.length; from += 1) {
    for (let to = Math.min(atoms.length, from + 5); to > from; to -= 1) {
      if (index.light.has(joined(atoms, from, to))) {
        light.fill(to - from, from, to);
        from = to - 1;
        break;
      }
    }
  }
  return light.indexOf(0) < 0 || isSlip(atoms, light) ? light.fill(0) : light;
}

/** Whether two characters may be a word misspelt: one is sought, and the other joins words but does not end questions. */
function isSlip(atoms, light) {
  return atoms.length === 2 && atoms.every(isHan) && PARTICLES.indexOf(atoms[light.indexOf(1)]) < 0;
}

/** What of the query is looked for: `[{ from, to, text, factor, cover }]`. */
export function itemsOf(index, atoms, light) {
  const items = [];
  for (let place = 0; place < atoms.length; place += 1) {
    const atom = atoms[place];
    if (!isHan(atom)) {
      items.push({ from: place, to: place + 1, text: atom, factor: 1, cover: 1 });
      if (atom.length > 2 || place === atoms.length - 1) {
        items.push({ from: place, to: place + 1, text: atom, factor: 0.7, cover: /[0-9]/.test(atom) ? 0.5 : atom.length > 3 ? 1 : 0.8, prefix: true });
      }
      continue;
    }
    const after = place + 1 < atoms.length && isHan(atoms[place + 1]);
    if (after) {
      items.push({ from: place, to: place + 2, text: atom + atoms[place + 1], factor: 1, cover: 1 });
    }
    if (!light[place]) {
      items.push(loneItem(atoms, light, place, after));
    }
  }
  return items.concat(synonymItems(index, atoms, light), runItems(atoms, light));
}

/** One character by itself: it counts in full where nothing sought stands beside it, else only a little. */
function loneItem(atoms, light, place, after) {
  const before = place > 0 && isHan(atoms[place - 1]);
  const alone = !(before && tied(atoms, light, place, -1)) && !(after && tied(atoms, light, place, 1));
  return { from: place, to: place + 1, text: atoms[place], factor: alone ? 0.8 : LONE, cover: alone ? 1 : LONE, lone: true };
}

/** Whether a neighbour may be of one word with a character: an asking word of several is not, nor those that end the query. */
function tied(atoms, light, place, step) {
  let next = place + step;
  while (light[next] === 1) {
    next += step;
  }
  return next >= 0 && next < atoms.length && !light[next];
}

/** Whole runs of sought characters: pages that have them as they stand come before those that have the pairs here and there. */
function runItems(atoms, light) {
  const items = [];
  for (let from = 0; from < atoms.length; from += 1) {
    let to = from;
    while (to < atoms.length && isHan(atoms[to]) && !light[to]) {
      to += 1;
    }
    if (to - from > 2) {
      items.push(runItem(atoms, from, to));
    }
    from = Math.max(from, to);
  }
  // A few characters may mean something together that asks nothing: 水深过膝.
  const whole = atoms.length > 2 && atoms.length < 9 && atoms.every(isHan) && !(items.length && items[0].to - items[0].from === atoms.length);
  return whole ? items.concat(runItem(atoms, 0, atoms.length)) : items;
}

function runItem(atoms, from, to) {
  return { from, to, text: joined(atoms, from, to), factor: 1.15, cover: 1, run: true };
}

function synonymItems(index, atoms, light) {
  const items = [];
  for (let from = 0; from < atoms.length; from += 1) {
    for (let to = Math.min(atoms.length, from + LONGEST_SYNONYM); to > from; to -= 1) {
      const words = (to - from > 1 || !isHan(atoms[from]) || stands(atoms, light, from)) && index.synonyms.get(synonymKey(index, atoms, from, to));
      if (words && !items.some((item) => item.from <= from && item.to >= to)) {
        words.forEach((word) => items.push({ from, to, text: word, factor: 0.9, cover: 1, synonym: true }));
        light.fill(0, from, to);
      }
    }
  }
  return items;
}

/** Whether a single character stands by itself. */
function stands(atoms, light, place) {
  return !light[place] && !(place > 0 && isHan(atoms[place - 1]) && !light[place - 1]) && !(place + 1 < atoms.length && isHan(atoms[place + 1]) && !light[place + 1]);
}

function synonymKey(index, atoms, from, to) {
  return index.keyOf(joined(atoms, from, to));
}

// --- scoring ---

/** Files without which the items are not all looked for. */
export function shardsOf(index, items) {
  const names = new Set();
  for (const item of items) {
    if (!item.run) {
      for (const part of partsOf(item.text)) {
        shardsFor(index, part).forEach((name) => names.add(name));
      }
    }
  }
  return [...names];
}

/** A text that is looked for, as runs of Chinese characters and single Latin words. */
function partsOf(text) {
  return text.match(/[\u3007\u3400-\u9fff]+|[^\s\u3007\u3400-\u9fff]+/g) || [];
}

/** Parts in which all of a text stands: for each its weakest field. */
function findAll(index, item) {
  const parts = partsOf(item.text);
  if (parts.length === 1) {
    return find(index, parts[0], item.prefix);
  }
  let all = null;
  for (const part of parts) {
    const next = find(index, part, false).fields;
    if (all) {
      all.forEach((field, place) => (next.has(place) ? all.set(place, Math.min(field, next.get(place))) : all.delete(place)));
    } else {
      all = new Map(next);
    }
  }
  const pages = new Set();
  (all || []).forEach((field, place) => pages.add(index.page[place]));
  return { fields: all || new Map(), pages: pages.size };
}

/** Space for scores, made once for an index and grown as queries need. */
function room(index, width) {
  const size = index.parts * width;
  if (!index.room || index.room.values.length < size) {
    index.room = { values: new Float32Array(size), covers: new Float32Array(size), touched: new Uint8Array(index.parts) };
  } else {
    index.room.values.fill(0, 0, size);
    index.room.covers.fill(0, 0, size);
    index.room.touched.fill(0);
  }
  return index.room;
}

/** What of the query stands on a page, in a part of it or in its head: `[{ text, field, by }]`, the strongest field of each. */
export function whyOf(index, items, page, part) {
  const told = new Map();
  const head = index.first[page];
  for (const item of items) {
    const fields = item.pages ? findAll(index, item).fields : new Map();
    const own = fields.has(part) ? fields.get(part) : -1;
    const field = Math.max(own, fields.has(head) ? fields.get(head) : -1);
    const known = told.get(item.text);
    if (field >= 0 && !(item.lone && item.cover < 1) && !(known && known.field >= field)) {
      told.set(item.text, { text: item.text, field: FIELDS[field], by: item.synonym ? "synonym" : item.prefix ? "prefix" : "" });
    }
  }
  return [...told.values()];
}

/** Pages with their scores: `{ pages: [{ page, part, score, cover, weight }], cover, missing }`, best first. */
export function scorePages(index, atoms, light, items, nearby) {
  const width = atoms.length;
  const { values, covers, touched } = room(index, width);
  const importance = new Float64Array(width);
  const most = Math.log(1 + index.count);
  for (const item of items) {
    const found = findAll(index, item);
    item.pages = found.pages;
    if (!found.pages) {
      continue;
    }
    const rare = Math.log(1 + index.count / found.pages);
    found.fields.forEach((field, part) => {
      touched[part] = 1;
      const weight = WEIGHTS[field] * item.factor;
      for (let place = item.from; place < item.to; place += 1) {
        const at = part * width + place;
        values[at] = Math.max(values[at], weight);
        covers[at] = Math.max(covers[at], item.cover);
      }
    });
    if (!item.run) {
      for (let place = item.from; place < item.to; place += 1) {
        importance[place] = Math.max(importance[place], rare * (item.lone && item.cover < 1 ? 0.8 : 1));
      }
    }
  }
  let whole = 0;
  let sought = 0;
  for (let place = 0; place < width; place += 1) {
    importance[place] = (importance[place] || most) * (light[place] ? LIGHT : 1);
    whole += importance[place];
    sought += light[place] ? 0 : importance[place];
  }
  return ranked(index, { width, values, covers, touched, importance, whole, sought, light }, nearby);
}

function ranked(index, table, nearby) {
  const pages = [];
  for (let page = 0; page < index.count; page += 1) {
    const found = scoreOf(index, table, page);
    if (found) {
      found.score *= standing(index, page, nearby);
      pages.push(found);
    }
  }
  pages.sort((one, other) => other.score - one.score || one.page - other.page);
  return pages;
}

/** What a page counts by its kind, its state, how fresh it is, and whether it is about the reader's own street. */
function standing(index, page, nearby) {
  const kind = KIND_WEIGHT[index.core.kinds[index.kind[page]]] || 1;
  const state = STATE_WEIGHT[index.core.states[index.state[page]]] || 1;
  return kind * state * (1 + 0.02 / (1 + index.days[page] / 30)) * near(index.place[page] ? index.core.codes[index.place[page] - 1] : "", nearby);
}

function near(code, nearby) {
  if (!nearby || !code) {
    return 1;
  }
  return code === nearby ? 1.25 : code.slice(0, 6) === nearby.slice(0, 6) ? 1.08 : code.slice(0, 4) === nearby.slice(0, 4) ? 1.03 : 1;
}

function scoreOf(index, table, page) {
  const head = index.first[page];
  let best = null;
  let speaking = 0;
  for (let part = head; part < index.first[page + 1]; part += 1) {
    if (table.touched[part]) {
      const found = together(table, part, head);
      speaking += found.cover > 0.8 && found.weight > 3 ? 1 : 0;
      if (!best || found.score > best.score + 1e-6) {
        best = { page, part, score: found.score, cover: found.cover, weight: found.weight };
      }
    }
  }
  if (best) {
    // A page of which many parts speak is about it.
    best.score += Math.min(Math.log2(1 + speaking) * 0.2, 0.8);
  }
  return best;
}

/** A part with the head of its page. */
function together(table, part, head) {
  const { width, values, covers, importance, whole, sought, light } = table;
  let sum = 0;
  let cover = 0;
  for (let place = 0; place < width; place += 1) {
    const own = part * width + place;
    const above = head * width + place;
    sum += Math.max(values[own], values[above]) * importance[place];
    cover += light[place] ? 0 : Math.max(covers[own], covers[above]) * importance[place];
  }
  const weight = sum / whole;
  const share = cover / sought;
  return { weight, cover: share, score: weight * share * share };
}
