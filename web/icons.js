// The house's icons, drawn on a grid of 24 with a line of 2; each stands beside words that say the same.

const DRAWING = "http:" + "//www.w3.org/2000/svg"; // the name of a kind of element, and nobody's address

/** @type {Record<string, string>} */
export const ICONS = {
  family:
    "M5.3 6.2a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0M2.5 20v-3.5a5.5 5.5 0 0 1 11 0v3.5M15 10.2a2 2 0 1 0 4 0a2 2 0 1 0 -4 0M16.2 14.9a3.9 3.9 0 0 1 5.3 3.6v1.5",
  seal: "M10.5 21h-4.5a1.5 1.5 0 0 1 -1.5 -1.5v-15a1.5 1.5 0 0 1 1.5 -1.5h7.5l5 5v2.5M13.5 3v5h5M12 17.5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M14.3 17.6l1.2 1.2l2.3 -2.5",
  map: "M14.2 6.4L10 5l-7 3v12l6 -3l6 3l6 -3v-3.5M9 17V10M15 20v-6M18.5 11.5c-2 -2.2 -3 -3.8 -3 -5.4a3 3 0 0 1 6 0c0 1.6 -1 3.2 -3 5.4z",
  shop: "M4.2 4h15.6l1.7 5H2.5zM2.5 9a2.4 2.4 0 0 0 4.75 0a2.4 2.4 0 0 0 4.75 0a2.4 2.4 0 0 0 4.75 0a2.4 2.4 0 0 0 4.75 0M4.5 12.5V21h15v-8.5M9.5 21v-6h5v6",
  care: "M12.5 10.5c-3 -2.2 -4.3 -3.6 -4.3 -5.3a2.2 2.2 0 0 1 4.3 -0.9a2.2 2.2 0 0 1 4.3 0.9c0 1.7 -1.3 3.1 -4.3 5.3zM2.5 14h3.7l3.3 1.6h3.7a1.5 1.5 0 0 1 0 3h-3.7M14.3 17.2l4.9 -2.2a1.6 1.6 0 0 1 1.5 2.8l-6.6 3.7H8.3l-2.1 -1.5h-3.7",
  book: "M12 6.5c-2 -1.6 -5 -2 -9 -2v14c4 0 7 0.4 9 2c2 -1.6 5 -2 9 -2v-14c-4 0 -7 0.4 -9 2zM12 6.5v14M6 9c1.3 0 2.3 0.2 3.2 0.5M6 13c1.3 0 2.3 0.2 3.2 0.5M18 9c-1.3 0 -2.3 0.2 -3.2 0.5M18 13c-1.3 0 -2.3 0.2 -3.2 0.5",
  house:
    "M2.5 11.8L12 3.8l9.5 8M5.2 9.8V20.5h13.6V9.8M10.1 12.2a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0 -3.8 0M8.6 20.3v-0.6a3.4 3.4 0 0 1 6.8 0v0.6",
  tray: "M6.8 14.5V4a1 1 0 0 1 1 -1h8.4a1 1 0 0 1 1 1v10.5M12 6.2v8M9.2 11.7l2.8 2.8l2.8 -2.8M6.8 14.5H3V21h18v-6.5h-3.8",
  guide:
    "M4 3.5h16a1.3 1.3 0 0 1 1.3 1.3v11a1.3 1.3 0 0 1 -1.3 1.3h-6.3l-4.2 4v-4H4a1.3 1.3 0 0 1 -1.3 -1.3v-11a1.3 1.3 0 0 1 1.3 -1.3zM9.7 8.5a2.4 2.4 0 1 1 3.7 2c-0.9 0.5 -1.4 0.9 -1.4 1.7M12 14.4v0.1",
  speaker: "M3.5 9.5v5h3.7l5 4v-13l-5 4zM15.8 9a4.2 4.2 0 0 1 0 6M18.6 6.4a7.8 7.8 0 0 1 0 11.2",
  pause: "M8.5 5v14M15.5 5v14",
  offline:
    "M3 3l18 18M2.3 9.3a15 15 0 0 1 4.2 -2.9M9.7 5.2a15 15 0 0 1 12 4.1M5.6 12.8a10.5 10.5 0 0 1 4.2 -2.5M14.2 10.3a10.5 10.5 0 0 1 4.2 2.5M8.9 16.2a5.5 5.5 0 0 1 6.2 0M12 19.7v0.1",
  door: "M2 21h20M5 21V4.5a1.5 1.5 0 0 1 1.5 -1.5h11a1.5 1.5 0 0 1 1.5 1.5V21",
};

/** What is filled besides the lines. @type {Record<string, string>} */
export const SOLID = {
  door: "M9.2 4.2l6.3 1.7v16.6l-6.3 -1.6zM13.6 12.6v2h-0.9v-2z",
};

/**
 * An icon as an element; screen readers pass it over. What has no picture gets none.
 * @param {string} name
 */
export function icon(name) {
  const drawn = document.createElementNS(DRAWING, "svg");
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  drawn.setAttribute("focusable", "false");
  drawIcon(drawn, name);
  return drawn;
}

/**
 * Makes an icon another one, and only where it is not that one yet.
 * @param {Element} drawn
 * @param {string} name
 */
export function drawIcon(drawn, name) {
  if (drawn.getAttribute("data-icon") === name) {
    return;
  }
  drawn.setAttribute("data-icon", name);
  while (drawn.firstChild) {
    drawn.removeChild(drawn.firstChild);
  }
  addPath(drawn, ICONS[name], "");
  addPath(drawn, SOLID[name], "is-solid");
}

/**
 * @param {Element} drawn
 * @param {string | undefined} path
 * @param {string} className
 */
function addPath(drawn, path, className) {
  if (path) {
    const part = document.createElementNS(DRAWING, "path");
    part.setAttribute("d", path);
    part.setAttribute("fill-rule", "evenodd");
    part.setAttribute("class", className);
    drawn.appendChild(part);
  }
}
