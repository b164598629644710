/* Answers a query: what was typed, then what was meant by it. Nothing here knows of pages in a browser: the same module answers
   in the command and in the check. `load(name)` promises `{ stamp, data }` of an index file. */

import { atomsOf, foldText, isHan, joined, nearly, stemOf } from "./search-fold.js";
import { ageIndex, blockOf, namesFor, namesOf, openIndex, readForms, textOf, tokensOf, wordsBeginning } from "./search-data.js";
import { BRIEF, LIKE, SAME, STRICT, phraseList, readInWords, readNearly, readSounds, readWhole, stepsWalked } from "./search-sounds.js";
import { addPlaces, chainOf, placesByCode, placesIn, placesNamed, readPlaces } from "./search-places.js";
import { itemsOf, lightAtoms, scorePages, shardsOf, whyOf } from "./search-score.js";
import { about, citiesOf, codeOf, isOf } from "./search-where.js";

const SHOWN = 30;
/** The same where names of pages have to be fetched. */
const SHOWN_AT_SCALE = 10;
/** From this share of the query on, a page speaks of all of it; below the other, of nothing worth showing. */
const FULL = 0.93;
const SOME = 0.24;
/** A page whose running text alone has the words counts less than this. */
const TELLING = 2.2;
/** And where a whole run of characters stands in running text, no less than this. */
const TOGETHER = 1.6;
/** What weighs so much among the phrases is a word of several pages. */
const COMMON = 20;
const SNIPPET = 80;
/** So many other readings of a query are weighed. */
const MOST_READINGS = 10;

/** A reader of one edition's index. `answer` gives pages, `snippets` adds the lines under them. What `options.rest` promises is waited
    for between steps of a long search, so that a page stays free for other things; where it refuses, nobody wants the answer any more.
    With `options.today`, ISO text, what is over on that day is told as over. */
export function searcher(load) {
  const opened = new Map();
  const open = (lang) => {
    if (!opened.has(lang)) {
      const index = openIndex(lang, load).then(prepare);
      opened.set(lang, index);
      // What failed to load is asked for again the next time.
      index.catch(() => opened.delete(lang));
    }
    return opened.get(lang);
  };
  const openOn = (day) => (lang) => open(lang).then((index) => (ageIndex(index, day), index));
  return {
    answer: (query, options) => answer(openOn(options.today), String(query), Object.assign({ rest: () => Promise.resolve() }, options)),
    snippets: (found) => snippets(open, found),
  };
}

function prepare(index) {
  const core = index.core;
  index.sounds = readSounds(core.sounds || "");
  index.places = readPlaces(core.places, index.sounds);
  index.letters = new Set(core.letters);
  index.keyOf = (text) => (index.chinese ? text : text.split(" ").map(stemOf).join(" "));
  index.synonyms = new Map();
  index.read = new Set();
  readSynonyms(index, core.synonyms);
  const names = index.names ? index.names.folded : "";
  const said = `\t${core.words}\t${core.synonyms.replace(/[=|\n]/g, "\t")}\t`;
  index.phrases = phraseList((names + said).replace(/[^0-9a-z\t\n\u3007\u3400-\u9fff]/g, ""), index.sounds);
  index.asking = phraseList(`\t${[...index.light].filter((word) => word.length > 1).join("\t")}\t`, index.sounds);
  return index;
}

function readSynonyms(index, text) {
  for (const row of text ? text.split("\n") : []) {
    const sides = row.split("=");
    const words = sides[0].split("|");
    const said = index.chinese ? sides[1].split("|") : words;
    for (const one of said) {
      const key = index.keyOf(one);
      if (one) {
        index.synonyms.set(key, (index.synonyms.get(key) || []).concat(words.filter((word) => word !== one)));
      }
    }
  }
}

/** Loads the foreign words that people say, once somebody types letters. */
function foreignWords(index, atoms) {
  const wanted = index.core.foreign && atoms.some((atom) => /[a-z]/.test(atom));
  return once(index, "e", wanted, (rows) => readSynonyms(index, rows));
}

/** Loads how characters sound that stand in no name, and of which others they are forms, once somebody types one. Characters of
    names are simplified themselves: what is loaded changes nothing of other queries. */
function rareCharacters(index, typed) {
  const wanted = index.chinese && foldText(typed, index.forms).split("").some((each) => isHan(each) && !index.sounds.plain.has(each));
  return once(index, "r", wanted, (rare) => {
    readSounds(rare.sounds, index.sounds);
    readForms(index.forms, rare.forms);
  });
}

/** Loads a file that is wanted and not here yet, and has it read a single time. */
function once(index, name, wanted, read) {
  if (!wanted || index.shards.has(name)) {
    return Promise.resolve();
  }
  return index.fetch([name]).then(() => {
    if (!index.read.has(name)) {
      index.read.add(name);
      read(index.shards.get(name));
    }
  });
}

