/* Files of the site fetched to be checked, each once; what cannot be had is a fault that a step tells. */

import { root } from "./root.js";

const fetched = new Map();

/** Why a step ends: it `fails`, or stays `open`; what is said of it, and of which file. */
export function fault(state, key, values) {
  return Object.assign(new Error(key), { state, key, values });
}

/** Forget what was fetched: whoever checks again wants what is there now. */
export function forget() {
  fetched.clear();
}

/** So many bytes were fetched. */
export function weight() {
  return Array.from(fetched.values()).reduce((sum, data) => sum + data.length, 0);
}

/** The bytes of a file below the site's first folder. */
export async function bytesOf(file) {
  if (!fetched.has(file)) {
    const answer = await fetch(root + file.replace(/(^|\/)index\.html$/, "$1"), { cache: "no-cache" }).catch(() => {
      throw fault("open", "check.offline", { file });
    });
    if (!answer.ok) {
      throw fault(answer.status === 404 ? "fails" : "open", answer.status === 404 ? "check.missing" : "check.offline", { file });
    }
    // The worker gives what it kept on an earlier day where the network is slow.
    if (answer.headers.has("x-kept-at")) {
      throw fault("open", "check.kept", { file });
    }
    fetched.set(file, new Uint8Array(await answer.arrayBuffer()));
  }
  return fetched.get(file);
}

/** The text of a file; nothing for one that `may` be missing. */
export async function textOf(file, may) {
  try {
    return new TextDecoder().decode(await bytesOf(file));
  } catch (problem) {
    if (may && problem.key === "check.missing") {
      return "";
    }
    throw problem;
  }
}
