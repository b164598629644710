/* How what is typed is read: folded to simple forms and cut into atoms, which are Chinese characters, and Latin words and
   numbers. generator/search/terms.py does the same to the pages. */

/** So much of a query is looked at, in characters and in atoms. */
const LONGEST_QUERY = 120;
const MOST_ATOMS = 40;
const APOSTROPHES = /['\u2019\u02bc](?=[a-z])/g;
const ATOMS = /[\u3007\u3400-\u9fff]|[0-9a-z]+|[^\s\u0000-\u00bf\u2000-\u2bff\u2e00-\u3006\u3008-\u303f\uf900-\uffff]+/g;

export function isHan(text) {
  const code = text.charCodeAt(0);
  return (code >= 0x3400 && code <= 0x9fff) || code === 0x3007;
}

/** What was typed with ordinary, small, unaccented letters and, by a map of other forms, simplified characters. */
export function foldText(text, forms) {
  let folded = text.slice(0, LONGEST_QUERY).normalize("NFKC").toLowerCase();
  if (/[^\u0000-\u007f]/.test(folded)) {
    folded = foldRare(folded);
    folded = folded.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    folded = folded.replace(/[\u3400-\u9fff]/g, (form) => forms.get(form) || form);
  }
  return folded.replace(APOSTROPHES, "").slice(0, LONGEST_QUERY);
}

/** Two signs that nobody types for a character that is two halves here, as in generator/search/terms.py. */
export function foldRare(text) {
  return text.replace(/[\ud840-\ud8bf][\udc00-\udfff]/g, (rare) => {
    const code = rare.codePointAt(0);
    return String.fromCharCode(0x4dc0 + ((code >> 6) % 64), 0x4dc0 + (code % 64));
  });
}

/** The atoms of a folded text. What is in no writing that is searched is an atom too: it can match nothing. */
export function atomsOf(folded) {
  return (folded.match(ATOMS) || []).slice(0, MOST_ATOMS);
}

/** Atoms in one text, with a space between two Latin ones, as names are compared. */
export function joined(atoms, from, to) {
  let text = "";
  for (let place = from; place < to; place += 1) {
    const apart = text && atoms[place] < "\u0080" && text[text.length - 1] < "\u0080";
    text += apart ? ` ${atoms[place]}` : atoms[place];
  }
  return text;
}

/** A word without the commonest endings, in the spelling that needs fewer letters. */
export function stemOf(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) {
    return word;
  }
  let stem = word;
  if (stem.length > 5) {
    stem = stem.replace(/is(e|er|ed|ing|ation)(?=s?$)/, "iz$1").replace(/our(?=(?:s|ed|ing)?$)/, "or");
  }
  if (/ies$/.test(stem) && stem.length > 4) {
    stem = `${stem.slice(0, -3)}y`;
  } else if (/(?:sses|shes|ches|xes)$/.test(stem)) {
    stem = stem.slice(0, -2);
  } else if (/s$/.test(stem) && !/(?:ss|us|is)$/.test(stem)) {
    stem = stem.slice(0, -1);
  }
  const ending = /(?:ing|ed)$/.exec(stem);
  if (ending && ending.index >= 3) {
    stem = stem.slice(0, ending.index);
    if (stem[stem.length - 1] === stem[stem.length - 2] && !/[ls]$/.test(stem)) {
      stem = stem.slice(0, -1);
    }
  }
  return /e$/.test(stem) && stem.length > 4 ? stem.slice(0, -1) : stem;
}

/** Whether two words are the same but for one letter: put in, left out, changed, or two of them swapped. */
export function nearly(one, other) {
  const longer = Math.max(one.length, other.length);
  if (Math.abs(one.length - other.length) > 1) {
    return false;
  }
  let start = 0;
  while (start < longer && one[start] === other[start]) {
    start += 1;
  }
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one[one.length - 1 - end] === other[other.length - 1 - end]) {
    end += 1;
  }
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left[0] === right[1] && left[1] === right[0]);
}
