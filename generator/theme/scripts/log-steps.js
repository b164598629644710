/* The steps in which a page and its record are checked. Each tells what holds, what does not, or why it could not be checked. */

import { versionsOf } from "./log-asked.js";
import { bytesOf, fault, textOf } from "./log-files.js";
import { isSigned, readCode, readKey, readNote, readProof, rootCode } from "./log-notes.js";
import { consistencyOf, hex, inclusionOf, isConsistent, isSame, leafHash, nodesOf, rangeHash, rootByInclusion, sha256, unhex, utf8 } from "./log-tree.js";
import { word } from "./words.js";

const PART = "ledger/release/";
const SORTS = ["new", "edit", "correction", "withdrawal", "erasure", "rename"];

/** Check what was asked for, step by step: `tell(state, key, values)` is called for each that `holds`, `fails` or stays `open`. */
export async function checkAll(task, tell) {
  const steps = [...(task.record ? [checkText, checkEntry] : []), checkSigned, checkGrown, ...(task.page ? [checkPage] : []), ...(task.code ? [checkCode] : [])];
  const known = [];
  for (const step of steps) {
    try {
      await step(task, tell);
    } catch (problem) {
      if (!problem.key) {
        throw problem;
      }
      // What one file keeps several steps from is told once.
      const same = `${problem.key} ${JSON.stringify(problem.values)}`;
      const isKnown = known.indexOf(same) >= 0;
      tell(isKnown ? "open" : problem.state, isKnown ? "check.after" : problem.key, problem.values);
      known.push(same);
    }
  }
}

// --- the record ---

async function checkText(task, tell) {
  const version = await versionOf(task);
  const { entry } = version;
  tell("about", "check.about", { record: `${entry.kind}/${entry.id}`, version: entry.version, sort: word(`ledger.sort.${entry.sort}`), time: timeOf(entry) });
  if (!entry.digest) {
    const isNone = !version.salt && !version.text;
    tell(isNone ? "holds" : "fails", isNone ? "check.text.none" : "check.text.other", { file: version.file });
  } else if (!version.salt && !version.text) {
    tell("open", "check.text.erased");
  } else {
    const digest = hex(await sha256(unhex(version.salt), utf8(version.text)));
    tell(digest === entry.digest ? "holds" : "fails", digest === entry.digest ? "check.text" : "check.text.other", { file: version.file });
  }
}

/** The time of an entry by the reader's clock. */
function timeOf(entry) {
  return new Date(entry.time).toLocaleString(document.documentElement.lang);
}

async function checkEntry(task, tell) {
  const version = await versionOf(task);
  const file = version.file.replace(/json$/, "tlog-proof");
  const proof = readProof(await textOf(file));
  if (!proof) {
    throw fault("fails", "check.unread", { file });
  }
  const leaf = await leafHash(utf8(version.encoded));
  const isIn = proof.place === version.entry.sequence && isSame(await rootByInclusion(proof.place, proof.note.size, leaf, proof.path), proof.note.root);
  if (!isIn) {
    throw fault("fails", "check.entry.other", { file: version.file, proof: file });
  }
  task.proved = proof.note;
  tell("holds", "check.entry", { entry: version.entry.sequence, code: await rootCode(proof.note.size, proof.note.root) });
}

/** A version of the record, with the entry that it is logged by. */
async function versionOf(task) {
  const { kind, id, version } = task.record;
  const file = `ledger/${kind}/${id}/${version}.json`;
  try {
    const found = JSON.parse(await textOf(file));
    const entry = JSON.parse(found.entry);
    // A salt is of one length: else some of the text could be passed off as salt.
    const isWhole = /^([0-9a-f]{32})?$/.test(found.salt) && typeof found.text === "string";
    if (isWhole && SORTS.indexOf(entry.sort) >= 0 && [entry.kind, entry.id, entry.version].join() === [kind, id, version].join()) {
      return { file, entry, encoded: found.entry, salt: found.salt, text: found.text };
    }
  } catch (problem) {
    // A version that nobody ever spoke of is not missing: whoever asks has mistaken its number.
    if (problem.key === "check.missing" && (await versionsOf(kind, id)).indexOf(version) < 0) {
      throw fault("open", "check.no-record", { record: `${kind}/${id}/${version}` });
    }
    if (problem.key) {
      throw problem;
    }
  }
  throw fault("fails", "check.unread", { file });
}

// --- the ledger ---

async function checkSigned(task, tell) {
  const now = await checkpointOf(task);
  const given = await keysOf(task);
  const signed = [];
  for (const note of [now, task.proved].filter(Boolean)) {
    for (const line of note.lines) {
      const key = given.find((each) => each.name === line.name && each.id === line.id);
      if (key && !(await holds(note, line, key))) {
        throw fault("fails", "check.signed.false", { name: key.name });
      }
      if (key && (key.isBeside || note === now)) {
        signed.push(key.name);
      }
    }
  }
  const names = Array.from(new Set(signed)).join(" · ");
  if (names) {
    tell("holds", task.key ? "check.signed.yours" : "check.signed", { name: names });
  } else if (given.length) {
    tell(given.every((key) => key.isBeside) ? "open" : "fails", "check.signed.not", { name: given[0].name });
  } else {
    tell("open", "check.signed.none");
  }
}

