/* What else may be meant by a query that is not fully answered: letters as sounds, characters that sound alike, slips of a finger. */

import { atomsOf, isHan, joined, nearly, stemOf } from "./search-fold.js";
import { tokensOf, wordsBeginning } from "./search-find.js";
import { BRIEF, LIKE, SAME, STRICT, phraseList, readInWords, readNearly, readWhole } from "./search-sounds.js";
import { placesNamed } from "./search-places.js";
import { namedPlaces, readAs } from "./search-readings.js";

/** What weighs so much among the phrases is a word of several pages. */
const COMMON = 20;
/** So many other readings of a query are weighed. */
const MOST_READINGS = 10;

/** Readings of a changed query, of which the best may be better than the one it has as it is typed. */
export async function otherReadings(index, atoms, best, rest) {
  if (!index.chinese) {
    return wordsNearly(index, atoms).map((text) => readAs(index, atomsOf(text), { how: "typo", by: text, cost: 1, loose: true }));
  }
  const query = joined(atoms, 0, atoms.length).replace(/ /g, "");
  const letters = atoms.some((atom) => /[a-z]/.test(atom));
  const found = await (letters ? soundReadings(index, query, atoms, rest) : homophones(index, atoms, query, best, rest));
  const seen = new Set();
  const different = found.filter((each) => !seen.has(each.by) && seen.add(each.by)).slice(0, MOST_READINGS);
  return different.map((each) => changed(index, each, letters ? best.reading.places : []));
}

/** A changed query, with the places that the unchanged one may name as well. */
function changed(index, change, places) {
  const atoms = atomsOf(change.text);
  const known = new Set();
  const named = namedPlaces(index, atoms).concat(places).filter((each) => !known.has(each.place) && known.add(each.place));
  return readAs(index, atoms, { how: change.how, by: change.text, cost: change.cost, loose: change.loose, places: named });
}

/** Letters taken as sounds: whole phrases, then words one after another, then what sounds alike, then one slip of a finger. */
async function soundReadings(index, query, atoms, rest) {
  const found = [];
  await rest();
  const add = (text, how, cost, loose) => found.push({ text, by: text, how, cost, loose: Boolean(loose) || how === "typo" });
  const whole = query.length > 1 ? readWhole(index.phrases, query, BRIEF).filter((each) => believed(each, query)).slice(0, 3) : [];
  // Two or three initials are a guess, unless they are those of a word that stands everywhere.
  const vague = (each) => isBrief(each) && query.length < 4 && each.weight < COMMON;
  whole.forEach((each) => add(each.text, isBrief(each) ? "initials" : "pinyin", each.cost * 0.3 + doubt(each), vague(each)));
  if (query.length > 3) {
    await inWords(index, query, STRICT, add, "pinyin", 0.2, rest);
  }
  if (query.length > 3 && !whole.some((each) => each.opens && !isBrief(each))) {
    await readAlike(index, query, add, rest);
  }
  if (!found.length) {
    wordsNearly(index, atoms).forEach((text) => add(text, "typo", 1.6));
  }
  return found;
}

async function readAlike(index, query, add, rest) {
  const alike = likeLetters(query);
  await rest();
  readWhole(index.phrases, alike, LIKE).filter((each) => each.text.length > 1 && (each.opens || each.weight > 3)).slice(0, 2).forEach((each) => add(each.text, "homophone", 0.5 + each.cost * 0.3, each.cost > 0 || !each.opens));
  await inWords(index, alike, LIKE, (text, how, cost) => add(text, how, cost, true), "homophone", 0.8, rest);
  if (query.length > 4 && query.length < 31) {
    readNearly(index.phrases, query).slice(0, 2).forEach((each) => add(each.text, "typo", 1));
  }
}

/** Letters typed as one hears them, with sounds that many do not tell apart as one. */
function likeLetters(query) {
  return query.replace(/([zcs])h/g, "$1").replace(/ng/g, "n").replace(/l/g, "n").replace(/h/g, "f");
}

function isBrief(each) {
  return each.cost >= 0.5;
}

/** What stands once in the middle of a phrase, across its words for all we know, is hardly what was meant. */
function doubt(each) {
  return each.opens || each.weight > 3 ? 0 : 2.5;
}

/** A few letters begin many phrases: short ones are believed only where they are all of one. */
function believed(each, query) {
  if (!/[\u3400-\u9fff]/.test(each.text) || (each.text.length < 2 && !(each.whole && each.cost < 0.5))) {
    return false;
  }
  if (each.cost < 0.5) {
    return true;
  }
  const initials = each.cost >= each.text.length * 0.5;
  return initials ? (query.length > 3 ? each.opens || (each.weight > 3 && each.text.length === query.length) : each.whole || (query.length > 2 && each.opens && each.weight > 5)) : each.opens || each.weight > 2;
}

