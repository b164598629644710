/* On a copy that was opened from a stick or a folder there is no server to find `index.html`: links name it themselves. */

/** Mend the links of the page, and those that are added later. */
export function startFiles() {
  if (location.protocol !== "file:") {
    return;
  }
  mendAll(document);
  const changes = new MutationObserver((records) => {
    records.forEach((record) => (record.type === "attributes" ? mend(record.target) : record.addedNodes.forEach(mendAdded)));
  });
  changes.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["href", "action"] });
}

function mendAdded(node) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    mend(node);
    mendAll(node);
  }
}

function mendAll(within) {
  within.querySelectorAll("a[href], form[action]").forEach(mend);
}

function mend(part) {
  const name = part.matches("a[href]") ? "href" : part.matches("form[action]") ? "action" : "";
  const address = name && part.getAttribute(name);
  // What names its scheme or host leads away from the copy.
  if (address && !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) {
    const named = address.replace(/^([^?#]*\/)(?=$|[?#])/, "$1index.html");
    if (named !== address) {
      part.setAttribute(name, named);
    }
  }
}
