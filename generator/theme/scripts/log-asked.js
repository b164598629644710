/* What is to be checked, out of what a reader gives: a page's address, or a record with or without the number of a version. */

import { fault, textOf } from "./log-files.js";
import { root } from "./root.js";

/** The record and the page that are meant; neither where nothing is given, no record where the page is not one's. */
export async function askedFor(given, kinds) {
  const text = given.split(/[?#]/)[0];
  const isAddress = text.startsWith(root);
  if (/^[a-z]+:/i.test(text) && !isAddress) {
    throw fault("open", "check.elsewhere", { root });
  }
  const path = (isAddress ? text.slice(root.length) : text.replace(/^\//, "")).replace(/(^|\/)index\.html$/, "$1");
  const parts = path.split("/").filter(Boolean);
  const at = parts.findIndex((part) => kinds.indexOf(part) >= 0);
  const [kind, id, version, more] = at < 0 ? [] : parts.slice(at);
  // With a stroke at its end it is a page, and a number in it is no version's.
  const isNamed = Boolean(id) && !isAddress && !path.endsWith("/");
  const isOne = Boolean(id) && !more && (isNamed || !version);
  const record = isOne ? await recordOf(kind, id, version, isNamed) : null;
  return { record, page: text ? fileOf(isNamed ? `${parts.slice(0, at).join("/") || here()}/${kind}/${id}/` : path) : "" };
}

function fileOf(path) {
  const file = path.replace(/^\//, "");
  return !file || file.endsWith("/") ? `${file}index.html` : file;
}

/** A record in the version asked for, else in its newest. */
async function recordOf(kind, id, version, isNamed) {
  const versions = version ? [version] : await versionsOf(kind, id);
  if (!versions.length && isNamed) {
    throw fault("open", "check.no-record", { record: `${kind}/${id}` });
  }
  return versions.length ? { kind, id, version: String(Math.max(...versions.map(Number))) } : null;
}

/** The versions that a record's own page in the ledger leads to. */
export async function versionsOf(kind, id) {
  const page = await textOf(`ledger/${kind}/${id}/index.html`, true);
  const files = page.match(new RegExp(`/${kind}/${id.replace(/[^\w-]/g, "")}/\\d+\\.json`, "g")) || [];
  return files.map((file) => file.replace(/^.*\/|\.json$/g, ""));
}

/** The folder of this page's language; empty for the first. */
function here() {
  return location.href.slice(root.length).split("ledger/check/")[0].replace(/\/$/, "");
}
