/* What the preview adds to a page: a bar that names the file to edit, what is wrong with the content, and loading the page anew
   when it is another. The published site has none of it. */

"use strict";

(function () {
  const told = JSON.parse(document.querySelector("script[data-preview]").dataset.preview);
  const words = told.words;
  const bar = element("aside", { class: "zhiyin-preview", "aria-label": words.label, lang: told.lang === "zh" ? "zh-CN" : told.lang });
  const counts = element("summary", {});
  const list = element("details", { hidden: "" }, counts);
  // Read out when it changes, so it must be there before its words are.
  const lead = element("p", { role: "status" });
  let events = null;
  let opened = false;

  // What the next publication would enter in the ledger; not worth being read out with every change.
  const waiting = element("summary", {});
  const waits = element("details", { hidden: "" }, waiting);

  bar.append(lead, list, waits, ...source());
  document.body.append(bar);
  leaveWorkers();
  listen();
  // Browsers hold few connections to one host: a page that nobody looks at needs none.
  document.addEventListener("visibilitychange", listen);

  function listen() {
    if (document.hidden) {
      events && events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/~preview/events");
      events.onmessage = (event) => hear(JSON.parse(event.data));
      events.onerror = () => (lead.textContent = words.lost);
    }
  }

  function hear(state) {
    show(state);
    fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then((found) => {
      if (found.headers.get("ETag") !== `"${told.mark}"`) {
        // Browsers keep the place on the page.
        location.reload();
      }
    }, () => undefined);
  }

  // --- what is wrong ---

  function show(state) {
    lead.textContent = state.lead;
    counts.textContent = state.count;
    list.replaceChildren(counts, element("ol", {}, ...state.rows.map(row)), ...(state.more ? [element("p", {}, state.more)] : []));
    list.hidden = !state.rows.length;
    waiting.textContent = state.waits[0] || "";
    waits.replaceChildren(waiting, ...state.waits.slice(1).map((line) => element("p", {}, line)));
    waits.hidden = !state.waits.length;
    // Opened for whoever makes a mistake; closed again it stays closed.
    if (state.errors && !opened) {
      list.open = true;
    }
    opened = Boolean(state.errors);
    bar.dataset.state = state.errors ? "error" : state.rows.length ? "warning" : "sound";
  }

  function row(problem) {
    const place = problem.place ? [element("a", { href: problem.link }, problem.place), " "] : [];
    const field = problem.field ? [element("code", {}, problem.field), " "] : [];
    const hint = problem.hint ? [element("p", {}, words.hint, problem.hint)] : [];
    return element("li", {}, element("p", {}, ...place, ...field, element("strong", {}, problem.said), " ", problem.message), ...hint);
  }

  // --- the file to edit ---

  function source() {
    if (!told.file) {
      return [];
    }
    const button = element("button", { type: "button" }, words.copy);
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(told.path).then(() => (button.textContent = words.copied), () => undefined);
    });
    const named = told.link ? element("a", { href: told.link }, told.file) : element("code", {}, told.file);
    return [element("p", { class: "zhiyin-preview-source" }, words.edit, named, " ", button)];
  }

  // --- small helps ---

  /** A worker that an earlier preview or a site at this address has left would go on showing its old pages. */
  function leaveWorkers() {
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.getRegistrations().then((found) => found.forEach((worker) => worker.unregister()), () => undefined);
    }
  }

  function element(name, attributes, ...content) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    made.append(...content);
    return made;
  }
})();