// --- answering ---

function answer(open, typed, options) {
  return open(options.lang).then((index) =>
    answerIn(index, index, typed, options).then((found) => {
      const other = index.core.other;
      if (!other || options.exact || options.local || !wantsOther(index, typed, found)) {
        return found;
      }
      return open(other)
        .then((second) => answerIn(second, index, typed, options))
        .then((fallen) => (fallen.worth > found.worth * 1.05 ? Object.assign(fallen, { fallback: other }) : found));
    })
  );
}

/** What is not fully answered is asked of the other language; and so are several Latin words that are no sounds of Chinese. */
function wantsOther(index, typed, found) {
  const atoms = atomsOf(foldText(typed, index.forms));
  if (found.state !== "full") {
    return atoms.some((atom) => /[a-z]/.test(atom)) || (!index.chinese && atoms.length > 0);
  }
  return index.chinese && atoms.length > 1 && atoms.every((atom) => /^[a-z]+$/.test(atom)) && (found.how === "" || found.how === "synonym");
}

/** The answer of one index, with the names of pages as the reader's own has them. */
function answerIn(index, own, typed, options) {
  // `local` is for a device without a network: only what is here already is searched.
  return (options.local ? Promise.resolve() : rareCharacters(index, typed)).then(() => answerFolded(index, own, typed, options));
}

function answerFolded(index, own, typed, options) {
  const folded = foldText(typed, index.forms);
  const atoms = atomsOf(folded);
  if (!atoms.length) {
    return Promise.resolve(nothing(typed, own));
  }
  return Promise.all(options.local ? [] : [morePlaces(index, atoms), foreignWords(index, atoms)]).then(() => {
    const first = readAs(index, atoms, { how: form(typed, index), by: "" });
    if (options.exact) {
      first.items = first.items.filter((item) => !item.synonym);
      first.places = first.places.filter((each) => each.plain);
    }
    return weighAll(index, [first], options).then((best) => answerBest(index, own, typed, atoms, best, options));
  });
}

async function answerBest(index, own, typed, atoms, best, options) {
  const before = stepsWalked();
  const plain = options.exact || (best.state === "full" && best.sure);
  const others = plain ? [] : await otherReadings(index, atoms, best, options.rest);
  const found = others.length ? await weighAll(index, others, options, best) : best;
  const told = await finish(index, own, typed, found, options);
  // How much of the phrases was walked through, for those who measure.
  return Object.assign(told, { steps: stepsWalked() - before });
}

function nothing(typed, index) {
  return { query: typed, lang: index.lang, by: "", how: "", state: "none", cover: 0, worth: 0, hits: [], groups: [], places: [], instant: [], total: 0 };
}

function form(typed, index) {
  return typed.split("").some((character) => index.forms.has(character)) ? "traditional" : "";
}

/** A query as it is taken, with what was changed to take it so. */
function readAs(index, atoms, change) {
  const light = lightAtoms(index, atoms);
  const items = itemsOf(index, atoms, light);
  return { atoms, light, items, how: change.how, by: change.by, cost: change.cost || 0, loose: change.loose || false, places: change.places || namedPlaces(index, atoms) };
}

/** Weighs readings of the query and gives the best, or the one already known. */
async function weighAll(index, readings, options, known) {
  const weighed = [];
  for (const each of readings) {
    await options.rest();
    weighed.push(weighNames(index, each, options));
  }
  const open = readings.filter((each, place) => !weighed[place]);
  await index.fetch([].concat(...open.map((each) => shardsOf(index, each.items))));
  let best = known;
  for (let place = 0; place < readings.length; place += 1) {
    await (weighed[place] ? null : options.rest());
    const each = weighed[place] || judge(index, readings[place], options);
    if (!best || (worth(each) > worth(best) + 1e-6 && !(known && isGuess(each) && !each.full))) {
      best = each;
    }
  }
  return best;
}

/** A reading that takes characters or letters for others is only believed where it explains everything. */
function isGuess(weighed) {
  return weighed.reading.how === "homophone" || weighed.reading.how === "typo";
}

function worth(weighed) {
  const state = weighed.state === "full" ? 1 : weighed.state === "partial" ? 0.5 : 0;
  return weighed.top * (1 + state) - weighed.reading.cost * 1.2 - (weighed.reading.how && weighed.reading.how !== "traditional" ? 0.6 : 0);
}

/** By the names alone, if that is enough; all is looked through for the others: never what happens to be loaded, or an answer would
    change with the last one. */
function weighNames(index, read, options) {
  if (!options.local && (!index.names || options.deep)) {
    return null;
  }
  index.bare = true;
  const first = judge(index, read, options);
  index.bare = false;
  // What is only guessed must be found in names.
  const guess = read.how && read.how !== "traditional";
  return options.local || (first.state === "full" && first.sure) || (guess && first.state === "none") ? first : null;
}

