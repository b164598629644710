/* Loads files of the search index as scripts, which works from a stick too. Each calls `zhiyinSearch` with its name, the mark of
   the index it belongs to, and its data. */

import { element } from "./dom.js";
import { scriptUrl } from "./trusted.js";

/** Milliseconds after which a file that has not come is given up. */
const PATIENCE = 15000;
const arrived = new Map();
const marksOf = new Map();
let again = "";

// The one name that must be found from outside: files of the index are scripts of their own.
window.zhiyinSearch = (name, stamp, data) => arrived.set(name, { stamp, data });

/** The mark of the index of a language, once its first file is here. */
export function markOf(lang) {
  return marksOf.get(lang) || "";
}

/** Have every index asked of the host anew, not of what the browser kept. */
export function forgetIndexes() {
  marksOf.clear();
  again = `?${Date.now()}`;
}

/** Promises `{ stamp, data }` of a file. */
export function loadFile(name) {
  const lang = name.split(/-(?=[a-z][0-9a-z]*$)/)[0];
  const whole = marksOf.has(lang) && lang !== name;
  return load(name, whole ? `?${marksOf.get(lang)}` : again).then((file) => {
    if (!whole) {
      marksOf.set(name, file.stamp);
    }
    return file;
  });
}

function load(name, query) {
  return new Promise((give, refuse) => {
    const script = element("script", { src: scriptUrl(`assets/search/${name}.js${query}`) });
    const end = () => {
      clearTimeout(timer);
      script.remove();
      const file = arrived.get(name);
      arrived.delete(name);
      if (file) {
        give(file);
      } else {
        refuse(new Error(`search: ${name} did not come`));
      }
    };
    const timer = setTimeout(end, PATIENCE);
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    document.head.append(script);
  });
}
