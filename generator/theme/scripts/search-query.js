/* Answers a query: what was typed, then what was meant by it. Nothing here knows of pages in a browser: the same module answers
   in the command and in the check. `load(name)` promises `{ stamp, data }` of an index file. */

import { atomsOf, foldText } from "./search-fold.js";
import { ageIndex } from "./search-data.js";
import { stepsWalked } from "./search-sounds.js";
import { foreignWords, morePlaces, openReady, rareCharacters } from "./search-open.js";
import { readAs } from "./search-readings.js";
import { weighAll } from "./search-weigh.js";
import { otherReadings } from "./search-meant.js";
import { finish, nothing } from "./search-hits.js";
import { snippets } from "./search-snippets.js";

/** A reader of one edition's index. `answer` gives pages, `snippets` adds the lines under them. What `options.rest` promises is waited
    for between steps of a long search, so that a page stays free for other things; where it refuses, nobody wants the answer any more.
    With `options.today`, ISO text, what is over on that day is told as over. */
export function searcher(load) {
  const opened = new Map();
  const open = (lang) => {
    if (!opened.has(lang)) {
      const index = openReady(lang, load);
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

function form(typed, index) {
  return typed.split("").some((character) => index.forms.has(character)) ? "traditional" : "";
}
