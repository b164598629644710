/* One way to take a query: what is looked for, the places it names, and what was changed to take it so. */

import { isHan, joined } from "./search-fold.js";
import { chainOf, placesByCode, placesIn, placesNamed } from "./search-places.js";
import { itemsOf, lightAtoms } from "./search-score.js";

/** A query as it is taken, with what was changed to take it so. */
export function readAs(index, atoms, change) {
  const light = lightAtoms(index, atoms);
  const items = itemsOf(index, atoms, light);
  return { atoms, light, items, how: change.how, by: change.by, cost: change.cost || 0, loose: change.loose || false, places: change.places || namedPlaces(index, atoms) };
}

/** Places a query names, whole or in its midst, each with the share of the query it is. */
export function namedPlaces(index, atoms) {
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
  const said = placesIn(index.places, atoms);
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
