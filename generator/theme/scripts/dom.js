/* Small helps for making and finding parts of a page; nothing here takes HTML as text. */

/** A new element with its attributes and children; a child is an element or a text. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key of Object.keys(attributes || {})) {
    made.setAttribute(key, attributes[key]);
  }
  made.append(...children);
  return made;
}

/** Every element within the page, or within one of its parts, that a selector chooses. */
export function all(selector, within) {
  return Array.from((within || document).querySelectorAll(selector));
}

/** Do something once the whole page is there. */
export function whenReady(step) {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", step, { once: true });
  } else {
    step();
  }
}
