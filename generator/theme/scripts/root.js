/* Where the site is: its first folder, however deep it lies on its host. */

// Asked while the script runs for the first time: afterwards no script is the current one.
export const root = new URL("..", document.currentScript.src).href;
