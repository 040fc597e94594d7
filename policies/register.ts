import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { noPrivateApi } from "./apigateway/basePathMapping/noPrivateApi";
import { pinnedTruststore } from "./apigateway/domainName/pinnedTruststore";
import { regionalEndpoint } from "./apigateway/domainName/regionalEndpoint";
import { tls12Policy } from "./apigateway/domainName/tls12Policy";
import { truststorePathLength } from "./apigateway/domainName/truststorePathLength";
import { truststorePathToRoot } from "./apigateway/domainName/truststorePathToRoot";
import { executeApiDisabled } from "./apigateway/restApi/executeApiDisabled";
import { pinnedTruststore as pinnedHttpTruststore } from "./apigatewayv2/domainName/pinnedTruststore";
import { regionalEndpoint as regionalHttpEndpoint } from "./apigatewayv2/domainName/regionalEndpoint";
import { tls12Policy as tls12HttpPolicy } from "./apigatewayv2/domainName/tls12Policy";
import { truststorePathLength as httpTruststorePathLength } from "./apigatewayv2/domainName/truststorePathLength";
import { truststorePathToRoot as httpTruststorePathToRoot } from "./apigatewayv2/domainName/truststorePathToRoot";
import { originMtls } from "./cloudfront/distribution/originMtls";
import { decidedAtUp } from "./frame/decidedAtUp";
import type { Observations } from "./frame/observations";
import { programInputs } from "./frame/programInputs";
import { pathLength } from "./s3/bucketObject/pathLength";
import { pathToRoot } from "./s3/bucketObject/pathToRoot";

type Policy = ResourceValidationPolicy | StackValidationPolicy;

/** Makes one policy over what a run of the pack has seen. */
type MakePolicy = (observations: Observations) => Policy;

/**
 * Every policy of the pack, in the order in which it runs. A new policy is one file and one line here. The
 * first reads the program for the others, the last says what they left open.
 */
const register: readonly MakePolicy[] = [
  programInputs,
  regionalEndpoint,
  regionalHttpEndpoint,
  noPrivateApi,
  tls12Policy,
  tls12HttpPolicy,
  executeApiDisabled,
  pinnedTruststore,
  pinnedHttpTruststore,
  pathLength,
  truststorePathLength,
  httpTruststorePathLength,
  pathToRoot,
  truststorePathToRoot,
  httpTruststorePathToRoot,
  originMtls,
  decidedAtUp,
];

/** The policies of the pack for one run. */
export function createPolicies(observations: Observations): Policy[] {
  return register.map((make) => make(observations));
}
