/* “This is wrong”: copies the ready message, and keeps the mail's text the same as the one that was edited. */

import { all, element } from "./dom.js";
import { word } from "./words.js";

const PLACE = "#wrong";

/** Make the form at the foot of the page more useful than a text to copy by hand. */
export function startWrong() {
  const form = document.querySelector(PLACE);
  const text = form && form.querySelector("textarea");
  if (!text) {
    return;
  }
  addCopying(form, text);
  keepMail(form, text);
  openWhenAsked(form);
}

function addCopying(form, text) {
  const button = element("button", { type: "button", "data-copy": "" }, word("copy"));
  const told = element("span", { role: "status", class: "copied" });
  button.addEventListener("click", () => copyMessage(text).then((done) => (told.textContent = word(done ? "copied" : "copy.by-hand"))));
  const ways = form.querySelector(".wrong-ways");
  if (ways) {
    ways.prepend(button, told);
  } else {
    text.after(button, told);
  }
}

/** Whether the text went to the clipboard; where it could not, it is left selected for the reader's own hand. */
function copyMessage(text) {
  return Promise.resolve()
    .then(() => navigator.clipboard.writeText(text.value))
    .then(() => true, () => copySelected(text));
}

function copySelected(text) {
  text.focus();
  text.select();
  // The old way: the only one on pages that did not come by https, and from a file.
  try {
    return document.execCommand("copy");
  } catch (error) {
    return false;
  }
}

function keepMail(form, text) {
  const write = () => all("a[data-mail]", form).forEach((link) => (link.href = withBody(link.getAttribute("href"), text.value)));
  text.addEventListener("input", write);
  write();
}

/** A mail's address with another text. Lines end in mail as RFC 6068 says. */
function withBody(address, body) {
  const [to, query] = address.split("?");
  const fields = (query || "").split("&").filter((field) => field && !/^body=/i.test(field));
  return `${to}?${[...fields, `body=${encodeURIComponent(body.replace(/\r?\n/g, "\r\n"))}`].join("&")}`;
}

function openWhenAsked(form) {
  const open = () => {
    if (location.hash === PLACE) {
      form.open = true;
    }
  };
  open();
  window.addEventListener("hashchange", open);
  // A link followed a second time changes no address.
  all(`a[href="${PLACE}"]`).forEach((link) => link.addEventListener("click", () => (form.open = true)));
}
