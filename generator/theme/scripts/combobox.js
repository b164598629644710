/* A search box: asks while one types, follows keys, and keeps the address. After the pattern for comboboxes with a list below. */

import { today } from "./clock.js";
import { forgetIndexes, loadFile, markOf } from "./indexfiles.js";
import { panelOf, showAnswer, showFailure, showKept, showWaiting } from "./panel.js";
import { keepRecent, keptSearch } from "./recent.js";
import { fillSnippets } from "./results.js";
import { searcher } from "./search-query.js";
import { word } from "./words.js";

/** So many characters are searched for, and more where the language is written in letters; what is longer is cut, and that is said. */
const MOST_TYPED = 40;
const MOST_LETTERS = 60;
/** Milliseconds after which what is searched for stands in the address. */
const SETTLED = 200;
/** After so long without an answer the panel says that it is searching. */
const SILENCE = 400;

/** Milliseconds of work after which others have their turn. */
const AT_ONCE = 8;

let searching = null;
let busyUntil = 0;

/** Make a box of the page search. */
export function startBox(input) {
  const main = document.querySelector("main[data-kind=search]");
  const box = { input, whole: Boolean(main), turn: 0, options: [], active: -1, only: {}, exact: false, asked: "" };
  box.search = (change) => ask(box, change);
  box.take = (text) => take(box, text);
  box.parts = panelOf(box);
  const room = main ? main.querySelector("[data-search-results]") : input.form;
  room.append(box.parts.status, box.parts.panel);
  room.hidden = false;
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "search-list", "aria-expanded": "false", autocomplete: "off", spellcheck: "false" };
  Object.keys(said).forEach((name) => input.setAttribute(name, said[name]));
  listen(box);
  if (main && !input.value) {
    input.value = new URLSearchParams(location.search).get("q") || "";
  }
  if (main || document.activeElement === input) {
    edited(box);
  }
}

function listen(box) {
  const { input } = box;
  const heard = { input: () => edited(box), focus: () => box.parts.panel.hidden && edited(box), keydown: (event) => press(box, event) };
  Object.keys(heard).forEach((name) => input.addEventListener(name, heard[name]));
  // While characters are put together from sounds, what stands in the box is not yet what is meant.
  input.addEventListener("compositionstart", () => (box.composing = true));
  input.addEventListener("compositionend", () => {
    box.composing = false;
    edited(box);
  });
  input.form.addEventListener("submit", (event) => submit(box, event));
  box.parts.list.addEventListener("click", (event) => follow(box, event));
  box.parts.list.addEventListener("auxclick", (event) => follow(box, event));
  if (!box.whole) {
    document.addEventListener("pointerdown", (event) => input.form.contains(event.target) || close(box));
    input.form.addEventListener("focusout", (event) => event.relatedTarget && !input.form.contains(event.relatedTarget) && close(box));
  }
}

// --- asking ---

/** The text is another, or the box is entered again. */
function edited(box) {
  if (box.composing) {
    return;
  }
  const typed = box.input.value.trim();
  if (typed !== box.asked) {
    Object.assign(box, { only: {}, exact: false });
  }
  box.local = false;
  box.parts.panel.removeAttribute("data-answers");
  ask(box);
}

function take(box, text) {
  box.input.value = text;
  box.input.focus();
  edited(box);
}

function ask(box, change) {
  Object.assign(box, change);
  box.turn += 1;
  const turn = box.turn;
  const typed = box.input.value.trim();
  box.asked = typed;
  tellAddress(box);
  clearTimeout(box.silence);
  if (!typed) {
    render(box, () => showKept(box));
    return;
  }
  const current = (step) => (value) => turn === box.turn && (clearTimeout(box.silence), step(value));
  box.silence = setTimeout(() => turn === box.turn && render(box, () => showWaiting(box)), SILENCE);
  answerOf(box, typed, turn).then(current((found) => show(box, found)), current((error) => fail(box, error)));
}

function answerOf(box, typed, turn) {
  searching = searching || searcher(loadFile);
  const query = shortened(typed);
  box.cut = query.length < typed.length ? query.length : 0;
  const { street } = keptSearch();
  return searching.answer(query, {
    lang: word("search.lang"), today: today(), street: street ? street.code : "", exact: box.exact, only: box.only, local: box.local,
    rest: () => breath().then(() => turn === box.turn || Promise.reject(new Error("search: something else is asked"))),
  });
}

/** Lets the browser do what waits, if the search has been at work for a while. */
function breath() {
  const now = performance.now();
  if (now < busyUntil) {
    return Promise.resolve();
  }
  return new Promise((done) => {
    const turn = new MessageChannel();
    turn.port1.onmessage = () => {
      busyUntil = performance.now() + AT_ONCE;
      turn.port1.close();
      done();
    };
    turn.port2.postMessage(0);
  });
}

/** As much of a text as is searched for, no character cut in half. */
function shortened(text) {
  const most = document.documentElement.lang.startsWith("zh") ? MOST_TYPED : MOST_LETTERS;
  return text.length > most ? Array.from(text.slice(0, most * 2)).slice(0, most).join("") : text;
}

