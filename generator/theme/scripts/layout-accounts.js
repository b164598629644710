/* Tables that readers can put into another order by their headings. The order is kept in the address, so that it can be passed on. */

import { all, element, whenReady } from "./dom.js";
import { word } from "./words.js";

// One table's order as it stands in the address: `sort=lines.since.down`.
const ASKED = "sort";

function startSorting() {
  const tables = all("table[data-sort]").filter((table) => table.tBodies[0] && table.tBodies[0].rows.length > 1);
  tables.forEach(makeSortable);
  const asked = (new URLSearchParams(location.search).get(ASKED) || "").split(".");
  const table = tables.find((other) => other.getAttribute("data-sort") === asked[0]);
  const heading = table && headings(table).find((other) => other.getAttribute("data-column") === asked[1]);
  if (heading) {
    sort(table, heading, asked[2] === "down");
    goToLine();
  }
}

function headings(table) {
  return Array.from(table.tHead.rows[0].cells);
}

function makeSortable(table) {
  table.classList.add("sortable");
  table.tHead.rows[0].setAttribute("data-label", word("accounts.sort"));
  const said = element("p", { class: "visually-hidden", role: "status" });
  table.after(said);
  headings(table).forEach((heading) => {
    const button = element("button", { type: "button" }, ...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      sort(table, heading, down);
      said.textContent = word(down ? "accounts.down" : "accounts.up", { name: button.textContent });
      remember([table.getAttribute("data-sort"), heading.getAttribute("data-column"), down ? "down" : "up"].join("."));
    });
  });
}

/** Lines that say nothing in a column come last either way; lines that say the same keep their order. */
function sort(table, heading, down) {
  const place = headings(table).indexOf(heading);
  const compare = heading.hasAttribute("data-number") ? byNumber : byWords();
  const rows = Array.from(table.tBodies[0].rows).map((row) => [row, row.cells[place].textContent.trim()]);
  rows.sort((one, other) => {
    if (!one[1] || !other[1]) {
      return Number(!one[1]) - Number(!other[1]);
    }
    return down ? compare(other[1], one[1]) : compare(one[1], other[1]);
  });
  table.tBodies[0].append(...rows.map((row) => row[0]));
  headings(table).forEach((other) => other.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}

function byNumber(one, other) {
  return Number(one.replace(/,/g, "")) - Number(other.replace(/,/g, ""));
}

/** In the language of the page: Chinese by its sound. */
function byWords() {
  return new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
}

function remember(order) {
  const address = new URL(location.href);
  address.searchParams.set(ASKED, order);
  try {
    history.replaceState(null, "", address);
  } catch (refused) {
    // Pages opened from a folder may not change their address; the order holds all the same.
  }
}

/** The line a link led to has moved: go after it. */
function goToLine() {
  const line = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (line) {
    line.scrollIntoView();
  }
}

whenReady(startSorting);
