// What a test wants to know of a painted board, in shares of the glass: letters, contrast, and whether all is whole.
() => {
  const channel = value => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const ground = one => { const found = rgb(getComputedStyle(one).backgroundColor);
    return found.length === 3 || found[3] > 0 ? found : ground(one.parentElement); };
  const own = one => Array.from(one.childNodes).some(node => node.nodeType === 3 && node.textContent.trim());
  const named = one => one.id || one.className || one.parentElement.id || one.parentElement.className;
  const shown = Array.from(document.body.querySelectorAll("*")).filter(one => own(one) && one.getClientRects().length
    && getComputedStyle(one).visibility === "visible");
  const texts = shown.map(one => { const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
    return { id: named(one), text: one.textContent, size: parseFloat(getComputedStyle(one).fontSize) / innerHeight,
      contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }; });
  const pen = document.createElement("canvas").getContext("2d");
  const ink = one => { const style = getComputedStyle(one);
    pen.font = style.fontWeight + " " + style.fontSize + ' "Be Vietnam Pro"';
    return pen.measureText(one.textContent); };
  const drawn = one => { const found = ink(one), room = one.parentElement.getBoundingClientRect();
    return { text: one.textContent, height: found.actualBoundingBoxAscent / innerHeight,
      width: (found.actualBoundingBoxLeft + found.actualBoundingBoxRight) / innerWidth,
      isInside: found.width <= room.width + 2 && found.actualBoundingBoxAscent <= room.height + 2 }; };
  const all = selector => Array.from(document.querySelectorAll(selector)).filter(one => one.getClientRects().length);
  const clips = one => { const found = []; for (let box = one; box; box = box.parentElement)
    if (getComputedStyle(box).overflowY !== "visible") found.push(box.getBoundingClientRect()); return found; };
  // By how much lines are cut off, by the ink of their highest and lowest letters; a line left out as a whole is none.
  const cropped = [];
  shown.filter(one => one.id !== "ticker-text").forEach(one => {
    const found = ink(one), range = document.createRange();
    range.selectNodeContents(one);
    Array.from(range.getClientRects()).forEach(line => {
      const base = line.top + found.fontBoundingBoxAscent;
      const top = base - found.actualBoundingBoxAscent, bottom = base + found.actualBoundingBoxDescent;
      clips(one).forEach(clip => {
        const little = innerHeight * 0.003;
        const above = bottom > clip.top + little ? clip.top - top : 0;
        const below = top < clip.bottom - little ? bottom - clip.bottom : 0;
        const beside = Math.max(clip.left - line.left, line.right - clip.right);
        if (Math.max(above, below, beside) > little) cropped.push([named(one), one.textContent, above, below, beside]);
      });
    });
  });
  const height = ids => ids.map(id => document.getElementById(id).getBoundingClientRect().height / innerHeight)
    .reduce((sum, one) => sum + one, 0);
  const boxes = all(".waiting").map(one => one.getBoundingClientRect());
  const strip = document.getElementById("waiting").getBoundingClientRect();
  return { texts, cropped, large: all(".number, #sign-number").map(drawn), beside: all(".beside-number b").map(drawn),
    shell: height(["header", "band", "waiting"]), header: height(["header"]), rows: all(".called").length,
    cells: boxes.length,
    filled: boxes.reduce((sum, box) => sum + box.width * box.height, 0) / Math.max(1, strip.width * strip.height),
    broken: shown.filter(one => one.classList.contains("fits") && /[^\s]…$/.test(one.textContent) === false
      && one.scrollWidth > one.clientWidth + 2).map(named),
    scrolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth,
    trouble: motcua.trouble() };
}
