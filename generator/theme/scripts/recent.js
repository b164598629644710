/* What the search keeps, on this device alone: what was last searched for, and the reader's own street. */

const KEPT = "zhiyin.search";
const MOST = 8;
const LONGEST_KEPT = 40;

/** What is kept: `{ recent: [text, …], street: { code, name } }`; nothing where the device keeps nothing. */
export function keptSearch() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT)) || {};
    const recent = Array.isArray(found.recent) ? found.recent.filter((text) => typeof text === "string").slice(0, MOST) : [];
    const street = found.street && /^[0-9]{12}$/.test(found.street.code) ? { code: found.street.code, name: String(found.street.name) } : null;
    return { recent, street };
  } catch (error) {
    return { recent: [], street: null };
  }
}

/** Remember a search, the latest first. */
export function keepRecent(text) {
  const said = text.trim();
  const { recent } = keptSearch();
  if (said && said.length <= LONGEST_KEPT) {
    store({ recent: [said].concat(recent.filter((other) => other !== said)).slice(0, MOST) });
  }
}

export function clearRecent() {
  store({ recent: [] });
}

/** Remember the reader's own street, or no street. */
export function keepStreet(street) {
  store({ street });
}

function store(change) {
  const kept = Object.assign(keptSearch(), change);
  try {
    if (kept.recent.length || kept.street) {
      localStorage.setItem(KEPT, JSON.stringify(kept));
    } else {
      localStorage.removeItem(KEPT);
    }
  } catch (error) {
    // A device that keeps nothing: the next search begins afresh.
  }
}
