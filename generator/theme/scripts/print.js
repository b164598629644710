/* A button that prints the sheet, where the page keeps room for one. */

import { all, element } from "./dom.js";
import { word } from "./words.js";

export function startPrint() {
  all("[data-print]").forEach((place) => {
    const button = element("button", { type: "button" }, word("print"));
    button.addEventListener("click", () => window.print());
    place.append(button);
  });
}