/** How well a reading is answered by what is loaded. */
function judge(index, read, options) {
  const pages = scorePages(index, read.atoms, read.light, read.items, options.street);
  const places = read.places;
  const page = pages[0];
  const place = places[0];
  const cover = Math.max(page ? page.cover : 0, place ? place.cover : 0);
  const top = Math.max(page ? page.score : 0, place ? place.score * place.cover : 0);
  const sure = Boolean((page && page.cover >= FULL && page.weight >= TELLING) || (place && place.cover >= FULL && place.plain));
  // Running text counts only where all stands together: pairs here and there make no sense.
  const heavy = read.atoms.filter((atom, place) => !read.light[place]);
  const scattered = !sure && (new Set(heavy).size === 1 || !(page && page.weight >= TOGETHER)) && heavy.length > (heavy.every(isHan) ? 2 : 1);
  const asks = read.atoms.every((atom, place, atoms) => index.light.has(atom) || index.light.has(joined(atoms, 0, atoms.length)));
  // A slip of a finger, or a few initials of some place, may always be something else.
  const doubtful = read.loose || (place && place.few && !(page && page.cover >= FULL));
  const state = cover >= FULL && !scattered && !asks && !doubtful ? "full" : cover >= SOME ? "partial" : "none";
  return { reading: read, pages, places, cover, top, sure: sure && !doubtful, state, full: cover >= FULL && !scattered && !asks };
}

// --- places ---

/** Loads the places that begin as the query does, where they are kept apart. */
function morePlaces(index, atoms) {
  if (!index.letters.size) {
    return Promise.resolve();
  }
  const letters = new Set();
  for (const atom of atoms.slice(0, 12)) {
    for (const sound of isHan(atom) ? index.sounds.plain.get(atom) || [] : [atom]) {
      letters.add(index.letters.has(sound[0]) ? sound[0] : "0");
    }
  }
  const names = [...letters].filter((letter) => index.letters.has(letter)).map((letter) => `p${letter}`).filter((name) => !index.shards.has(name)).slice(0, 3);
  return index.fetch(names).then(() => names.forEach((name) => addPlaces(index.places, index.shards.get(name), index.sounds)));
}

/** Places a query names, whole or in its midst, each with the share of the query it is. */
function namedPlaces(index, atoms) {
  const query = joined(atoms, 0, atoms.length).replace(/ /g, "");
  const found = new Map();
  // A place spelt in letters may be a word as well: only what is written out is sure.
  const plain = isHan(query) || !/[a-z]/.test(query);
  const take = (place, score, cover, named, brief) => {
    const known = found.get(place);
    if (!known || known.score * known.cover < score * cover) {
      found.set(place, { place, score, cover, plain: plain || !index.chinese, named, brief, few: Boolean(brief) && query.length < 4 });
    }
  };
  if (/^[0-9]+$/.test(query)) {
    placesByCode(index.places, query).forEach((each) => take(each.place, each.score, 1));
    return [...found.values()];
  }
  placesNamed(index.places, query, false).forEach((each) => take(each.place, each.score, 1, each.whole && each.cost < 0.5, each.cost >= 0.5));
  const light = lightAtoms(index, atoms);
  const heavy = Math.max(light.filter((each) => !each).length, 1);
  const said = placesIn(index.places, atoms, joined);
  for (const each of said) {
    // With those it lies in, said before or after it.
    const chain = new Set(chainOf(index.places, each.place));
    const apart = said.filter((one) => (one.to <= each.from || one.from >= each.to) && chain.has(one.place));
    const above = new Set(apart.map((one) => one.from));
    let whole = each.to - each.from;
    above.forEach((from) => {
      whole += apart.find((one) => one.from === from).to - from;
    });
    take(each.place, 9 - index.places.levels[each.place] * 0.05 + above.size * 0.2, Math.min(whole / heavy, 1));
  }
  return [...found.values()].sort((one, other) => other.score * other.cover - one.score * one.cover || one.place - other.place);
}

// --- what else may be meant ---

async function otherReadings(index, atoms, best, rest) {
  if (!index.chinese) {
    return wordsNearly(index, atoms, best);
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
    wordsNearlyIn(index, atoms).forEach((text) => add(text, "typo", 1.6));
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

/** English words that no page has, for those that differ by one letter. */
function wordsNearly(index, atoms) {
  return wordsNearlyIn(index, atoms).map((text) => readAs(index, atomsOf(text), { how: "typo", by: text, cost: 1, loose: true }));
}

function wordsNearlyIn(index, atoms) {
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

// --- the answer ---

function finish(index, own, typed, best, options) {
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

// --- lines under results ---

/** Adds to each hit its line of text, with the places to be marked: `snippet`, `marks: [[from, to], …]`. */
function snippets(open, found) {
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
