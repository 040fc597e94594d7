import { distributionTokens, domainTokens } from "../frame/tokens";
import type { Program } from "../frame/program";
import { customOrigins } from "./origins/distributionOrigins";
import { readDomain } from "./domains/domainReading";

/** Components of this repository: a program that has one is about mutual TLS. */
const components = "mtls-gateway:";

/** Types without one of which no program uses mutual TLS. */
export const mutualTlsTypes: readonly string[] = [
  ...domainTokens,
  ...distributionTokens,
  `${components}*`,
];

/**
 * Whether a program uses mutual TLS: a domain that asks for client certificates or may do so, a distribution that
 * shows one to an origin, or a component of this repository.
 */
export function usesMutualTls(program: Program): boolean {
  return (
    program.resources.some(({ type }) => type.startsWith(components)) ||
    program.ofType(domainTokens).some((domain) => {
      const see = (...path: [string, ...(string | number)[]]) => program.see(domain, ...path);
      return readDomain(domain.type, domain.name, see).mutualTls !== false;
    }) ||
    program
      .ofType(distributionTokens)
      .some((distribution) =>
        (customOrigins(program, distribution) ?? []).some(
          ({ certificate }) => certificate !== "unset",
        ),
      )
  );
}
