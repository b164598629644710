/* The page that checks a page and its record in the browser: what a reader gives, and what was found, in words. */

import { all, element, whenReady } from "./dom.js";
import { askedFor } from "./log-asked.js";
import { forget, weight } from "./log-files.js";
import { checkAll } from "./log-steps.js";
import { word } from "./words.js";

// What a reader may give, each with its name and what to type; the address of this page may bring them along.
const FIELDS = [["of", "check.field.of", "check.field.of.how"], ["code", "check.field.code", "check.field.code.how"], ["key", "check.field.key", "check.field.key.how"]];
// How a step ends, worst first: what stands before it, and how all of it is summed up.
const STATES = [["fails", "check.is.fails", "check.all.fails"], ["open", "check.is.open", "check.all.open"], ["holds", "check.is.holds", "check.all.holds"]];

function startCheck(box) {
  if (location.protocol === "file:" || !window.crypto || !crypto.subtle) {
    box.append(element("p", { class: "callout" }, word(location.protocol === "file:" ? "check.stick" : "check.plain")));
    return;
  }
  const asked = new URLSearchParams(location.search);
  // Long ones are compared by eye, so they go on in a second line instead of out of sight.
  const inputs = FIELDS.map(([name]) => element("textarea", { id: `check-${name}`, name, rows: "2", enterkeyhint: "go", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-describedby": `check-${name}-how` }));
  const button = element("button", { type: "submit" }, word("check.start"));
  const form = element("form", {}, ...inputs.map((input, place) => labelled(input, ...FIELDS[place].slice(1))), button);
  const found = element("div", { class: "check-found", "aria-live": "polite" });
  // Above the form, so that whoever comes by a link sees it without a search.
  box.append(found, form);
  inputs.forEach((input) => (input.value = asked.get(input.name) || ""));
  const start = () => check(found, button, box.getAttribute("data-check").split(" "), ...inputs.map((input) => input.value.trim()));
  const answer = (event) => {
    event.preventDefault();
    start();
    found.scrollIntoView({ block: "nearest" });
  };
  form.addEventListener("submit", answer);
  form.addEventListener("keydown", (event) => event.key === "Enter" && event.target !== button && !event.isComposing && answer(event));
  if (asked.get("of")) {
    start();
  }
}

function labelled(input, name, how) {
  return element("div", {}, element("label", { for: input.id }, word(name)), element("p", { id: `${input.id}-how` }, word(how)), input);
}

/** Check, once at a time, and show each step as soon as it is done. */
async function check(found, button, kinds, of, code, key) {
  if (button.hasAttribute("aria-disabled")) {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  forget();
  const states = [];
  const said = element("p", { class: "check-said" }, word("check.running"));
  const steps = element("ol", { class: "check-steps" });
  found.textContent = "";
  found.append(said, steps);
  const tell = (state, key, values) => {
    states.push(state);
    steps.append(step(state, key, values));
  };
  try {
    await checkAll({ ...(await askedFor(of, kinds)), code, key }, tell);
  } catch (problem) {
    tell("open", problem.key || "check.broken", problem.values || { why: String(problem) });
  }
  conclude(said, states);
  found.append(element("p", {}, word("check.weight", { count: Math.ceil(weight() / 1000) })));
  button.removeAttribute("aria-disabled");
}

function step(state, key, values) {
  const found = STATES.find(([name]) => name === state);
  const mark = found ? [element("strong", {}, word(found[1])), " "] : [];
  return element("li", { "data-state": state, "data-step": key.replace("check.", "") }, ...mark, word(key, values));
}

function conclude(said, states) {
  const [worst, , sum] = STATES.find(([name]) => states.indexOf(name) >= 0);
  const count = states.filter((state) => state === worst).length;
  said.setAttribute("data-outcome", worst);
  said.textContent = word(sum, { count });
}

whenReady(() => all("[data-check]").forEach(startCheck));
