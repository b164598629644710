/* The one address of a script that may be started from here: the site's own worker. */

import { root } from "./root.js";

let policy = null;

/** The address of `sw.js` as browsers with Trusted Types want it, as a plain text elsewhere. Throws for any other script. */
export function scriptUrl(address) {
  if (!window.trustedTypes) {
    return ownWorker(address);
  }
  // A policy can be made only once: browsers refuse a second of the same name.
  policy = policy || window.trustedTypes.createPolicy("zhiyin", { createScriptURL: ownWorker });
  return policy.createScriptURL(address);
}

function ownWorker(address) {
  const asked = new URL(address, root).href;
  if (asked !== new URL("sw.js", root).href) {
    throw new TypeError(`not a script of this site: ${asked}`);
  }
  return asked;
}
