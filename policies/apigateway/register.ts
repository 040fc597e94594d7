import { executeApiMended as httpExecuteApiMended } from "../apigatewayv2/api/executeApiMended";
import { pinnedTruststore as pinnedHttpTruststore } from "../apigatewayv2/domainName/pinnedTruststore";
import { regionalEndpoint as regionalHttpEndpoint } from "../apigatewayv2/domainName/regionalEndpoint";
import { tls12Policy as tls12HttpPolicy } from "../apigatewayv2/domainName/tls12Policy";
import type { MakePolicy } from "../register";
import { noPrivateApi } from "./basePathMapping/noPrivateApi";
import { noSecondDoor } from "./basePathMapping/noSecondDoor";
import { noReplacement } from "./domainName/noReplacement";
import { ownershipCertificate } from "./domainName/ownershipCertificate";
import { ownershipOfItsOwn } from "./domainName/ownershipOfItsOwn";
import { ownTruststore } from "./domainName/ownTruststore";
import { pinnedTruststore } from "./domainName/pinnedTruststore";
import { regionalEndpoint } from "./domainName/regionalEndpoint";
import { tls12Policy } from "./domainName/tls12Policy";
import { executeApiDisabled } from "./restApi/executeApiDisabled";
import { executeApiMended } from "./restApi/executeApiMended";
import { accessLogged } from "./stage/accessLogged";

/** GW: custom domains of both generations, and what is mapped to them. */
export const gatewayPolicies: readonly MakePolicy[] = [
  regionalEndpoint,
  regionalHttpEndpoint,
  noPrivateApi,
  tls12Policy,
  tls12HttpPolicy,
  executeApiDisabled,
  executeApiMended,
  httpExecuteApiMended,
  pinnedTruststore,
  pinnedHttpTruststore,
  ownershipCertificate,
  ownershipOfItsOwn,
  ownTruststore,
  noSecondDoor,
  accessLogged,
  noReplacement,
];
