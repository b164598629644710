/* Reads the page aloud with the device's own voices, part by part, and marks the part that is being read. Elder mode only. */

import { all, element } from "./dom.js";
import { inElderMode, whenChosen } from "./display.js";
import { pieces } from "./passages.js";
import { word } from "./words.js";

let bar = null;
let button = null;
let told = null;
let reading = null;

/** Offer the bar whenever elder mode is on and the device can speak the page's language. */
export function startAloud() {
  if (!("speechSynthesis" in window) || !("SpeechSynthesisUtterance" in window) || !document.querySelector("main:not([data-kind=print])")) {
    return;
  }
  offerAloud();
  whenChosen(offerAloud);
  if (speechSynthesis.addEventListener) {
    speechSynthesis.addEventListener("voiceschanged", offerAloud);
  }
  // A voice goes on after its page is gone unless it is told to stop.
  window.addEventListener("pagehide", stopReading);
}

function offerAloud() {
  const wanted = inElderMode() && speaks(document.documentElement.lang);
  if (wanted && !bar) {
    addBar();
  } else if (!wanted && bar) {
    stopReading();
    bar.remove();
    bar = null;
  }
}

/** Below the crumbs, where it stays in sight while the page is read. */
function addBar() {
  button = element("button", { type: "button", "data-aloud": "" }, word("aloud.start"));
  button.addEventListener("click", () => (reading ? stopReading() : startReading()));
  told = element("span", { role: "status" });
  bar = element("div", { class: "aloud" }, button, told);
  const main = document.querySelector("main");
  const crumbs = main.querySelector(".crumbs");
  main.insertBefore(bar, crumbs && crumbs.parentNode === main ? crumbs.nextSibling : main.firstChild);
}

// --- voices ---

function primary(lang) {
  return lang.toLowerCase().split(/[-_]/)[0].replace(/^(cmn|yue)$/, "zh");
}

/** The device's own voices. Others would send the page's words to somebody else's computer. */
function voices() {
  return speechSynthesis.getVoices().filter((voice) => voice.localService !== false);
}

/** Whether there is a voice for a language; a device that has named none yet may have one. */
function speaks(lang) {
  return speechSynthesis.getVoices().length === 0 || Boolean(voiceFor(lang));
}

function voiceFor(lang) {
  const plain = (tag) => tag.toLowerCase().replace("_", "-");
  const fitting = voices().filter((voice) => primary(voice.lang) === primary(lang));
  return fitting.find((voice) => plain(voice.lang) === plain(lang)) || fitting.find((voice) => voice.default) || fitting[0];
}

// --- reading ---

/** Read on from the first part in sight, so that who has scrolled down need not hear all that stands above. */
function startReading() {
  const edge = Math.max(bar.getBoundingClientRect().bottom, 0);
  const whole = pieces(document.querySelector("main"));
  const below = whole.findIndex((piece) => piece.block.getBoundingClientRect().bottom > edge);
  reading = { left: whole.slice(Math.max(below, 0)), utterance: null };
  hush();
  speechSynthesis.resume();
  told.textContent = "";
  button.textContent = word("aloud.stop");
  readNext(reading);
}

/** Old Chromium swallows what is said right after it was told to be silent for no reason. */
function hush() {
  if (speechSynthesis.speaking || speechSynthesis.pending) {
    speechSynthesis.cancel();
  }
}

function stopReading() {
  if (!reading) {
    return;
  }
  reading = null;
  hush();
  mark(null);
  button.textContent = word("aloud.start");
}

function readNext(run) {
  const piece = run.left.shift();
  if (!piece) {
    stopReading();
    return;
  }
  mark(piece.block);
  // Kept by the run: Chromium forgets to say that an utterance has ended when nothing holds it.
  run.utterance = new SpeechSynthesisUtterance(piece.text);
  run.utterance.lang = piece.lang;
  run.utterance.voice = voiceFor(piece.lang) || null;
  run.utterance.onend = () => reading === run && readNext(run);
  run.utterance.onerror = () => reading === run && failReading();
  speechSynthesis.speak(run.utterance);
}

function failReading() {
  stopReading();
  told.textContent = word("aloud.failed");
}

/** Show which part is being read, and bring it into sight. */
function mark(block) {
  all("[data-reading]").forEach((part) => part !== block && part.removeAttribute("data-reading"));
  if (!block || block.hasAttribute("data-reading")) {
    return;
  }
  block.setAttribute("data-reading", "");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tall = block.getBoundingClientRect().height > window.innerHeight / 2;
  block.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: tall ? "start" : "center" });
}