function show(box, found) {
  const mark = box.whole ? document.querySelector("main").getAttribute("data-stamp") : "";
  box.failed = false;
  box.stale = Boolean(mark) && mark !== markOf(word("search.lang"));
  render(box, () => showAnswer(box, found));
  box.parts.panel.setAttribute("data-answers", box.asked);
  watchSnippets(box, found);
}

/** Fill the panel anew. Whoever is on one of its buttons is brought to the same one again, or to the box. */
function render(box, step) {
  const { panel } = box.parts;
  panel.removeAttribute("data-answers");
  const held = panel.contains(document.activeElement) ? document.activeElement.getAttribute("data-key") : null;
  step();
  panel.hidden = false;
  if (held !== null) {
    (panel.querySelector(`[data-key="${held}"]`) || box.input).focus({ preventScroll: true });
  }
  open(box);
}

/** What belongs to another day's index is asked for anew once; after that it is said. */
function fail(box, error) {
  if (error.stale) {
    searching = null;
    forgetIndexes();
  }
  if (error.stale && !box.failed) {
    box.failed = true;
    ask(box);
    return;
  }
  // Where only a further file did not come, names can still be searched, and it is said that nothing else was.
  if (!error.stale && !box.local && markOf(word("search.lang"))) {
    ask(box, { local: true });
    return;
  }
  box.failed = false;
  render(box, () => showFailure(box, Boolean(error.stale)));
  if (!error.stale && !/^search: /.test(error.message)) {
    throw error;
  }
}

/** Lines of text are fetched for results that are seen. */
function watchSnippets(box, found) {
  if (box.watcher) {
    box.watcher.disconnect();
  }
  const asked = searching;
  const wanted = (options) => {
    const hits = options.map((option) => option.hit);
    asked.snippets(Object.assign({}, found, { hits })).then(() => fillSnippets(options), ignore);
  };
  if (!window.IntersectionObserver) {
    wanted(box.options);
    return;
  }
  box.watcher = new IntersectionObserver((entries) => {
    const seen = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    seen.forEach((option) => box.watcher.unobserve(option));
    if (seen.length) {
      wanted(seen);
    }
  });
  box.options.forEach((option) => box.watcher.observe(option));
}

function ignore() {
  // Without its line of text a result is still a result.
}

/** The page of the search has its query in the address, so that it can be passed on. */
function tellAddress(box) {
  if (!box.whole) {
    return;
  }
  clearTimeout(box.telling);
  box.telling = setTimeout(() => {
    try {
      history.replaceState(null, "", box.asked ? `?${new URLSearchParams({ q: box.asked })}` : location.pathname);
    } catch (error) {
      // Some browsers allow only so many changes of the address in a minute.
    }
  }, SETTLED);
}

// --- open and closed ---

function open(box) {
  const { panel } = box.parts;
  const there = Array.from(panel.children).some((part) => !part.hidden);
  panel.hidden = !there || (!box.whole && !box.input.form.contains(document.activeElement));
  box.input.setAttribute("aria-expanded", String(!panel.hidden && box.options.length > 0));
  choose(box, -1);
}

function close(box) {
  box.parts.panel.hidden = !box.whole || box.parts.panel.hidden;
  box.input.setAttribute("aria-expanded", "false");
  choose(box, -1);
}

// --- keys ---

function choose(box, place) {
  box.active = place;
  box.options.forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
  if (place < 0) {
    box.input.removeAttribute("aria-activedescendant");
  } else {
    box.input.setAttribute("aria-activedescendant", box.options[place].id);
    box.options[place].scrollIntoView({ block: "nearest" });
  }
}

function press(box, event) {
  if (box.composing || event.isComposing || event.keyCode === 229) {
    return;
  }
  const last = box.options.length - 1;
  const shut = box.input.getAttribute("aria-expanded") !== "true";
  const steps = {
    ArrowDown: () => (shut ? edited(box) : choose(box, box.active < last ? box.active + 1 : 0)),
    ArrowUp: () => (shut ? edited(box) : choose(box, box.active > 0 ? box.active - 1 : last)),
    Home: () => box.active >= 0 && choose(box, 0),
    End: () => box.active >= 0 && choose(box, last),
    Enter: () => box.active >= 0 && openResult(box, box.options[box.active]),
    Escape: () => escape(box),
  };
  if (steps[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey && steps[event.key]() !== false) {
    event.preventDefault();
  }
}

function escape(box) {
  if (!box.whole && !box.parts.panel.hidden) {
    close(box);
  } else {
    take(box, "");
  }
}

function openResult(box, option) {
  keepRecent(box.asked);
  option.querySelector("a").click();
}

/** The whole of a result leads to its page, not its words alone; with the keys and buttons that open another tab, there. */
function follow(box, event) {
  const option = event.target.closest("[role=option]");
  if (!option || event.button > 1) {
    return;
  }
  const link = option.querySelector("a");
  keepRecent(box.asked);
  if (link.contains(event.target)) {
    return;
  }
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) {
    window.open(link.href, "_blank", "noopener");
  } else {
    link.click();
  }
}

function submit(box, event) {
  keepRecent(box.input.value);
  if (box.whole) {
    event.preventDefault();
    edited(box);
  }
}
