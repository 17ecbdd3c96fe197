// Reads the scripts of web/ as an engine of 2017 does, and says where it would fail.
import { readFileSync } from "node:fs";
import { Parser } from "acorn";

const LANGUAGE = 2017;
// The one thing that Chromium 63 knows of later languages; as a call of a function it is read by any.
const IMPORT_LATER = /\bimport\(/g;

const problems = process.argv.slice(2).flatMap((path) => {
  const text = readFileSync(path, "utf8").replace(IMPORT_LATER, "_mport(");
  try {
    Parser.parse(text, { ecmaVersion: LANGUAGE, sourceType: "module" });
    return [];
  } catch (error) {
    return [path + ": " + error.message];
  }
});
problems.forEach((problem) => console.error(problem));
process.exit(problems.length ? 1 : 0);
