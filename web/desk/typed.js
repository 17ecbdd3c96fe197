// Numbers and codes as people type and paste them, also where an input method has rewritten them.

// The digit of VNI behind each mark, which it has swallowed with the letter before.
/** @type {Record<string, string>} */
const VNI_DIGITS = {
  "\u0301": "1",
  "\u0300": "2",
  "\u0309": "3",
  "\u0303": "4",
  "\u0323": "5",
  "\u0302": "6",
  "\u031b": "7",
  "\u0306": "8",
};
const SAID = /^(?:SỐ\s*|(?:SO|STT|NO)[\s.:]+|#\s*)/;
const NOT_OF_A_NUMBER = /[^A-Z0-9]/g;

/**
 * The number in capitals, without "số" before it, blanks and marks. A mark is the digit that VNI has made it
 * of. The letter `key`, which has opened the question, goes where it bears one: ý006 is 1006.
 * @param {string} text
 * @param {string} key
 */
export function plainNumber(text, key) {
  const said = text.normalize("NFC").trim().toUpperCase().replace(SAID, "");
  const written = Array.from(said.replace(/Đ/g, "D")).reduce((before, character) => {
    const [base, ...marks] = Array.from(character.normalize("NFD"));
    const isKey = marks.length > 0 && before === "" && base === key;
    return before + (isKey ? "" : base) + marks.map((mark) => VNI_DIGITS[mark] || "").join("");
  }, "");
  return written.replace(NOT_OF_A_NUMBER, "");
}

/**
 * The code in capitals and without marks, which no code has.
 * @param {string} text
 */
export function plainCode(text) {
  const letters = Array.from(text.trim().toUpperCase().replace(/Đ/g, "D").normalize("NFD"));
  return letters.filter((letter) => !(letter in VNI_DIGITS)).join("");
}
