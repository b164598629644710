/* Reads the files of an index: its pages with their ranks, names and texts. Written by generator/search/index.py, where the form of
   each file is told. Nothing is unpacked before it is asked for. */

import { foldRare } from "./search-fold.js";

/** The form of index that this script reads. */
const FORMAT = 1;
const ENDS = "!#$%&'()*+,-./0123456789:;>?@ABCDEFGHIJKLMNOP";
const MORE = "QRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
const DIGITS = digits();
/** Milliseconds. */
const LENGTH_OF_DAY = 86400000;

function digits() {
  const values = new Int8Array(128).fill(-1);
  for (let value = 0; value < 45; value += 1) {
    values[ENDS.charCodeAt(value)] = value;
    values[MORE.charCodeAt(value)] = value + 45;
  }
  return values;
}

/** An index that is out of date, or broken: whoever asked loads the page or the file again. */
function staleIndex(name) {
  const error = new Error(`search: ${name} does not belong to this index`);
  error.stale = true;
  return error;
}

/** Opens the index of a language. `load(name)` promises `{ stamp, data }` of a file. */
export function openIndex(lang, load) {
  return load(lang).then((file) => {
    if (!file.data || file.data.format !== FORMAT) {
      throw staleIndex(lang);
    }
    return indexOf(lang, file, load);
  });
}

function indexOf(lang, file, load) {
  const core = file.data;
  const index = { lang, core, shards: new Map(), coming: new Map(), lists: new Map(), forms: new Map(), chinese: Boolean(core.sounds) };
  readPages(index, core);
  index.light = new Set(core.light.split(" "));
  index.names = core.names ? readNames(index, core.names) : null;
  index.fetch = (names) => fetchShards(index, load, names);
  return index;
}

/** Adds forms of characters, each with the simplified one that texts are searched by. */
export function readForms(forms, text) {
  for (const group of text.split(" ")) {
    for (let place = 1; place < group.length; place += 1) {
      forms.set(group[place], group[0]);
    }
  }
}

/** Loads the files that are not here yet, each once however many ask for it. */
function fetchShards(index, load, names) {
  const missing = [...new Set(names)].filter((name) => !index.shards.has(name));
  return Promise.all(
    missing.map((name) => {
      if (!index.coming.has(name)) {
        const coming = fetchShard(index, load, name);
        const ended = () => index.coming.delete(name);
        index.coming.set(name, coming);
        coming.then(ended, ended);
      }
      return index.coming.get(name);
    })
  );
}

function fetchShard(index, load, name) {
  return load(`${index.lang}-${name}`).then((file) => {
    if (file.stamp !== index.core.marks[name]) {
      throw staleIndex(`${index.lang}-${name}`);
    }
    index.shards.set(name, name[0] === "t" ? { lines: linesOf(file.data) } : file.data);
  });
}

/** The lines of a file of terms by what they begin with. */
function linesOf(text) {
  const lines = new Map();
  for (const line of text.split("\n")) {
    const size = line.charCodeAt(0) > 127 || line[1] === " " ? 1 : 2;
    lines.set(line.slice(0, size), line);
  }
  return lines;
}

// --- pages ---

/** Make an index say what is so on a day after the one it was made on: what is over since is over, and nobody knows how many places
    are left. `day` is ISO text. */
export function ageIndex(index, day) {
  const passed = Math.round((Date.parse(day) - Date.parse(index.core.day)) / LENGTH_OF_DAY);
  if (!(passed > 0) || index.day === day) {
    return;
  }
  index.day = day;
  index.left.fill(0);
  const expired = index.core.states.indexOf("expired");
  index.toGo.forEach((days, page) => {
    if (days && days <= passed) {
      index.state[page] = expired;
    }
  });
}

function readPages(index, core) {
  const columns = core.pages.map((column) => {
    const numbers = [];
    decode(column, 0, (value) => numbers.push(value));
    return numbers;
  });
  const parts = columns[2] || [];
  const count = parts.length;
  index.count = count;
  index.kind = Uint8Array.from(columns[0] || []);
  index.state = Uint8Array.from(columns[1] || []);
  index.left = Uint32Array.from(columns[3] || []);
  index.days = Uint32Array.from(columns[4] || []);
  index.place = Uint16Array.from(columns[5] || []);
  index.toGo = Uint32Array.from(columns[6] || []);
  index.first = new Uint32Array(count + 1);
  parts.forEach((size, page) => {
    index.first[page + 1] = index.first[page] + size;
  });
  index.parts = index.first[count];
  index.page = new Uint32Array(index.parts);
  for (let page = 0; page < count; page += 1) {
    index.page.fill(page, index.first[page], index.first[page + 1]);
  }
}

/** Numbers of a text from a place on, until a character that is none; gives the place after them. */
export function decode(text, from, take) {
  let value = 0;
  let scale = 1;
  let place = from;
  for (; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    const digit = code < 128 ? DIGITS[code] : -1;
    if (digit < 0) {
      break;
    }
    value += (digit < 45 ? digit : digit - 45) * scale;
    scale *= 45;
    if (digit < 45) {
      take(value);
      value = 0;
      scale = 1;
    }
  }
  return place;
}

// --- names ---

/** The names of all parts as they are shown, and folded in one text to be searched. */
function readNames(index, text) {
  const shown = text.split("\n");
  const heads = [];
  const facts = [];
  for (const line of shown) {
    const fields = line.split("\v");
    heads.push(fields[1]);
    facts.push(fields[2]);
  }
  // Each part's names stand in one line, then the facts of each in one: the place tells part and field.
  const folded = foldLong(`\n${heads.join("\n")}\n${facts.join("\n")}\n`);
  return { shown, folded, starts: startsOf(folded), tokens: null };
}

/** Texts of the pages are simplified and ordinary already, but for letters' size and forms of full width. */
function foldLong(text) {
  return foldRare(text.normalize("NFKC").toLowerCase());
}

function startsOf(text) {
  const starts = [];
  for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) {
    starts.push(place);
  }
  return Uint32Array.from(starts);
}

// --- what is shown ---

/** The file in which a page's names stand, or a part's text: the last that begins at it or before. */
export function blockOf(starts, place) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The files that are needed to name some pages. */
export function namesFor(index, pages) {
  return index.names ? [] : [...new Set(pages.map((page) => `d${blockOf(index.core.docs, page)}`))];
}

/** Anchor (for a head the id), names and facts of a part, whose file is loaded. */
export function namesOf(index, part) {
  let line = null;
  if (index.names) {
    line = index.names.shown[part];
  } else {
    const page = index.page[part];
    const block = blockOf(index.core.docs, page);
    line = index.shards.get(`d${block}`).split("\n")[part - index.first[index.core.docs[block]]];
  }
  const fields = line.split("\v");
  return { anchor: fields[0], titles: fields[1].split("\t"), facts: fields[2] ? fields[2].split("\t") : [] };
}

/** The text of a part, whose file is loaded. */
export function textOf(index, part) {
  const block = blockOf(index.core.texts, part);
  return index.shards.get(`x${block}`).split("\n")[part - index.core.texts[block]];
}
