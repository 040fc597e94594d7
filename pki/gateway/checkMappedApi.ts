import { finding, type Finding } from "../finding";

/** What is known of an API that is mapped to an mTLS domain; a fact that is left out trips nothing. */
export interface MappedApiFacts {
  /** The mTLS domain. Default: one that is not known here, somebody says that there is one. */
  domain?: string;
  /** The API's name, the subject of the findings. */
  api: string;
  /** "REGIONAL", "EDGE", "PRIVATE". */
  endpointTypes?: string[];
  /** null: known to be unset, which leaves the endpoint enabled. */
  disableExecuteApiEndpoint?: boolean | null;
}

/** GW001 (an API of type PRIVATE) and GW003, on an API that is mapped to an mTLS domain. */
export function checkMappedApi(facts: MappedApiFacts): Finding[] {
  const { domain, api, endpointTypes, disableExecuteApiEndpoint } = facts;
  const mapped =
    domain === undefined
      ? "said to stand behind mutual TLS"
      : `mapped to ${domain}, which has mutual TLS`;
  const findings: Finding[] = [];
  if (endpointTypes?.includes("PRIVATE")) {
    findings.push(
      finding("GW001", {
        subject: api,
        message: `${api} is of the endpoint type PRIVATE and ${mapped}; API Gateway does no mutual TLS for private APIs.`,
        fix: 'Set the API\'s endpointConfiguration.types to "REGIONAL", or take the mapping away.',
      }),
    );
  }
  if (disableExecuteApiEndpoint === false || disableExecuteApiEndpoint === null) {
    const state = disableExecuteApiEndpoint === null ? "not set, so enabled" : "enabled";
    findings.push(
      finding("GW003", {
        subject: api,
        message: `${api} is ${mapped}, and its execute-api endpoint is ${state}: anybody can call it there without a certificate.`,
      }),
    );
  }
  return findings;
}