/** Adds what a query is that is word after word, by sound; where one syllable stands alone, with each character it may be. */
async function inWords(index, query, how, add, name, cost, rest) {
  const words = await readInWords(withAsking(index), query, how, rest);
  // One character for another is a slip only as part of a word that stands in several places or begins a name.
  if (words && how.same && words.some((word) => (word.text.length === 1 || word.weight < 2) && isHan(query[word.from]) && word.text !== query.slice(word.from, word.to))) {
    return;
  }
  if (!words || !words.some((word) => word.text.length > 1)) {
    return;
  }
  const whole = cost + words.reduce((sum, word) => sum + (word.cost || 0), 0) * 0.3;
  const lone = words.findIndex((word) => word.text.length === 1 && word.to - word.from > 1);
  const choices = lone < 0 ? [""] : sameSounding(index, query.slice(words[lone].from, words[lone].to), words[lone].text);
  choices.forEach((choice) => add(words.map((word, place) => (place === lone ? choice : word.text)).join(""), name, whole));
}

/** Characters that one syllable may be, those most written first. */
function sameSounding(index, sound, first) {
  const found = [];
  index.sounds.plain.forEach((sounds, character) => {
    if (character !== first && sounds.indexOf(sound) >= 0) {
      const times = index.phrases.text.split(character).length;
      if (times > 1) {
        found.push([times, character]);
      }
    }
  });
  return [first].concat(found.sort((one, other) => other[0] - one[0]).slice(0, 4).map((pair) => pair[1]));
}

/** Phrases of the pages with the words people ask by. */
function withAsking(index) {
  if (!index.all) {
    index.all = phraseList(`${index.phrases.text}${index.asking.text}`, index.sounds);
  }
  return index.all;
}

/** Characters that stand nowhere together, for others that sound the same. */
async function homophones(index, atoms, query, best, rest) {
  const found = [];
  const add = (text, how, cost) => mended(text, query) && found.push({ text, by: text, how, cost });
  for (const how of [SAME, LIKE]) {
    await rest();
    if (!found.length && atoms.length > 1) {
      readWhole(index.phrases, query, how).filter((each) => each.text.length > 1 && (each.opens || query.length > 2)).slice(0, 2).forEach((each) => add(each.text, "homophone", each.cost * 0.4));
      await inWords(index, query, how, add, "homophone", 0.2, rest);
    }
  }
  await rest();
  const place = placesNamed(index.places, query, true)[0];
  if (place && place.cost > 0 && place.whole) {
    add(index.places.names[place.place], "homophone", place.cost * 0.4);
  }
  if (best.state !== "full") {
    swapped(index, query).forEach((text) => add(text, "typo", 0.8));
  }
  return found;
}

/** Whether a text is the query with few enough characters changed to be a slip: a third, or all of a short word. */
function mended(text, query) {
  const changes = text.split("").filter((character, place) => character !== query[place]).length;
  return changes > 0 && (query.length < 4 || changes <= Math.ceil(query.length / 3));
}

/** Two neighbours in the wrong order: together they stand nowhere, the other way round they do. */
function swapped(index, query) {
  const found = [];
  for (let place = 0; place + 1 < query.length; place += 1) {
    const turned = query[place + 1] + query[place];
    const text = query.slice(0, place) + turned + query.slice(place + 2);
    const known = index.phrases.text;
    // In a long query two neighbours are some word or other whichever way round: there a third must stand beside them.
    const wider = [text.slice(place, place + 3), text.slice(Math.max(place - 1, 0), place + 2)];
    const stands = (query.length < 4 && known.indexOf(turned) >= 0) || wider.some((each) => each.length > 2 && known.indexOf(each) >= 0);
    if (isHan(turned) && stands && known.indexOf(query.slice(place, place + 2)) < 0) {
      found.push(text);
    }
  }
  return found.slice(0, 4);
}

/** The query with those words, in Latin letters, that no page has changed by one letter into words that some have. */
function wordsNearly(index, atoms) {
  let slips = 0;
  const mended = atoms.map((atom) => {
    if (!/^[a-z]{5,}$/.test(atom) || index.light.has(atom)) {
      return atom;
    }
    const known = index.names ? [...tokensOf(index).keys()] : wordsBeginning(index, atom.slice(0, 2));
    const stem = stemOf(atom);
    if (known.indexOf(stem) >= 0) {
      return atom;
    }
    const near = known.find((word) => word.length > 3 && word[0] === stem[0] && nearly(word, stem)) || said(index, atom);
    slips += near ? 1 : 0;
    return near || atom;
  });
  return slips ? [mended.join(" ")] : [];
}

/** A word that people say, differing by one letter. */
function said(index, atom) {
  for (const key of index.synonyms.keys()) {
    if (key[0] === atom[0] && Math.abs(key.length - atom.length) < 2 && nearly(key, atom)) {
      return key;
    }
  }
  return "";
}
