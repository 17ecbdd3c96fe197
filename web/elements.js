// Elements of the page: made, and changed only where they differ from what is to stand there.

/**
 * Puts a text into an element, where it stays a text whatever it holds.
 * @param {Element} element
 * @param {string} text
 */
export function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {boolean} isOn
 */
export function toggle(element, name, isOn) {
  if (element.classList.contains(name) !== isOn) {
    element.classList.toggle(name, isOn);
  }
}

/**
 * Makes `box` hold one row for each item; rows are used again, so that a long day makes no new ones.
 * @template T
 * @param {Element} box
 * @param {T[]} items
 * @param {() => HTMLElement} make
 * @param {(row: HTMLElement, item: T) => void} update
 */
export function fill(box, items, make, update) {
  while (box.children.length > items.length) {
    box.removeChild(/** @type {Node} */ (box.lastChild));
  }
  while (box.children.length < items.length) {
    box.appendChild(make());
  }
  items.forEach((item, index) => update(/** @type {HTMLElement} */ (box.children[index]), item));
}

/**
 * @param {string} name
 * @param {string} className
 * @param {HTMLElement[]} [children]
 */
export function element(name, className, children) {
  const made = document.createElement(name);
  made.className = className;
  (children || []).forEach((child) => made.appendChild(child));
  return made;
}
