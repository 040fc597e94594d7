import { InvalidArgumentError, Option } from "commander";

/** An option that takes a time in seconds, with fractions, 0 by default. */
export function secondsOption(flags: string, description: string): Option {
  return new Option(flags, description).default(0).argParser((text) => {
    const seconds = Number(text);
    if (text.trim() === "" || !(seconds >= 0 && seconds <= 86_400)) {
      throw new InvalidArgumentError("A time is a number of seconds from 0 to 86400.");
    }
    return seconds;
  });
}
