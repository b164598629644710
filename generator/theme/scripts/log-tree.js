/* The arithmetic of the public ledger: hashes and proofs of RFC 6962, and hashes read out of tiles. It fetches and shows nothing. */

const TILE = 256;

export function utf8(text) {
  return new TextEncoder().encode(text);
}

/** SHA-256 of some bytes, one after the other. */
export async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => whole.set(part, at) || at + part.length, 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function unhex(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

export function isSame(one, other) {
  return Boolean(one && other) && hex(one) === hex(other);
}

export function leafHash(data) {
  return sha256([0], data);
}

function nodeHash(left, right) {
  return sha256([1], left, right);
}

/** The root that a proof of inclusion leads to, or nothing if it is too short or too long for its place. */
export async function rootByInclusion(index, size, leaf, path) {
  if (index >= size) {
    return null;
  }
  let [found, last, at] = [leaf, size - 1, 0];
  for (; last > 0; last = half(last), index = half(index)) {
    if (index % 2 || index < last) {
      if (at === path.length) {
        return null;
      }
      found = index % 2 ? await nodeHash(path[at], found) : await nodeHash(found, path[at]);
      at += 1;
    }
  }
  return at === path.length ? found : null;
}

/** Whether a proof shows that one tree is the beginning of another. */
export async function isConsistent(old, oldRoot, size, root, path) {
  if (old < 1 || old > size) {
    return false;
  }
  if (old === size) {
    return !path.length && isSame(oldRoot, root);
  }
  let [index, last, at] = [old - 1, size - 1, 0];
  for (; index % 2; index = half(index)) {
    last = half(last);
  }
  let then = index ? path[at++] : oldRoot;
  let now = then;
  for (; last > 0; last = half(last), index = half(index)) {
    if (index % 2 || index < last) {
      const beside = path[at++];
      if (!beside || !then) {
        return false;
      }
      then = index % 2 ? await nodeHash(beside, then) : then;
      now = index % 2 ? await nodeHash(beside, now) : await nodeHash(now, beside);
    }
  }
  return at === path.length && isSame(then, oldRoot) && isSame(now, root);
}

function half(number) {
  return Math.floor(number / 2);
}

// --- out of the hashes of complete subtrees: `nodes(height, index)` promises that of the leaves from `index << height` on ---

/** The hash of the leaves from `first` up to but not including `last`. */
export async function rangeHash(first, last, nodes) {
  const cut = split(last - first);
  if (cut * 2 === last - first || last - first === 1) {
    const height = Math.round(Math.log2(last - first));
    return nodes(height, first / (last - first));
  }
  return nodeHash(await rangeHash(first, first + cut, nodes), await rangeHash(first + cut, last, nodes));
}

/** What proves that a leaf stands in a tree: its sibling first. */
export async function inclusionOf(index, size, nodes) {
  const path = [];
  let [first, last] = [0, size];
  while (last - first > 1) {
    const middle = first + split(last - first);
    path.unshift(index < middle ? await rangeHash(middle, last, nodes) : await rangeHash(first, middle, nodes));
    [first, last] = index < middle ? [first, middle] : [middle, last];
  }
  return path;
}

/** What proves that the tree of an earlier size is the beginning of a later one. */
export async function consistencyOf(old, size, nodes) {
  const path = [];
  let [first, last, whole] = [0, size, true];
  while (old < last) {
    const middle = first + split(last - first);
    path.unshift(old <= middle ? await rangeHash(middle, last, nodes) : await rangeHash(first, middle, nodes));
    whole = whole && old <= middle;
    [first, last] = old <= middle ? [first, middle] : [middle, last];
  }
  return whole ? path : [await rangeHash(first, last, nodes), ...path];
}

/** The largest power of two below a size: where RFC 6962 parts a tree. */
function split(size) {
  let found = 1;
  while (found * 2 < size) {
    found *= 2;
  }
  return found;
}

// --- tiles ---

/** The hashes of complete subtrees, out of the tiles of a tree of a size; `read(path)` promises the bytes of a file. */
export function nodesOf(read, size) {
  return async (height, index) => {
    const level = Math.floor(height / 8);
    const count = 2 ** (height % 8);
    const number = Math.floor((index * count) / TILE);
    const width = Math.min(TILE, Math.floor(size / TILE ** level) - number * TILE);
    const data = await read(tilePath(level, number, width));
    const at = (index * count) % TILE;
    return fold(Array.from({ length: count }, (none, place) => data.slice((at + place) * 32, (at + place + 1) * 32)));
  };
}

async function fold(row) {
  while (row.length > 1) {
    row = await Promise.all(row.filter((hash, place) => place % 2 === 0).map((hash, place) => nodeHash(hash, row[place * 2 + 1])));
  }
  return row[0];
}

function tilePath(level, number, width) {
  const groups = [String(number % 1000).padStart(3, "0")];
  for (let rest = Math.floor(number / 1000); rest; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${groups.join("/")}${width === TILE ? "" : `.p/${width}`}`;
}
