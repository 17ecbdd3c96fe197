// What the pages keep at their window: their own door for sound and tests, and what only some browsers have there.

interface Window {
  motcua: any;
  motcuaName?: string;
  webkitAudioContext?: typeof AudioContext;
}
