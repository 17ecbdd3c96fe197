// Reads print jobs from standard input, each a line of JSON: the ESC/POS in base64, how many dots wide the paper is
// and how many rows an inch has. For each it writes a line of JSON: the commands that npos finds in the job and the
// picture that they print, or the mistake. The argument is the folder of npos.
//
// npos parses the commands and decodes every raster. It does not know where on the paper a raster comes to stand,
// so that is worked out here, from the commands as npos found them: rasters follow each other downwards, ESC J feeds
// by n units of 1/y inch as GS P set them, and ESC a 1 puts a raster in the middle of the paper. Rasters that stand out
// of the paper are a mistake.
"use strict";

const path = require("path");
const readline = require("readline");
const npos = process.argv[2];
const parser = require(path.join(npos, "lib", "parser"))();
const raster = require(path.join(npos, "lib", "codecs", "raster"));

const WHITE = 255;
const AT_END = ["ESC d", "GS V"];

function commandOf(node) {
  return `${node.ascii} ${node.fn}`;
}

function place(raw, tree, paperWidth, rowsPerInch) {
  const rows = [];
  let unitsPerInch = 0; // until GS P says it, nobody knows how far ESC J feeds
  let inTheMiddle = false;
  for (const node of tree) {
    const last = raw[node.offset + 2];
    const command = commandOf(node);
    if (command === "ESC @") {
      unitsPerInch = 0;
      inTheMiddle = false;
    } else if (command === "GS P") {
      unitsPerInch = raw[node.offset + 3];
    } else if (command === "ESC a") {
      inTheMiddle = last === 1;
    } else if (command === "ESC J") {
      if (unitsPerInch !== rowsPerInch) {
        throw new Error(`ESC J in units of 1/${unitsPerInch} inch, where the paper has ${rowsPerInch} rows an inch`);
      }
      for (let row = 0; row < last; row++) rows.push(Buffer.alloc(paperWidth, WHITE));
    } else if (command === "GS v0") {
      const picture = raster.decode(raw, [{offset: node.offset}]);
      const left = inTheMiddle ? (paperWidth - picture.width) / 2 : 0;
      if (left < 0 || left + picture.width > paperWidth) throw new Error(`a raster of ${picture.width} dots`);
      for (let y = 0; y < picture.height; y++) {
        const row = Buffer.alloc(paperWidth, WHITE);
        for (let x = 0; x < picture.width; x++) row[left + x] = picture.getPixel(x, y);
        rows.push(row);
      }
    } else if (!AT_END.includes(command)) {
      throw new Error(`unforeseen command ${command}`);
    }
  }
  return rows;
}

function judged(order) {
  try {
    const raw = Buffer.from(order.job, "base64");
    const found = parser.analyze(raw);
    if (found.error) throw found.error;
    const rows = place(raw, found.tree, order.width, order.rowsPerInch);
    return {
      commands: found.tree.map(commandOf),
      height: rows.length,
      dots: Buffer.concat(rows).toString("base64"),
    };
  } catch (error) {
    return {mistake: error.message};
  }
}

readline.createInterface({input: process.stdin}).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(judged(JSON.parse(line)))}\n`);
});
