/* What the reader chose to see: colours, size of the letters, elder mode. Kept on the device, the same in every tab. */

import { all, element } from "./dom.js";
import { word } from "./words.js";

const KEPT_UNDER = "zhiyin.display";
// The first of each is what holds where nothing was chosen; it is not written down.
const CHOICES = { mode: ["", "elder"], size: ["", "large", "larger"], theme: ["", "light", "dark"] };
const NAMES = {
  size: ["size.normal", "size.large", "size.larger"],
  theme: ["theme.device", "theme.light", "theme.dark"],
};
const listeners = [];
let chosen = {};
let keeps = true;

/** Show the page as the reader chose. Runs before the first paint, so that nothing flickers. */
export function startDisplay() {
  show(kept());
  window.addEventListener("storage", (event) => {
    if (event.key === KEPT_UNDER || event.key === null) {
      show(kept());
    }
  });
  // A page that comes back from the browser's memory was not told what changed meanwhile.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      show(kept());
    }
  });
}

/** Whether elder mode is on. */
export function inElderMode() {
  return chosen.mode === "elder";
}

/** Call a function after every change of what is chosen. */
export function whenChosen(listener) {
  listeners.push(listener);
}

/** Put the controls where the page keeps room for them. */
export function startSettings() {
  all("[data-settings]").forEach((place) => {
    place.append(elderButton(), group("size"), group("theme"));
  });
  whenChosen(showChosen);
  showChosen();
}

/** What the device kept; where it keeps nothing, what was chosen on this page holds as long as it is open. */
function kept() {
  try {
    return keeps ? known(JSON.parse(localStorage.getItem(KEPT_UNDER))) : chosen;
  } catch (error) {
    return chosen;
  }
}

/** Only the choices that there are, whatever was stored. */
function known(values) {
  const found = {};
  for (const name of Object.keys(CHOICES)) {
    if (values && CHOICES[name].indexOf(values[name]) > 0) {
      found[name] = values[name];
    }
  }
  return found;
}

function show(choice) {
  chosen = choice;
  for (const name of Object.keys(CHOICES)) {
    if (chosen[name]) {
      document.documentElement.setAttribute(`data-${name}`, chosen[name]);
    } else {
      document.documentElement.removeAttribute(`data-${name}`);
    }
  }
  listeners.forEach((listener) => listener());
}

function choose(name, value) {
  show(known(Object.assign({}, chosen, { [name]: value })));
  try {
    localStorage.setItem(KEPT_UNDER, JSON.stringify(chosen));
  } catch (error) {
    keeps = false;
  }
}

function elderButton() {
  const note = element("span", { class: "elder-note" }, word("elder.note"));
  const button = element("button", { type: "button", class: "elder", "data-elder": "" }, word("elder"), " ", note);
  button.addEventListener("click", () => choose("mode", inElderMode() ? "" : "elder"));
  return button;
}

function group(name) {
  const choices = CHOICES[name].map((value, place) => {
    const radio = element("input", { type: "radio", name: `zhiyin-${name}`, value: value, autocomplete: "off" });
    radio.addEventListener("change", () => choose(name, value));
    return element("label", {}, radio, element("span", {}, word(NAMES[name][place])));
  });
  return element("fieldset", { "data-setting": name }, element("legend", {}, word(name)), ...choices);
}

function showChosen() {
  all("[data-elder]").forEach((button) => button.setAttribute("aria-pressed", String(inElderMode())));
  all("[data-setting]").forEach((fieldset) => {
    all("input", fieldset).forEach((radio) => {
      radio.checked = radio.value === (chosen[fieldset.getAttribute("data-setting")] || "");
    });
  });
}
