/* An index made ready to be asked, and those files of it that are fetched only once somebody types what needs them: foreign words,
   rare characters, places by their letters. */

import { foldText, isHan, stemOf } from "./search-fold.js";
import { openIndex, readForms } from "./search-data.js";
import { phraseList, readSounds } from "./search-sounds.js";
import { addPlaces, readPlaces } from "./search-places.js";

/** Opens the index of a language for queries. `load(name)` promises `{ stamp, data }` of a file. */
export function openReady(lang, load) {
  return openIndex(lang, load).then(prepare);
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
export function foreignWords(index, atoms) {
  const wanted = index.core.foreign && atoms.some((atom) => /[a-z]/.test(atom));
  return once(index, "e", wanted, (rows) => readSynonyms(index, rows));
}

/** Loads how characters sound that stand in no name, and of which others they are forms, once somebody types one. Characters of
    names are simplified themselves: what is loaded changes nothing of other queries. */
export function rareCharacters(index, typed) {
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

/** Loads the places that begin as the query does, where they are kept apart. */
export function morePlaces(index, atoms) {
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
