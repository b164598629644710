/* What is read aloud of a page, in reading order: its texts, each with its part of the page and its language. */

const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,tr,dt,dd,div,section,summary,figcaption,caption,blockquote,pre,label,main";
// Between these the voice pauses, as the eye does.
const PARTS = "td,th,.chip,.badge";
const SKIPPED = "nav,svg,script,style,template,button,select,textarea,[hidden],[aria-hidden=true],.edit-hint,.visually-hidden,.cite,.aloud";
const LONGEST = 120;
// A letter, a digit or a Chinese character: what is only marks is not said. (\p{…} would stop old browsers from reading this file.)
const WORDY = /[^\s!-/:-@[-`{-~\u00a0-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]/;

/** Pieces of a part of the page: `{block, lang, text}`, none longer than a voice can say in one go. */
export function pieces(within) {
  const found = [];
  for (const text of texts(within)) {
    const said = spoken(text);
    const last = found[found.length - 1] || { text: "" };
    const block = text.parentElement.closest(BLOCKS);
    const lang = text.parentElement.closest("[lang]").lang;
    const part = text.parentElement.closest(PARTS);
    if (said === " ") {
      last.text += " ";
    } else if (last.block === block && last.lang === lang) {
      last.text += (last.part === part ? "" : pauseIn(lang)) + said;
      last.part = part;
    } else {
      found.push({ block, lang, text: said, part });
    }
  }
  return [].concat(...found.map(shortened)).filter((piece) => WORDY.test(piece.text));
}

function pauseIn(lang) {
  return lang.startsWith("zh") ? "，" : ", ";
}

/** The texts that a reader sees, in order. */
function texts(within) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest(SKIPPED) && shown(text.parentElement)) {
      found.push(text);
    }
  }
  return found;
}

/** Whether a part is displayed, and stands in no closed details but as their summary. */
function shown(part) {
  if (part.getClientRects().length === 0) {
    return false;
  }
  for (let closed = part.closest("details:not([open])"); closed; closed = closed.parentElement.closest("details:not([open])")) {
    const summary = closed.querySelector("summary");
    if (!summary || !summary.contains(part)) {
      return false;
    }
  }
  return true;
}

/** A text as it is said: white space as on the page, telephone numbers digit by digit. */
function spoken(text) {
  const plain = text.data.replace(/\s+/g, " ");
  return text.parentElement.closest(".tel, a[href^='tel:']") ? plain.replace(/\d{3,}/g, (digits) => digits.split("").join(" ")) : plain;
}

/** A long piece cut after sentences: many voices fall silent in the middle of a long text. */
function shortened(piece) {
  const parts = [""];
  for (const sentence of piece.text.match(/[^。！？；]*?(?:[。！？；]+|[.!?;]+\s|$)/g)) {
    if (parts[parts.length - 1] && (parts[parts.length - 1] + sentence).length > LONGEST) {
      parts.push("");
    }
    parts[parts.length - 1] += sentence;
  }
  return parts.map((text) => ({ block: piece.block, lang: piece.lang, text: text.trim() }));
}
