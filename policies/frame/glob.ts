/**
 * Whether a text fits a pattern as a whole: `*` stands for any characters, `?` for one. Takes time in proportion
 * to the product of the lengths at worst, so that no pattern of a configuration can hang a preview.
 */
export function fitsGlob(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next;
      next += 1;
      resume = at;
    } else if (next < pattern.length && (pattern[next] === "?" || pattern[next] === text[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[next] === "*") next += 1;
  return next === pattern.length;
}
