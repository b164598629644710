/* The site's worker, published as `sw.js`: keeps what readers need without a network, and answers from it.

   Pages come from the network whenever it answers, so that no reader is held to an old one; a copy stands in only where
   the network fails or is slow, and then says in the page itself when it was kept. There is one store, brought up to date
   file by file: what could not be fetched again stays as it was, and nothing is thrown out before its successor is there. */

"use strict";

// The build puts in: folder of a language → { needed, more }, each a list of [address below the root, SHA-256's beginning].
const LISTS = {};

const ROOT = new URL("./", self.location.href).href;
// One host may have several sites, each in a folder of its own: the store is named after the folder.
const STORE = `zhiyin 1 ${ROOT}`;
const ASSETS = `${ROOT}assets/`;
const OFFLINE = "offline/";

/** Milliseconds that a reader waits for the network where there is a copy. */
const PATIENCE = 4000;
/** Milliseconds after which a file that is not what the list says is asked for again: some hosts rewrite pages. */
const DOUBT = 3600000;
/** Pages kept only because they were visited. */
const VISITED = 60;
/** Headers of a copy: when the host gave it (ISO text), and the mark it bears in the list, after `~` if it differs. */
const AT = "x-kept-at";
const MARK = "x-kept-mark";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", answer);
self.addEventListener("message", hear);

// --- answering ---

function answer(event) {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.headers.has("range")) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(answerPage(event));
  } else if (request.url.startsWith(ASSETS) && new URL(request.url).search) {
    event.respondWith(answerAsset(event));
  } else {
    event.respondWith(answerFile(request));
  }
}

async function answerPage(event) {
  const address = addressOf(event.request.url);
  const copy = await copyOf(address);
  const fresh = freshPage(event, address).catch(() => null);
  event.waitUntil(fresh);
  const found = await (copy ? Promise.race([fresh, pause(PATIENCE)]) : fresh);
  if (found && !(copy && found.status >= 500)) {
    return found;
  }
  // Without its last stroke a folder's address would lead its relative links astray.
  if (copy && address.endsWith("/") && !/(\/|\/index\.html)$/.test(new URL(event.request.url).pathname)) {
    return Response.redirect(address);
  }
  return copy ? dated(copy) : notHere(address);
}

async function freshPage(event, address) {
  // Asked by its address, for older browsers refuse to change a navigation's own request. `no-cache`: the browser's own
  // cache would answer without a network too, and such a page could not say how old it is.
  const found = await fetch(event.request.url, { cache: "no-cache", credentials: "same-origin", redirect: "manual" });
  if (isPage(found)) {
    event.waitUntil(keepVisited(address, found.clone()).catch(ignore));
  }
  return found;
}

async function answerAsset(event) {
  const address = event.request.url;
  const copy = await copyOf(address);
  if (copy && isSound(copy)) {
    return copy;
  }
  try {
    const found = await fetch(event.request);
    if (isWhole(found)) {
      event.waitUntil(put(address, found.clone()).catch(ignore));
    }
    return found;
  } catch (error) {
    // The same file as of another day is better than a page without its style.
    return copy || copyOr(address, () => Response.error(), { ignoreSearch: true });
  }
}

/** What is no page and has no mark in its address, as the search's index: from the network, unless that fails or is slow. */
async function answerFile(request) {
  const copy = await copyOf(addressOf(request.url));
  const fresh = fetch(request).catch(() => null);
  const found = await (copy ? Promise.race([fresh, pause(PATIENCE)]) : fresh);
  return found || copy || Response.error();
}

/** A copy of a page that says in its first tag when it was kept. */
async function dated(copy, change) {
  const html = (await copy.text()).replace(/<html(?=[\s>])/, `<html data-kept="${copy.headers.get(AT)}"`);
  return new Response(change ? change(html) : html, { headers: copy.headers });
}

/** The page on what can be read without a network, in the language of the one asked for. It is given with a good status:
    some phones' browsers put a page of their own in place of one that comes with an error. */
