// What stands on several parts of the wall alike: a field's tile with its name, a number with its place.

import { element, put, toggle } from "../elements.js";
import { drawIcon, icon } from "../icons.js";
import { worded } from "../view.js";

/** @typedef {import("../view").FieldCard} FieldCard */

export function newTile() {
  const tile = element("div", "tile");
  tile.appendChild(icon(""));
  tile.appendChild(element("span", "tile-letter"));
  return tile;
}

/**
 * The tile of a field: its picture on its colour, or its prefix where it has no picture.
 * @param {HTMLElement} tile
 * @param {FieldCard | undefined} field
 */
export function showTile(tile, field) {
  const drawn = tile.children[0];
  const hasIcon = field !== undefined && field.icon !== "";
  toggle(tile, "is-blank", field === undefined);
  toggle(tile, "has-letter", !hasIcon);
  drawIcon(drawn, hasIcon && field !== undefined ? field.icon : "");
  put(tile.children[1], hasIcon || field === undefined ? "" : field.prefix);
  colour(tile, field);
}

/**
 * @param {HTMLElement} tile
 * @param {string} name
 */
export function showMark(tile, name) {
  toggle(tile, "is-blank", false);
  toggle(tile, "has-letter", false);
  drawIcon(tile.children[0], name);
  colour(tile, undefined);
}

/**
 * Gives an element its field's colour, which its style sheet uses where the page is not old.
 * @param {HTMLElement} shown
 * @param {FieldCard | undefined} field
 */
export function colour(shown, field) {
  const wanted = field === undefined ? "" : field.colour;
  if (shown.style.getPropertyValue("--own") !== wanted) {
    shown.style.setProperty("--own", wanted);
  }
}

/**
 * @param {FieldCard | undefined} field
 * @param {string} language
 */
export function shortName(field, language) {
  return field === undefined ? "" : worded(field.short, language);
}
