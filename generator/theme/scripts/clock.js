/* Which day it is for the reader. */

/** The edition's fixed day, or the device's, as ISO text. */
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const device = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return document.documentElement.getAttribute("data-clock") || device;
}
