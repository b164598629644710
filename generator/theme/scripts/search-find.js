/* Where a term stands: in the names that the core of an index holds, and in the files of terms that have been fetched. */

import { isHan, stemOf } from "./search-fold.js";
import { decode } from "./search-data.js";

const TITLED = 3;

/** The files in which a text's terms stand. */
export function shardsFor(index, text) {
  if (!isHan(text)) {
    return [`t${shardOf(index, stemOf(text).slice(0, 2))}`];
  }
  const names = new Set();
  for (let place = 0; place < Math.max(text.length - 1, 1); place += 1) {
    names.add(`t${shardOf(index, text[place])}`);
  }
  return [...names];
}

function shardOf(index, key) {
  return (key.charCodeAt(0) * 31 + (key.length > 1 ? key.charCodeAt(1) : 0)) % index.core.terms;
}

/** Where a text stands: for each part its strongest field. Only in what is loaded, and of that in the names alone while `bare`. */
export function find(index, text, prefix) {
  const key = `${index.bare ? "!" : ""}${text}${prefix ? "*" : ""}`;
  const known = index.lists.get(key);
  const loaded = index.shards.size;
  if (known && known.loaded === loaded) {
    return known.list;
  }
  const fields = new Map();
  if (index.names) {
    findInNames(index, text, prefix, fields);
  }
  if (!index.bare) {
    findInShards(index, text, prefix, fields);
  }
  if (index.lists.size > 2000) {
    index.lists.clear();
  }
  const list = { fields, pages: countPages(index, fields) };
  index.lists.set(key, { loaded, list });
  return list;
}

function countPages(index, fields) {
  const pages = new Set();
  fields.forEach((field, part) => pages.add(index.page[part]));
  return pages.size;
}

function keep(fields, part, field) {
  if (!(fields.get(part) > field)) {
    fields.set(part, field);
  }
}

/** The line of a place in the folded names. */
function lineAt(names, place) {
  let low = 0;
  let high = names.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (names.starts[middle] <= place) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** A line of the names as part and field. */
function partAt(index, line) {
  const part = line % index.parts;
  const heading = index.first[index.page[part]] === part ? TITLED : 2;
  return { part, field: line < index.parts ? heading : 1 };
}

function findInNames(index, text, prefix, fields) {
  const names = index.names;
  if (isHan(text)) {
    for (let place = names.folded.indexOf(text); place >= 0; place = names.folded.indexOf(text, place + 1)) {
      const found = partAt(index, lineAt(names, place));
      keep(fields, found.part, found.field);
    }
    return;
  }
  const stem = stemOf(text);
  const take = (postings) => {
    for (let place = 0; place < postings.length; place += 2) {
      keep(fields, postings[place], postings[place + 1]);
    }
  };
  const tokens = tokensOf(index);
  take(tokens.get(stem) || []);
  if (prefix && text.length > 1) {
    tokens.forEach((postings, token) => token.length > stem.length && (token.startsWith(stem) || token.startsWith(text)) && take(postings));
  }
}

/** The Latin words and numbers of the names, each with parts and fields. */
export function tokensOf(index) {
  const names = index.names;
  if (names.tokens) {
    return names.tokens;
  }
  names.tokens = new Map();
  const text = names.folded.replace(/['\u2019\u02bc](?=[a-z])/g, "");
  let line = -1;
  const pattern = /\n|[0-9a-z]+/g;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    if (found[0] === "\n") {
      line += 1;
      continue;
    }
    const token = stemOf(found[0]);
    const { part, field } = partAt(index, line);
    const postings = names.tokens.get(token);
    if (postings) {
      postings.push(part, field);
    } else {
      names.tokens.set(token, [part, field]);
    }
  }
  return names.tokens;
}

function findInShards(index, text, prefix, fields) {
  if (!isHan(text)) {
    findWord(index, stemOf(text), prefix, (part, field) => keep(fields, part, field));
  } else if (text.length === 1) {
    const line = lineFor(index, text);
    for (let place = 1; line && place < line.length; ) {
      place = postingsAt(index, line, place + 1, (part, field) => keep(fields, part, field));
    }
  } else {
    findPhrase(index, text, fields);
  }
}

function lineFor(index, key) {
  const shard = index.shards.get(`t${shardOf(index, key)}`);
  return shard && shard.lines.get(key);
}

function postingsAt(index, line, place, take) {
  const fields = index.core.fields;
  let part = -1;
  return decode(line, place, (value) => {
    part += Math.floor(value / fields) + 1;
    take(part, fields > 1 ? value % fields : 0);
  });
}

/** Parts in which all pairs of a phrase stand, with the weakest field of them. */
function findPhrase(index, text, fields) {
  let all = null;
  for (let place = 0; place + 1 < text.length; place += 1) {
    const line = lineFor(index, text[place]);
    const at = line ? line.indexOf(text[place + 1], 1) : -1;
    const next = new Map();
    if (at > 0) {
      postingsAt(index, line, at + 1, (part, field) => next.set(part, field));
    }
    if (index.names && text.length > 2) {
      // A pair that stands in the names is not told again of the same part's text.
      find(index, text.slice(place, place + 2)).fields.forEach((field, part) => next.has(part) || next.set(part, 0));
    }
    if (all) {
      all.forEach((field, part) => (next.has(part) ? all.set(part, Math.min(field, next.get(part))) : all.delete(part)));
    } else {
      all = next;
    }
    if (!all.size) {
      return;
    }
  }
  all.forEach((field, part) => keep(fields, part, field));
}

function findWord(index, stem, prefix, take) {
  const line = lineFor(index, stem.slice(0, 2));
  const rest = stem.slice(2);
  if (!line) {
    return;
  }
  const exact = line.indexOf(` ${rest}=`);
  if (exact > 0) {
    postingsAt(index, line, exact + rest.length + 2, take);
  }
  if (prefix && stem.length > 1) {
    for (let place = line.indexOf(` ${rest}`, 1); place > 0; place = line.indexOf(` ${rest}`, place + 1)) {
      if (place !== exact) {
        postingsAt(index, line, line.indexOf("=", place) + 1, take);
      }
    }
  }
}

/** The words of the loaded files that begin with two letters, without them. */
export function wordsBeginning(index, two) {
  const line = lineFor(index, two) || "";
  return (line.slice(2).match(/ [^= ]*(?==)/g) || []).map((rest) => two + rest.slice(1));
}
