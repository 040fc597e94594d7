import pc from "picocolors";

/** Colours for what goes to standard output. */
export const outColours = coloursFor(process.stdout);

/** Colours for what goes to standard error. */
export const errColours = coloursFor(process.stderr);

/**
 * Colours for one stream: on a terminal alone, unless FORCE_COLOR asks for them elsewhere or NO_COLOR (https://no-color.org)
 * or a dumb terminal forbids them.
 */
function coloursFor(stream: NodeJS.WriteStream): ReturnType<typeof pc.createColors> {
  const { FORCE_COLOR = "", NO_COLOR = "", TERM } = process.env;
  const forced = FORCE_COLOR !== "" && FORCE_COLOR !== "0";
  // isTTY is undefined elsewhere, and undefined would let picocolors guess, which takes CI for a terminal.
  const { isTTY } = stream as { isTTY?: boolean };
  const terminal = isTTY === true && TERM !== "dumb";
  return pc.createColors(NO_COLOR === "" && (forced || terminal));
}
