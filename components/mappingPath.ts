import type { RefusedInput } from "./refusedInputs";

/** How many mappings with several segments one domain has at most. */
const maxMultiLevel = 200;
/** How many characters a path has at most. */
const maxLength = 300;

/** Whether a path has several segments, which a base path mapping of API Gateway's first version does not take. */
export function isMultiLevel(basePath: unknown): boolean {
  return typeof basePath === "string" && basePath.includes("/");
}

/**
 * What API Gateway refuses of one path; `/ping` and `/sping` are its own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 *
 * @param options.severalSegments whether the path may have more than one segment
 */
export function refusedPath(
  path: string,
  basePath: string,
  options: { severalSegments: boolean },
): RefusedInput[] {
  const reasons = [
    ...(/^\/|\/$|\/\//.test(basePath)
      ? [
          `"${basePath}" has a slash at an end, or two in a row. Give segments with one between them.`,
        ]
      : []),
    ...(basePath.includes("/") && !options.severalSegments
      ? [
          `"${basePath}" has several segments, which decides how a REST API is mapped, and is an output. Give it as plain text.`,
        ]
      : []),
    ...(/[^A-Za-z0-9$\-_.+!*'()/]/.test(basePath)
      ? [
          `"${basePath}" has a character that API Gateway does not take there. Give letters, digits and $-_.+!*'() in segments.`,
        ]
      : []),
    ...(basePath.length > maxLength
      ? [
          `it has ${basePath.length} characters, and API Gateway takes ${maxLength}. Give a shorter one.`,
        ]
      : []),
    ...(basePath === "ping" || basePath === "sping"
      ? [`API Gateway keeps "/${basePath}" for its own health check. Give another one.`]
      : []),
  ];
  return reasons.map((reason) => ({ path, reason }));
}

/** What API Gateway refuses of all plain paths of one domain together. */
export function refusedPaths(basePaths: readonly unknown[]): RefusedInput[] {
  const plain = basePaths.map((basePath) => basePath ?? "");
  const twice = plain.flatMap((basePath, index): RefusedInput[] => {
    const first = plain.indexOf(basePath);
    if (typeof basePath !== "string" || first === index) return [];
    const reason = `"${basePath}" is the path of mappings[${first}] too. Give each its own.`;
    return [{ path: `mappings[${index}].basePath`, reason }];
  });
  const multiLevel = plain.filter(isMultiLevel).length;
  if (multiLevel <= maxMultiLevel) return twice;
  const reason = `${multiLevel} paths with several segments, and API Gateway takes ${maxMultiLevel} of a domain. Give fewer, or a second domain.`;
  return [...twice, { path: "mappings", reason }];
}
