// The office's time, as the server's frames tell it: this page's own clock may be wrong.

import { seconds } from "./link.js";
import { readMoment } from "./view.js";

export class OfficeClock {
  constructor() {
    this.isKnown = false;
    this.offsetMinutes = 0; // ahead of UTC
    this._ahead = 0; // milliseconds that the office's time is ahead of this page's clock
  }

  /**
   * A frame says what time it is; what is no moment is passed over.
   * @param {unknown} moment
   */
  hear(moment) {
    const told = readMoment(moment);
    if (told !== null) {
      this._ahead = told.epoch - seconds() * 1000;
      this.offsetMinutes = told.offsetMinutes;
      this.isKnown = true;
    }
  }

  // Milliseconds since 1970.
  now() {
    return seconds() * 1000 + this._ahead;
  }
}
