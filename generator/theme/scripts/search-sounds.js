/* Finds, in a list of phrases, what was typed by its sound: whole syllables, their beginnings, initials, or characters that
   sound the same, mixed as people mix them. One walk does it all; how much is forgiven is a setting. */

import { isHan, nearly } from "./search-fold.js";

/** What a walk forgives. `brief`: initials and beginnings of syllables anywhere, not only at the end. */
export const STRICT = { brief: false, same: false, like: false };
export const BRIEF = { brief: true, same: false, like: false };
export const SAME = { brief: false, same: true, like: false };
export const LIKE = { brief: false, same: true, like: true };
/** Steps after which a walk through all phrases ends, whatever was typed. */
const MOST_STEPS = 400000;
const LONGEST_WORD = 12;

let walked = 0;

/** How many steps all walks took together. */
export function stepsWalked() {
  return walked;
}

/** Sounds of characters: `{ plain, like }`, each a map from a character to its sounds; more of them may be read later. */
export function readSounds(text, sounds = noSounds()) {
  const { plain, like } = sounds;
  const groups = /([a-z]+)([^a-z]+)/g;
  for (let found = groups.exec(text); found; found = groups.exec(text)) {
    const merged = likeSound(found[1]);
    for (const character of found[2]) {
      add(plain, character, found[1]);
      add(like, character, merged);
    }
  }
  sounds.written = null;
  sounds.heard.clear();
  return sounds;
}

/** `written` and `heard` are made when first asked for: characters by sound, and characters by what they are taken for. */
export function noSounds() {
  return { plain: new Map(), like: new Map(), written: null, heard: new Map() };
}

function add(map, key, value) {
  const values = map.get(key);
  if (!values) {
    map.set(key, [value]);
  } else if (values.indexOf(value) < 0) {
    values.push(value);
  }
}

/** What it costs to take a character for another one, by that other: 1 if they sound the same, 1.5 if many do not tell them apart. */
function heardAs(sounds, character) {
  let costs = sounds.heard.get(character);
  if (!costs) {
    costs = new Map();
    sounds.written = sounds.written || { plain: turned(sounds.plain), like: turned(sounds.like) };
    for (const [name, cost] of [["like", 1.5], ["plain", 1]]) {
      for (const sound of sounds[name].get(character) || []) {
        sounds.written[name].get(sound).forEach((other) => costs.set(other, cost));
      }
    }
    sounds.heard.set(character, costs);
  }
  return costs;
}

/** Keys by their values. */
function turned(map) {
  const found = new Map();
  map.forEach((values, key) => values.forEach((value) => add(found, value, key)));
  return found;
}

/** Sounds that many do not tell apart, as one: zh and z, ch and c, sh and s, ng and n, n and l, h and f. */
function likeSound(sound) {
  return sound.replace(/([zcs])h/g, "$1").replace(/ng/g, "n").replace(/^l/, "n").replace(/^h/, "f");
}

/** Phrases, one after another between `\t` or `\n`, ready to be walked through. */
export function phraseList(text, sounds) {
  const list = { text, sounds, firsts: null, places: null, spelt: null };
  return list;
}

/** A bit for each letter that a character's sounds begin with, with those it is like. */
function firstsOf(list) {
  if (list.firsts) {
    return list.firsts;
  }
  const bits = new Map();
  list.firsts = new Uint32Array(list.text.length);
  for (let place = 0; place < list.text.length; place += 1) {
    const character = list.text[place];
    let bit = bits.get(character);
    if (bit === undefined) {
      bit = 0;
      for (const sound of list.sounds.plain.get(character) || [character]) {
        bit |= letterBit(sound.charCodeAt(0));
      }
      bits.set(character, bit);
    }
    list.firsts[place] = bit;
  }
  return list.firsts;
}

function letterBit(code) {
  return code > 96 && code < 123 ? 1 << (code - 97) : code > 47 && code < 58 ? 1 << 26 : 0;
}

const PAIRS = [["l", "n"], ["h", "f"]];

function wantedFirsts(letter, how) {
  let bits = letterBit(letter.charCodeAt(0));
  if (how.like) {
    for (const pair of PAIRS) {
      const both = letterBit(pair[0].charCodeAt(0)) | letterBit(pair[1].charCodeAt(0));
      bits |= bits & both ? both : 0;
    }
  }
  return bits;
}