async function notHere(address) {
  for (const folder of [folderOf(address), ""]) {
    const place = ROOT + folder + OFFLINE;
    const copy = await copyOf(place);
    if (copy) {
      return dated(copy, (html) => elsewhere(html, place));
    }
  }
  return Response.error();
}

/** The page shown at another address than its own: its links made whole, and its word on what is missing shown. */
function elsewhere(html, place) {
  return html
    .replace(/ data-missing hidden/, " data-missing")
    .replace(/( (?:href|src|action)=")(?![a-z]+:|[#/])([^"]*)/g, (whole, before, link) => before + new URL(link, place).href);
}

// --- what is kept ---

/** A page asks to be kept (`page`, its address; `spare`, where the reader pays for every byte) or what was visited (`list`). */
function hear(event) {
  const asked = event.data || {};
  const tell = (said) => event.source && event.source.postMessage(said);
  if (asked.list) {
    event.waitUntil(visited().then((pages) => tell({ visited: pages })));
  } else if (typeof asked.page === "string" && asked.page.startsWith(ROOT)) {
    event.waitUntil(inTurn(() => keepAll(addressOf(asked.page), Boolean(asked.spare))).then((missing) => tell({ missing: missing })));
  }
}

let turn = Promise.resolve();

/** One after another: two open pages ask for the same files. */
function inTurn(step) {
  turn = turn.then(step, step);
  return turn;
}

/** Keep what is listed in the page's language and in those kept before, and the page itself; the number of files missing. */
async function keepAll(page, spare) {
  // It was loaded before there was a worker to keep it.
  let missing = (await copyOf(page)) || (await fetched(page, "default", isPage)) ? 0 : 1;
  for (const folder of await foldersKept(folderOf(page))) {
    for (const [path, mark] of LISTS[folder].needed.concat(spare ? [] : LISTS[folder].more)) {
      if (!(await isCurrent(ROOT + path, mark)) && !(await fetched(ROOT + path, "no-cache", isWhole))) {
        missing += 1;
      }
    }
  }
  if (!missing) {
    await clear().catch(ignore);
  }
  return missing;
}

async function foldersKept(own) {
  const found = [own];
  for (const folder of Object.keys(LISTS)) {
    if (folder !== own && (await copyOf(ROOT + LISTS[folder].needed[0][0]))) {
      found.push(folder);
    }
  }
  return found;
}

async function isCurrent(address, mark) {
  const copy = await copyOf(address);
  const held = copy ? copy.headers.get(MARK) : "";
  return held === mark || (held === `~${mark}` && Date.now() - Date.parse(copy.headers.get(AT)) < DOUBT);
}

/** Fetch a file and keep it; whether that went well. */
async function fetched(address, cache, isGood) {
  try {
    const found = await fetch(address, { cache: cache, credentials: "same-origin" });
    if (isGood(found)) {
      await put(address, found);
      return true;
    }
  } catch (error) {
    // No network, or no room left: the copy there was is still there.
  }
  return false;
}

