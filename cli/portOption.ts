import { InvalidArgumentError, Option } from "commander";

/** An option that takes a TCP port, 0 (any free one) by default. */
export function portOption(flags: string, description: string): Option {
  return new Option(flags, description).default(0, "any free one").argParser((text) => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
    }
    return port;
  });
}
