/* The addresses of scripts that may be started from here: the site's own worker, and those of the search. */

import { root } from "./root.js";

/** The address of such a script as browsers with Trusted Types want it, as a plain text elsewhere. Throws for any other. */
export function scriptUrl(address) {
  if (!window.trustedTypes) {
    return ownScript(address);
  }
  // A policy can be made only once, and the search is a script by itself that needs it too.
  window.zhiyinPolicy = window.zhiyinPolicy || window.trustedTypes.createPolicy("zhiyin", { createScriptURL: ownScript });
  return window.zhiyinPolicy.createScriptURL(address);
}

function ownScript(address) {
  const asked = new URL(address, root).href;
  if (asked !== new URL("sw.js", root).href && !asked.startsWith(`${root}assets/search`)) {
    throw new TypeError(`not a script of this site: ${asked}`);
  }
  return asked;
}
