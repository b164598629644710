/* Signed notes, proofs, keys and root codes of the public ledger, taken apart. It fetches and shows nothing. */

import { hex, sha256, utf8 } from "./log-tree.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const NOTE = /^[^\n]+\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n(?:[^\n]+\n)*\n((?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)*)$/;
const PROOF = /^c2sp\.org\/tlog-proof@v1\n(?:extra [^\n]*\n)?index (0|[1-9]\d{0,14})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n([^]*)$/;
// Of whoever keeps the ledger, and of whoever signs beside.
const KEPT = 1;
const BESIDE = 4;

/** A checkpoint: its text, size, root, and the lines under it; nothing if it is none. */
export function readNote(note) {
  const found = NOTE.exec(note);
  if (!found) {
    return null;
  }
  const lines = found[3].split("\n").slice(0, -1).map((line) => {
    const data = unb64(line.split(" ")[2]);
    return { name: line.split(" ")[1], id: hex(data.slice(0, 4)), data: data.slice(4) };
  });
  return { text: note.slice(0, note.length - found[3].length - 1), size: Number(found[1]), root: unb64(found[2]), lines };
}

/** A proof: the place of its entry, the hashes beside its way, and the checkpoint that they lead to; nothing if it is none. */
export function readProof(proof) {
  const found = PROOF.exec(proof);
  const note = found && readNote(found[3]);
  return note ? { place: Number(found[1]), path: found[2].split("\n").slice(0, -1).map(unb64), note } : null;
}

/** A public key `name+id+base64`; nothing if it cannot be read. */
export async function readKey(text) {
  const [name, id, ...rest] = text.replace(/\s/g, "").split("+");
  const raw = unb64(rest.join("+"));
  const isOne = raw.length === 33 && (raw[0] === KEPT || raw[0] === BESIDE);
  const own = isOne && hex((await sha256(utf8(`${name}\n`), raw)).slice(0, 4));
  return own && own === id ? { name, id, isBeside: raw[0] === BESIDE, raw: raw.slice(1) } : null;
}

/** Whether a line under a note is by a key. Throws where the browser does not know this sort of signature. */
export async function isSigned(note, line, key) {
  const time = key.isBeside ? line.data.slice(0, 8).reduce((sum, byte) => sum * 256 + byte, 0) : 0;
  const said = key.isBeside ? `cosignature/v1\ntime ${time}\n${note.text}` : note.text;
  const own = await crypto.subtle.importKey("raw", key.raw, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, own, key.isBeside ? line.data.slice(8) : line.data, utf8(said));
}

/** Size and root in short, as it is printed on pages: `28-6B6A-…`. */
export async function rootCode(size, root) {
  const digest = await sha256(utf8(`zhiyin root code\n${size}\n`), root);
  const letters = Array.from({ length: 20 }, (none, place) => {
    const bit = place * 5;
    const two = digest[bit >> 3] * 256 + digest[(bit >> 3) + 1];
    return LETTERS[(two >> (11 - (bit & 7))) & 31];
  });
  return [size, ...letters.join("").match(/..../g)].join("-");
}

/** A root code as somebody typed it, in its own letters: none of them is I, L or O. */
export function readCode(text) {
  const typed = text.normalize("NFKC").toUpperCase().replace(/[‐-―−\s]+/g, "-");
  const [size, ...groups] = typed.split("-").filter(Boolean);
  const code = [size, ...groups.map((group) => group.replace(/O/g, "0").replace(/[IL]/g, "1"))].join("-");
  return /^[1-9]\d{0,14}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/.test(code) ? code : "";
}

function unb64(text) {
  try {
    return Uint8Array.from(atob(text || ""), (letter) => letter.charCodeAt(0));
  } catch (unread) {
    return new Uint8Array(0);
  }
}
