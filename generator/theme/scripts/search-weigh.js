/* How well each way to take a query is answered, and which is the best. */

import { isHan, joined } from "./search-fold.js";
import { scorePages, shardsOf } from "./search-score.js";

/** From this share of the query on, a page speaks of all of it; below the other, of nothing worth showing. */
export const FULL = 0.93;
export const SOME = 0.24;
/** A page whose running text alone has the words counts less than this. */
const TELLING = 2.2;
/** And where a whole run of characters stands in running text, no less than this. */
const TOGETHER = 1.6;

/** Weighs readings of the query and gives the best, or the one already known. */
export async function weighAll(index, readings, options, known) {
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

export function worth(weighed) {
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