async function holds(note, line, key) {
  try {
    return await isSigned(note, line, key);
  } catch (unknown) {
    throw fault("open", "check.signed.old");
  }
}

/** The key that the reader trusts, or those that the site gives itself. */
async function keysOf(task) {
  if (task.key) {
    const key = await readKey(task.key);
    if (!key) {
      throw fault("open", "check.signed.unread");
    }
    return [key];
  }
  const lines = await textOf("ledger/keys", true);
  const keys = await Promise.all(lines.split("\n").filter(Boolean).map(readKey));
  if (!keys.every(Boolean)) {
    throw fault("fails", "check.unread", { file: "ledger/keys" });
  }
  return keys;
}

/** The ledger as it is now. */
async function checkpointOf(task) {
  if (!task.now) {
    task.now = readNote(await textOf("ledger/checkpoint"));
    if (!task.now) {
      throw fault("fails", "check.unread", { file: "ledger/checkpoint" });
    }
  }
  return task.now;
}

/** Whether the hashes lead to the root that the ledger has now, and what was proved stands in the same ledger. */
async function checkGrown(task, tell) {
  const now = await checkpointOf(task);
  const files = new Map();
  const nodes = nodesOf(async (path) => {
    if (!files.has(path)) {
      files.set(path, await bytesOf(`ledger/${path}`));
    }
    return files.get(path);
  }, now.size);
  const told = () => ({ files: Array.from(files.keys(), (path) => `ledger/${path}`).join(" "), now: now.size, then: task.proved ? task.proved.size : 0 });
  if (!now.size || !isSame(await rangeHash(0, now.size, nodes), now.root)) {
    throw fault("fails", "check.grown.tiles", told());
  }
  if (task.proved && !(await isBegun(task.proved.size, task.proved.root, now, nodes))) {
    throw fault("fails", "check.grown.other", told());
  }
  task.nodes = nodes;
  tell("holds", "check.grown", { now: now.size, code: await rootCode(now.size, now.root) });
}

/** Whether a ledger of a size and root is the beginning of the one that there is now. */
async function isBegun(size, root, now, nodes) {
  return size <= now.size && isConsistent(size, root, now.size, now.root, await consistencyOf(size, now.size, nodes));
}

/** The root code that the reader kept. */
async function checkCode(task, tell) {
  const code = readCode(task.code);
  if (!code) {
    throw fault("open", "check.code.unread");
  }
  needGrown(task);
  const [size, now] = [Number(code.split("-")[0]), task.now];
  if (size > now.size) {
    throw fault("fails", "check.code.shorter", { then: size, now: now.size });
  }
  const root = await rangeHash(0, size, task.nodes);
  const isKept = (await rootCode(size, root)) === code && (await isBegun(size, root, now, task.nodes));
  tell(isKept ? "holds" : "fails", isKept ? "check.code" : "check.code.other", { then: size });
}

function needGrown(task) {
  if (!task.nodes) {
    throw fault("open", "check.after");
  }
}

// --- the page ---

async function checkPage(task, tell) {
  needGrown(task);
  const listed = await listedIn(task, await releaseOf(task));
  // Of a record that is gone a page is left that says so: what no manifest lists, and is there, was slipped in.
  if (!listed) {
    const isThere = Boolean(await textOf(task.page, true));
    tell(isThere ? "fails" : "open", isThere ? "check.page.unlisted" : "check.page.nowhere", { file: task.page });
    return;
  }
  const isAsListed = hex(await sha256(await bytesOf(task.page))) === listed;
  tell(isAsListed ? "holds" : "fails", isAsListed ? "check.page" : "check.page.other", { file: task.page });
}

/** The last release: a publication ends with it, so that nobody can be shown an earlier one. */
async function releaseOf(task) {
  const file = `${PART}entry.json`;
  const encoded = await textOf(file, true);
  if (!encoded) {
    throw fault("fails", "check.page.unpublished", { file });
  }
  const entry = parsed(encoded, file);
  const leaf = await leafHash(utf8(encoded));
  const path = entry.sequence === task.now.size - 1 ? await inclusionOf(entry.sequence, task.now.size, task.nodes) : [];
  if (entry.kind !== "release" || !isSame(await rootByInclusion(task.now.size - 1, task.now.size, leaf, path), task.now.root)) {
    throw fault("fails", "check.page.entry", { file });
  }
  return entry;
}

function parsed(encoded, file) {
  try {
    return JSON.parse(encoded);
  } catch (problem) {
    throw fault("fails", "check.page.entry", { file });
  }
}

/** The digest that the release manifest has of the page; nothing if it has none. */
async function listedIn(task, entry) {
  const parts = await linesOf("ledger/release.txt", entry.digest);
  const bits = await sha256(utf8(task.page));
  const number = Math.floor(((bits[0] * 256 + bits[1]) * parts.size) / 65536);
  const file = `${PART}${String(number).padStart(3, "0")}.txt`;
  return (await linesOf(file, parts.get(file))).get(task.page);
}

/** The files that a manifest or one of its parts lists, with their digests, if it has the digest that it must have. */
async function linesOf(file, digest) {
  const data = await bytesOf(file);
  if (hex(await sha256(data)) !== digest) {
    throw fault("fails", "check.page.manifest", { file });
  }
  const lines = new TextDecoder().decode(data).split("\n").slice(0, -1);
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
