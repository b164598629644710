// Judges pages with Lighthouse as on a phone, one after the other. Each line that comes in is {"url", "hidden"}: `hidden` says that
// search engines are to leave the page out, so that it is not held against it. Each line that goes out is what it was given.

import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"];

function judged(url, report) {
  const scores = CATEGORIES.map((name) => Math.round(report.categories[name].score * 100));
  const short = CATEGORIES.flatMap((name) => report.categories[name].auditRefs
    .filter((part) => part.weight && report.audits[part.id].score !== null && report.audits[part.id].score < 1)
    .map((part) => told(name, report.audits[part.id])));
  return { url, scores, short };
}

function told(category, audit) {
  const places = ((audit.details && audit.details.items) || []).slice(0, 5)
    .map((item) => (item.node && item.node.snippet) || item.description || item.url || "").filter(Boolean);
  return [`${category}: ${audit.id} ${audit.score}`, audit.displayValue, ...places].filter(Boolean).join(" | ");
}

const chrome = await launch({ chromePath: process.env.CHROME_PATH, chromeFlags: FLAGS });
for await (const line of createInterface({ input: process.stdin })) {
  const { url, hidden } = JSON.parse(line);
  const flags = { port: chrome.port, logLevel: "error", onlyCategories: CATEGORIES, skipAudits: hidden ? ["is-crawlable"] : [] };
  const { lhr } = await lighthouse(url, flags);
  console.log(JSON.stringify(lhr.runtimeError ? { url, failed: lhr.runtimeError.message } : judged(url, lhr)));
}
chrome.kill();
