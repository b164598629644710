/* What is chosen, as the address keeps it: `?in=440106&task=gate&day=2026-12-05&left=1`. */

/** A division's whole code; addresses leave out the zeros at its end. */
export function codeOf(short) {
  return /^\d{2,12}$/.test(short) ? short.padEnd(12, "0") : "";
}

/** A division's code as addresses have it. */
export function shortOf(code) {
  return code.replace(/(?:0{8}|0{6}|0{3})$/, "");
}

/** The choice in the address, as far as the list knows of it. */
export function readChoice(list) {
  const asked = new URLSearchParams(location.search);
  const choice = {};
  for (const name of list.names) {
    const value = asked.get(name) || "";
    const known = name === "in" ? codeOf(value) : value;
    if (known && list.knows(name, known)) {
      choice[name] = known;
    }
  }
  return choice;
}

/** A choice as the query of an address; empty where nothing is chosen. */
export function writeChoice(choice) {
  const pairs = Object.keys(choice).map((name) => `${name}=${name === "in" ? shortOf(choice.in) : choice[name]}`);
  return pairs.length ? `?${pairs.join("&")}` : "";
}

export function sameChoice(one, other) {
  return writeChoice(one) === writeChoice(other);
}