/** Every place where a character stands, or one that may be taken for it, in order. */
function placesHeardAs(list, character) {
  if (!list.places) {
    list.places = new Map();
    for (let place = 0; place < list.text.length; place += 1) {
      const places = list.places.get(list.text[place]);
      if (places) {
        places.push(place);
      } else {
        list.places.set(list.text[place], [place]);
      }
    }
  }
  const others = [...heardAs(list.sounds, character).keys()].filter((other) => list.places.has(other));
  return [].concat(...others.map((other) => list.places.get(other))).sort((one, other) => one - other);
}

/** Walks from every place at which `query` may begin from `from` on. `reach(start, end, to, cost)` is told of every way to read
    the query as far as `to` in the phrase's characters from `start` to `end`. */
export function walkAll(list, query, from, how, reach) {
  const atom = query[from];
  const text = list.text;
  const state = { list, query, how, reach, start: 0, steps: 0 };
  if (isHan(atom) && !how.same) {
    for (let place = text.indexOf(atom); place >= 0 && state.steps < MOST_STEPS; place = text.indexOf(atom, place + 1)) {
      state.start = place;
      step(state, place, from, 0);
    }
    return;
  }
  if (isHan(atom)) {
    for (const place of placesHeardAs(list, atom)) {
      state.start = place;
      step(state, place, from, 0);
    }
    return;
  }
  const firsts = firstsOf(list);
  const wanted = wantedFirsts(atom, how);
  for (let place = 0; place < firsts.length && state.steps < MOST_STEPS; place += 1) {
    if (firsts[place] & wanted) {
      state.start = place;
      step(state, place, from, 0);
    }
  }
}

function step(state, place, at, cost) {
  state.steps += 1;
  walked += 1;
  if (at > state.query.length || place - state.start > LONGEST_WORD * 3) {
    return;
  }
  if (place > state.start) {
    state.reach(state.start, place, at, cost);
  }
  if (at === state.query.length) {
    return;
  }
  const character = state.list.text[place];
  const atom = state.query[at];
  if (character === undefined || character === "\t" || character === "\n") {
    return;
  }
  if (character === atom) {
    step(state, place + 1, at + 1, cost);
  } else if (isHan(character)) {
    if (isHan(atom)) {
      stepSameSound(state, place, at, cost, character, atom);
    } else {
      stepLetters(state, place, at, cost, character);
    }
  }
}

function stepSameSound(state, place, at, cost, character, atom) {
  const more = state.how.same && heardAs(state.list.sounds, atom).get(character);
  if (more && (more === 1 || state.how.like)) {
    step(state, place + 1, at + 1, cost + more);
  }
}

function stepLetters(state, place, at, cost, character) {
  const { query, how, list } = state;
  const sounds = list.sounds[how.like ? "like" : "plain"].get(character) || [];
  for (const sound of sounds) {
    let same = 0;
    while (same < sound.length && sound[same] === query[at + same]) {
      same += 1;
    }
    if (same === 0) {
      continue;
    }
    if (same === sound.length) {
      step(state, place + 1, at + same, cost);
    } else if (at + same === query.length) {
      // A syllable that is being typed.
      step(state, place + 1, at + same, cost + (same > 1 ? 0.2 : 0.5));
    }
    if (how.brief && sound.length > 1) {
      stepBriefly(state, place, at, cost, sound, same);
    }
  }
}

function stepBriefly(state, place, at, cost, sound, same) {
  const ended = at + same === state.query.length;
  if (sound.length > 1 && !(ended && same === 1)) {
    step(state, place + 1, at + 1, cost + 0.6);
  }
  for (let size = 2; size < sound.length && size <= same; size += 1) {
    if (!(ended && size === same)) {
      step(state, place + 1, at + size, cost + 0.5);
    }
  }
}

function isEdge(text, place) {
  const character = text[place];
  return character === undefined || character === "\t" || character === "\n";
}

/** The ways to read the whole query as one phrase or the beginning or a part of one: the best first. */
export function readWhole(list, query, how) {
  const found = new Map();
  walkAll(list, query, 0, how, (start, end, to, cost) => {
    if (to === query.length) {
      keepReading(list, found, start, end, cost);
    }
  });
  return [...found.values()].sort((one, other) => rank(other) - rank(one));
}