/** Keep an answer once all of it is there; what breaks off half way is never kept. */
async function put(address, found) {
  const body = await found.arrayBuffer();
  const headers = new Headers(found.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  // A copy is found by its address alone; with `Vary: *` it could not even be kept.
  headers.delete("vary");
  headers.set(AT, givenAt(found));
  headers.set(MARK, await markFor(address, body));
  await (await caches.open(STORE)).put(address, new Response(body, { headers: headers }));
}

async function markFor(address, body) {
  const mark = listed().get(address) || new URL(address).search.slice(1);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return (hex.startsWith(mark) ? "" : "~") + mark;
}

/** When the host gave an answer, by its clock; by the device's where the host does not say or is ahead. */
function givenAt(found) {
  const told = Date.parse(found.headers.get("date"));
  return new Date(told < Date.now() ? told : Date.now()).toISOString();
}

async function keepVisited(address, found) {
  await put(address, found);
  const others = (await keptPages()).filter((url) => url !== address && !listed().has(url));
  if (others.length < VISITED) {
    return;
  }
  const store = await caches.open(STORE);
  const aged = await Promise.all(others.map(async (url) => [isArea(url), (await store.match(url)).headers.get(AT), url]));
  aged.sort((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : 1));
  await Promise.all(aged.slice(0, others.length + 1 - VISITED).map((row) => store.delete(row[2])));
}

/** The pages kept because they were visited, the latest first: address and title. */
async function visited() {
  const found = [];
  for (const url of (await keptPages()).filter((page) => !listed().has(page))) {
    const copy = await copyOf(url);
    const title = /<title>([^<]*)/.exec(await copy.text());
    if (title) {
      found.push({ at: copy.headers.get(AT), url: url, title: plain(title[1]) });
    }
  }
  return found.sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** Throw out style sheets and scripts that neither the lists nor any page still kept asks for. */
async function clear() {
  const store = await caches.open(STORE);
  const old = (await store.keys()).map((request) => request.url).filter((url) => url.startsWith(ASSETS) && !listed().has(url));
  for (const url of old) {
    if (!(await isNamed(store, url.slice(ROOT.length)))) {
      await store.delete(url);
    }
  }
  const stores = (await caches.keys()).filter((name) => name.startsWith("zhiyin ") && name.endsWith(` ${ROOT}`));
  await Promise.all(stores.filter((name) => name !== STORE).map((name) => caches.delete(name)));
}

async function isNamed(store, path) {
  for (const url of await keptPages()) {
    if ((await (await store.match(url)).text()).includes(path)) {
      return true;
    }
  }
  return false;
}

// --- small helps ---

async function copyOf(address, options) {
  try {
    return await (await caches.open(STORE)).match(address, options);
  } catch (error) {
    // A browser that has no room, or is told to keep nothing, has no copies.
    return undefined;
  }
}

async function copyOr(address, otherwise, options) {
  return (await copyOf(address, options)) || otherwise();
}

async function keptPages() {
  const requests = await (await caches.open(STORE)).keys();
  return requests.map((request) => request.url).filter((url) => !url.startsWith(ASSETS));
}

/** A page's address without what only the browser needs, as its folder. */
function addressOf(url) {
  const place = new URL(url);
  const path = place.pathname.replace(/\/index\.html$/, "/").replace(/\/([^/.]+)$/, "/$1/");
  return place.origin + path;
}

/** The folder of the language an address is in; the first language has none. */
function folderOf(address) {
  return Object.keys(LISTS).find((folder) => folder && address.startsWith(ROOT + folder)) || "";
}

/** A title without the site's name, its signs unescaped. */
function plain(title) {
  const signs = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };
  return title.replace(/ - [^-]*$/, "").replace(/&(amp|lt|gt|#34|#39);/g, (whole, name) => signs[name]);
}

let marks = null;

/** Every listed file of every language: address → mark. */
function listed() {
  if (!marks) {
    const lists = Object.keys(LISTS).map((folder) => LISTS[folder]);
    marks = new Map([].concat(...lists.map((list) => list.needed.concat(list.more))).map(([path, mark]) => [ROOT + path, mark]));
  }
  return marks;
}

function isArea(url) {
  return /^([a-z-]+\/)?areas\//.test(url.slice(ROOT.length)) ? 1 : 0;
}

/** Whether an answer may be kept: no error, no part, from this host and not led elsewhere. */
function isWhole(found) {
  return found.status === 200 && found.type === "basic" && !found.redirected;
}

function isPage(found) {
  return isWhole(found) && /^text\/html\b/.test(found.headers.get("content-type"));
}

function isSound(copy) {
  return copy.headers.get(MARK) && copy.headers.get(MARK)[0] !== "~";
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function ignore() {
  return undefined;
}
