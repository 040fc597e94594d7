import type { ResourceValidationPolicy } from "@pulumi/policy";

import { tls12Domain } from "../../facts/domains/tls12Domain";
import type { Observations } from "../../frame/observations";
import { tokens } from "../../frame/tokens";

/** GW002 on the custom domain of an HTTP API: an mTLS domain has exactly TLS_1_2. */
export function tls12Policy(observations: Observations): ResourceValidationPolicy {
  return tls12Domain("http-domain", tokens.httpDomain, observations);
}