function keepReading(list, found, start, end, cost) {
  const text = list.text.slice(start, end);
  const opens = isEdge(list.text, start - 1);
  const whole = opens && isEdge(list.text, end);
  const known = found.get(text);
  const weight = whole ? 8 : opens ? 3 : 1;
  if (known) {
    known.weight += weight;
    known.cost = Math.min(known.cost, cost);
    known.whole = known.whole || whole;
    known.opens = known.opens || opens;
  } else {
    found.set(text, { text, weight, cost, whole, opens });
  }
}

function rank(reading) {
  return Math.log(1 + reading.weight) + (reading.whole ? 2 : 0) + (reading.opens ? 1 : 0) - reading.cost * 1.2;
}

/** The query cut into words of the phrases, each as it is written there: `[{ text, from, to, cost }]`, or nothing. A Chinese
    character that belongs to no word stays as it is. */
export async function readInWords(list, query, how, rest) {
  const best = new Array(query.length + 1).fill(null);
  best[0] = { cost: 0, from: -1, text: "" };
  for (let from = 0; from < query.length; from += 1) {
    if (best[from]) {
      await rest();
      relax(list, query, from, how, best);
      if (isHan(query[from])) {
        improve(best, from, from + 1, query[from], 3, 0, 0);
      }
    }
  }
  const words = [];
  for (let to = query.length; to > 0 && best[to]; to = best[to].from) {
    words.unshift({ text: best[to].text, from: best[to].from, to, cost: best[to].own, weight: best[to].weight });
  }
  return best[query.length] ? words : null;
}

function improve(best, from, to, text, cost, own, weight) {
  const whole = best[from].cost + cost;
  if (!best[to] || whole < best[to].cost) {
    best[to] = { cost: whole, from, text, own, weight };
  }
}

function relax(list, query, from, how, best) {
  const found = new Map();
  walkAll(list, query, from, how, (start, end, to, cost) => {
    const opens = isEdge(list.text, start - 1);
    const whole = opens && isEdge(list.text, end);
    // Letters of a Latin word count only as that word.
    if (!whole && !isHan(list.text[end - 1])) {
      return;
    }
    const key = `${to} ${list.text.slice(start, end)}`;
    const known = found.get(key);
    if (known) {
      known.weight += whole ? 8 : 1;
      known.whole = known.whole || whole;
    } else {
      found.set(key, { to, text: list.text.slice(start, end), cost, weight: whole ? 8 : opens ? 2 : 1, whole });
    }
  });
  found.forEach((word) => {
    // One syllable alone may be anything: the character that is written most.
    const single = word.text.length < 2 ? (word.whole ? 1 : 1.6) : 0;
    const cost = 1 + single + word.cost * 0.8 + 0.8 / (1 + word.weight);
    improve(best, from, word.to, word.text, cost, word.cost + single, word.weight);
  });
}

/** Phrases, or their beginnings, whose letters are the query's but for one. */
export function readNearly(list, query) {
  const found = new Map();
  for (const phrase of speltPhrases(list)) {
    if (phrase.letters[0] !== query[0] && phrase.letters[1] !== query[1] && phrase.letters[0] !== query[1]) {
      continue;
    }
    for (const end of phrase.ends) {
      const size = end[0];
      if (Math.abs(size - query.length) < 2 && nearly(phrase.letters.slice(0, size), query)) {
        keepReading(list, found, phrase.start, end[1], 1);
      }
    }
  }
  return [...found.values()].filter((reading) => reading.text.length > 1).sort((one, other) => rank(other) - rank(one));
}

function speltPhrases(list) {
  if (!list.spelt) {
    list.spelt = [];
    const pattern = /[^\t\n]+/g;
    for (let found = pattern.exec(list.text); found; found = pattern.exec(list.text)) {
      list.spelt.push(spell(list, found.index, found[0].slice(0, LONGEST_WORD)));
    }
  }
  return list.spelt;
}

/** A phrase's letters, and after how many of them each of its characters ends. */
function spell(list, start, phrase) {
  let letters = "";
  const ends = [];
  for (let place = 0; place < phrase.length; place += 1) {
    letters += (list.sounds.plain.get(phrase[place]) || [phrase[place]])[0];
    ends.push([letters.length, start + place + 1]);
  }
  return { start, letters, ends };
}
