/* Places by name, sound, code, or with those they lie in: 广州登峰, guangzhou dengfeng, gzdf, 440104021. */

import { isHan, joined } from "./search-fold.js";
import { BRIEF, LIKE, noSounds, phraseList, walkAll } from "./search-sounds.js";

/** What a place's name may be said without. */
const KINDS_OF_PLACE = /(?:街道办事处|街道办|街道|街|自治县|地区|[省市区县镇乡])$/;
const KINDS_IN_ENGLISH = / (?:subdistrict|town|township|district|county|city|province|street)$/;
const LEVEL_WEIGHT = [0.9, 1, 0.97, 0.95];
const MOST_FOUND = 24;
/** A long name is as surely meant by its initials as a short one. */
const MOST_COST = 4;

/** Reads a tree of places: `{ list, codes, names, levels, above, byName }`. */
export function readPlaces(text, sounds) {
  const places = { codes: [], names: [], levels: [], above: [], spelt: [], byName: new Map(), byCode: new Map(), list: null };
  const open = [];
  let last = "";
  for (const line of text ? text.split("\n") : []) {
    const blank = line.indexOf(" ");
    const level = blank ? Number(line[0]) : 3;
    const code = blank ? (last.slice(0, line.charCodeAt(1) - 97) + line.slice(2, blank)).padEnd(12, "0") : String(Number(last) + 1000).padStart(12, "0");
    last = code;
    open.length = Math.min(open.length, level);
    const above = open.reduce((found, each) => (each === undefined ? found : each), -1);
    open[level] = places.codes.length;
    addPlace(places, code, line.slice(blank + 1), level, above);
  }
  renewPlaces(places, sounds);
  return places;
}

/** Adds the places of one letter's file, once. */
export function addPlaces(places, text, sounds) {
  for (const line of text.split("\n")) {
    const code = line.slice(0, 12);
    if (!places.byCode.has(code)) {
      const parents = [`${code.slice(0, 6)}000000`, `${code.slice(0, 4)}00000000`, `${code.slice(0, 2)}0000000000`];
      const above = parents.map((each) => places.byCode.get(each)).find((place) => place !== undefined);
      addPlace(places, code, line.slice(13), 3, above === undefined ? -1 : above);
    }
  }
  renewPlaces(places, sounds);
}

function addPlace(places, code, called, level, above) {
  const names = called.split("|");
  const place = places.codes.length;
  places.codes.push(code);
  places.names.push(names[0]);
  places.spelt.push(names[1] || "");
  places.levels.push(level);
  places.above.push(above);
  places.byCode.set(code, place);
  const whole = names[0].toLowerCase();
  for (const name of new Set([whole, bare(whole)])) {
    const known = places.byName.get(name);
    if (known) {
      known.push(place);
    } else {
      places.byName.set(name, [place]);
    }
  }
}

function renewPlaces(places, sounds) {
  places.list = null;
  places.sounds = sounds || noSounds();
}

function listOf(places) {
  if (!places.list) {
    // After the names those spelt otherwise than a dictionary would: the line tells the place.
    const odd = places.spelt.map((spelt, place) => place).filter((place) => places.spelt[place]);
    const lines = places.names.map((name) => name.toLowerCase().replace(/[^0-9a-z\u3007\u3400-\u9fff]/g, ""));
    const spelt = odd.map((place) => places.spelt[place]);
    places.list = phraseList(`\n${lines.concat(spelt).join("\n")}\n`, places.sounds);
    places.lines = lines.map((line, place) => place).concat(odd);
    places.starts = new Map();
    let number = 0;
    for (let at = 0; at >= 0 && number < places.lines.length; at = places.list.text.indexOf("\n", at + 1)) {
      places.starts.set(at + 1, places.lines[number]);
      number += 1;
    }
  }
  return places.list;
}

/** A name without the word for the kind of place, if enough is left. */
function bare(name) {
  const short = name.replace(KINDS_IN_ENGLISH, "").replace(KINDS_OF_PLACE, "");
  return short.length > 1 ? short : name;
}

/** The place with those above it, the widest first. */
export function chainOf(places, place) {
  const chain = [];
  for (let each = place; each >= 0; each = places.above[each]) {
    chain.unshift(each);
  }
  return chain;
}

/** Places whose code begins so. */
export function placesByCode(places, digits) {
  const found = [];
  for (let place = 0; place < places.codes.length && found.length < MOST_FOUND; place += 1) {
    const code = places.codes[place];
    if (code === digits.padEnd(12, "0") || (digits.length >= 6 && code.startsWith(digits))) {
      found.push({ place, score: code === digits.padEnd(12, "0") ? 12 : 9, whole: true });
    }
  }
  return found;
}

/** Places that a query, without blanks, names by itself or after places they lie in: `[{ place, score, whole, cost }]`. */
export function placesNamed(places, query, like) {
  if (query.length < 2) {
    return [];
  }
  const found = new Map();
  seekPlaces(places, query, 0, like ? LIKE : BRIEF, { within: null, cost: 0 }, found);
  return [...found.values()].sort((one, other) => other.score - one.score || one.place - other.place).slice(0, MOST_FOUND);
}

function seekPlaces(places, query, from, how, above, found) {
  const list = listOf(places);
  const ahead = new Map();
  walkAll(list, query, from, how, (start, end, to, cost) => {
    const place = places.starts.get(start);
    if (place === undefined || (above.within && !lies(places, place, above.within))) {
      return;
    }
    const said = endOf(list.text, start, end);
    if (to === query.length) {
      keepPlace(places, found, place, said, above.cost + cost, query, from);
    } else if (said > 1 && places.levels[place] < 3 && to - from > 1) {
      if (!ahead.has(to)) {
        ahead.set(to, { within: new Set(), cost: above.cost + cost });
      }
      ahead.get(to).within.add(place);
    }
  });
  ahead.forEach((some, to) => seekPlaces(places, query, to, how, some, found));
}

function lies(places, place, within) {
  for (let each = places.above[place]; each >= 0; each = places.above[each]) {
    if (within.has(each)) {
      return true;
    }
  }
  return false;
}

/** How much of a name was said: 3 the whole, 2 all but the kind of place, 1 its beginning. */
function endOf(text, start, end) {
  const line = text.slice(start, text.indexOf("\n", start));
  const said = text.slice(start, end);
  return said === line ? 3 : said === bare(line) ? 2 : 1;
}

function keepPlace(places, found, place, said, cost, query, from) {
  const brief = cost >= 0.5;
  const size = query.length - from;
  const letters = !isHan(query[from]);
  // Initials and beginnings of names fit too many places to be believed when they are short.
  if (said === 1 && (brief ? size < 4 : letters ? size < 3 : size < 2)) {
    return;
  }
  const score = (said === 3 ? 11.5 : said === 2 ? 10 : 7) * LEVEL_WEIGHT[places.levels[place]] - Math.min(cost, MOST_COST) * (brief && query.length < 4 ? 3 : 1.5) + (from ? 1 : 0);
  const known = found.get(place);
  if (score > 0 && !(known && known.score >= score)) {
    found.set(place, { place, score, whole: said > 1, cost });
  }
}

/** Places named in the middle of a query, as `[{ place, from, to }]`: only by their very names. */
export function placesIn(places, atoms) {
  const found = [];
  for (let from = 0; from < atoms.length; from += 1) {
    for (let to = Math.min(atoms.length, from + 10); to > from; to -= 1) {
      const text = joined(atoms, from, to);
      const some = text.length > 1 ? places.byName.get(text) : null;
      if (some) {
        some.forEach((place) => found.push({ place, from, to }));
        break;
      }
    }
  }
  return found;
}

