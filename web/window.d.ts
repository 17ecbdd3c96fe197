// What the pages keep at their window: their own door for sound and tests, and what only some browsers have there.

interface Window {
  motcua: import("./board").Door | { underWay: () => number };
  motcuaGuard?: Partial<import("./wire").GuardTimes>;
  webkitAudioContext?: typeof AudioContext;
}
