// What a test wants to know of a painted board: its texts, the number, and whether all is in its place.
() => {
  const channel = value => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const ground = one => { const found = rgb(getComputedStyle(one).backgroundColor);
    return found.length === 3 || found[3] > 0 ? found : ground(one.parentElement); };
  const own = one => Array.from(one.childNodes).some(node => node.nodeType === 3 && node.textContent.trim());
  const texts = Array.from(document.body.querySelectorAll("*")).filter(one => own(one) && one.offsetParent)
    .map(one => { const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
      return { id: one.id || one.className || one.parentElement.className, size: parseFloat(getComputedStyle(one).fontSize),
        contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }; });
  const number = document.getElementById("number"), pen = document.createElement("canvas").getContext("2d");
  pen.font = "800 " + getComputedStyle(number).fontSize + ' "Be Vietnam Pro"';
  const drawn = pen.measureText(number.textContent);
  const stage = document.getElementById("stage");
  const inside = Array.from(stage.querySelectorAll("#heading, #number, #to, #counter-label")).filter(one => one.offsetParent)
    .every(one => { const place = one.getBoundingClientRect(), room = stage.getBoundingClientRect();
      return place.top >= room.top - 1 && place.bottom <= room.bottom + 1; });
  const rows = Array.from(document.querySelectorAll(".called")).filter(one => one.offsetParent);
  const last = rows.length ? rows[rows.length - 1].getBoundingClientRect().bottom : 0;
  const clips = one => { const found = []; for (let box = one; box; box = box.parentElement)
    if (getComputedStyle(box).overflowY !== "visible") found.push(box.getBoundingClientRect()); return found; };
  // By how much lines are cut off, by the ink of their highest and lowest letters; a line left out as a whole is none.
  const cropped = [];
  Array.from(document.body.querySelectorAll("*")).filter(one => own(one) && one.offsetParent).forEach(one => {
    const style = getComputedStyle(one), range = document.createRange();
    pen.font = style.fontWeight + " " + style.fontSize + ' "Be Vietnam Pro"';
    const ink = pen.measureText(one.textContent);
    range.selectNodeContents(one);
    Array.from(range.getClientRects()).forEach(line => {
      const base = line.top + ink.fontBoundingBoxAscent;
      const top = base - ink.actualBoundingBoxAscent, bottom = base + ink.actualBoundingBoxDescent;
      clips(one).forEach(clip => {
        const little = innerHeight * 0.002;
        const above = bottom > clip.top + little ? clip.top - top : 0;
        const below = top < clip.bottom - little ? bottom - clip.bottom : 0;
        if (Math.max(above, below) > little) cropped.push([one.id || one.className || one.parentElement.className, above, below]);
      });
    });
  });
  return { texts, cropped, number: drawn.actualBoundingBoxAscent, wide: drawn.width, room: stage.clientWidth, inside,
    rows: rows.length, isWhole: last <= document.getElementById("called").getBoundingClientRect().bottom + 2,
    scrolls: document.documentElement.scrollHeight > innerHeight,
    cut: Array.from(document.querySelectorAll(".field")).filter(one => one.scrollHeight > one.clientHeight + innerHeight * 0.003).length,
    wider: Array.from(document.querySelectorAll("body > *")).filter(one => one.clientWidth > innerWidth).length };
}