/* The `sw.js` of a site that has no worker any more: throws out what the worker kept and takes itself away. */

"use strict";

const ROOT = new URL("./", self.location.href).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  // Other sites of the same host keep theirs: a store is named after its site's folder.
  const own = names.filter((name) => name.startsWith("zhiyin ") && name.endsWith(` ${ROOT}`));
  await Promise.all(own.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
