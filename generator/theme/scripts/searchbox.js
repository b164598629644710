/* Fetches what the search needs once somebody wants to type: its script, its style and the index, all at once. */

import { all, element } from "./dom.js";
import { root } from "./root.js";
import { scriptUrl } from "./trusted.js";
import { word } from "./words.js";

/** Wait for the page's search box to be wanted. On the page of the search they are there already. */
export function startSearch() {
  all(".search input").forEach((box) => {
    if (box === document.activeElement) {
      fetchSearch();
    } else {
      box.addEventListener("focus", fetchSearch, { once: true });
    }
  });
}

function fetchSearch() {
  const files = word("search.files").split(" ");
  if (!document.querySelector(`[src*="${files[0]}"]`)) {
    document.head.append(
      element("link", { rel: "preload", as: "script", href: root + files[2] }),
      element("link", { rel: "stylesheet", href: root + files[1] }),
      element("script", { src: scriptUrl(files[0]) })
    );
  }
}
