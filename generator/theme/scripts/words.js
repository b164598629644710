/* What the script says, in the language of the page: the build puts the words in (generator/theme/script.py). */

const WORDS = {};

/** A sentence by its key, which is its key in generator/words/ without `js.`; `{name}` is filled in from the values. */
export function word(key, values) {
  return WORDS[key].replace(/\{(\w+)\}/g, (blank, name) => (values && name in values ? String(values[name]) : blank));
}
