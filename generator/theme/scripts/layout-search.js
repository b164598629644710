/* Starts the search in every box of the page: at once on the page of the search, on others when a box is first wanted. */

import { startBox } from "./combobox.js";
import { all, whenReady } from "./dom.js";

whenReady(() => all(".search input").forEach(startBox));
