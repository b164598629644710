/* Starts every enhancement. The page works without any of them; one that fails does not stop the others. */

import { startAloud } from "./aloud.js";
import { startDisplay, startSettings } from "./display.js";
import { whenReady } from "./dom.js";
import { startFiles } from "./files.js";
import { startFreshness } from "./freshness.js";
import { startOffline } from "./offline.js";
import { startPrint } from "./print.js";
import { startSearch } from "./searchbox.js";
import { startWrong } from "./wrong.js";

function start(step) {
  try {
    step();
  } catch (error) {
    // Told to whoever looks at the console, after the others have started.
    setTimeout(() => {
      throw error;
    });
  }
}

start(startDisplay);
whenReady(() => [startFiles, startFreshness, startSettings, startSearch, startAloud, startPrint, startWrong, startOffline].forEach(start));
