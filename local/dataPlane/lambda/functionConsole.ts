import { format } from "node:util";

/**
 * Makes `console` write as Lambda's Node.js runtime does in the Text log format: one event for each call, with the time, the request's ID
 * and the level before it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function speakAsLambda(
  write: (message: string) => void,
  requestId: () => string | undefined,
): void {
  const speak =
    (level: string) =>
    (...parts: unknown[]) => {
      const head = [new Date().toISOString(), requestId() ?? "undefined", level].join("\t");
      write(`${head}\t${format(...parts)}`);
    };
  console.log = speak("INFO");
  console.info = speak("INFO");
  console.debug = speak("DEBUG");
  console.warn = speak("WARN");
  console.error = speak("ERROR");
  console.trace = speak("TRACE");
}
