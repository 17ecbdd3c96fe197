// What a test wants to know of a painted desk: texts that are too pale or cut off, targets too small, anything too wide.
() => {
  const channel = value => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const ground = one => { const found = rgb(getComputedStyle(one).backgroundColor);
    return (found.length === 3 || found[3] > 0) || !one.parentElement ? found : ground(one.parentElement); };
  const own = one => Array.from(one.childNodes).some(node => node.nodeType === 3 && node.textContent.trim());
  const isSeen = one => one.offsetParent && !one.closest(".unseen") && getComputedStyle(one).clip === "auto"
    && getComputedStyle(one).visibility === "visible" && one.getBoundingClientRect().width > 1;
  const texts = Array.from(document.body.querySelectorAll("*")).filter(one => own(one) && isSeen(one));
  const pale = texts.map(one => { const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
    return [one.textContent.trim().slice(0, 30), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; }).filter(([, found]) => found < 4.5);
  const buttons = Array.from(document.querySelectorAll("button")).filter(isSeen);
  const small = buttons.filter(one => one.getBoundingClientRect().height < 24).map(one => one.textContent.trim());
  const inside = place => place.left >= -1 && place.right <= innerWidth + 1;
  const wide = Array.from(document.querySelectorAll(".card, .number-card, .key, .heading, .tools, .asking, .entrance-card"))
    .filter(one => isSeen(one) && !inside(one.getBoundingClientRect())).map(one => one.className);
  const keys = Array.from(document.querySelectorAll(".main-keys .key")).filter(isSeen);
  const cut = keys.concat(Array.from(document.querySelectorAll(".number"))).filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => one.textContent.trim());
  const above = keys.filter(one => one.getBoundingClientRect().bottom <= innerHeight + 1).length;
  return { pale, small, wide, cut, above, scrollsSideways: document.documentElement.scrollWidth > innerWidth,
    scrolls: document.documentElement.scrollHeight > innerHeight + 1, texts: texts.length };
}
