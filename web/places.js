// Where a citizen goes, in the office's own word for it and by its sign, as in ticketing/places.py.

import { say } from "./words.js";

/** @typedef {import("./view").Place} Place */

/**
 * Where counter `number` is; one that the office does not have is a counter by its number.
 * @param {number} number
 * @param {Place[]} places
 * @returns {Place}
 */
export function placeAt(number, places) {
  const found = places.filter((place) => place.number === number)[0];
  const label = { vi: "", en: "" };
  return found || { number, label, operatedBy: "", kind: "counter", sign: String(number) };
}

/**
 * The word alone: Quầy, Cửa, Bàn, Phòng.
 * @param {string} language
 * @param {Place} place
 */
export function placeWord(language, place) {
  return say(language, "place-" + place.kind);
}

/**
 * Its name on a list: Quầy 3, Phòng 201.
 * @param {string} language
 * @param {Place} place
 */
export function placeName(language, place) {
  return placeWord(language, place) + " " + place.sign;
}

/**
 * Its name in the midst of a sentence: quầy 3, phòng 201; a sign is written as it stands there.
 * @param {string} language
 * @param {Place} place
 */
export function placeInSentence(language, place) {
  return placeWord(language, place).toLowerCase() + " " + place.sign;
}

/**
 * What stands before its sign where somebody is sent there: in Vietnamese figures have a word before them
 * that letters and rooms lack.
 * @param {string} language
 * @param {Place} place
 */
export function placeBeforeSign(language, place) {
  const word = placeWord(language, place);
  const isNumbered = place.kind !== "room" && /^\d+$/.test(place.sign);
  return isNumbered ? say(language, "numbered", { place: word }) : word;
}

/**
 * Its label where that says more than the place does.
 * @param {string} language
 * @param {Place} place
 */
export function placeLabel(language, place) {
  const label = place.label;
  const name = language === "en" && label.en ? label.en : label.vi;
  const bare = (/** @type {string} */ text) => text.toLowerCase().replace(/\s+/g, " ").trim();
  const sayNoMore = [place.sign, "0" + place.sign].reduce(
    (all, sign) => {
      const names = ["vi", "en"].map((one) => placeWord(one, place));
      return all.concat(
        sign,
        names.map((word) => word + " " + sign),
        names.map((word) => word + " số " + sign),
      );
    },
    /** @type {string[]} */ ([]),
  );
  return sayNoMore.map(bare).indexOf(bare(label.vi)) >= 0 ? "" : name;
}
