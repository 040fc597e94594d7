import { clientPolicies } from "../acm/register";
import type { MakePolicy } from "../register";
import { certificateCount } from "./distribution/certificateCount";
import { certificateRegion } from "./distribution/certificateRegion";
import { customDomainOrigin } from "./distribution/customDomainOrigin";
import { httpsOrigin } from "./distribution/httpsOrigin";
import { httpsViewers } from "./distribution/httpsViewers";
import { importedCertificate } from "./distribution/importedCertificate";
import { originFeatures } from "./distribution/originFeatures";
import { originMtls } from "./distribution/originMtls";
import { privateAnswers } from "./distribution/privateAnswers";
import { publicServerCertificate } from "./distribution/publicServerCertificate";
import { tls12Origin } from "./distribution/tls12Origin";

/** CF and CC: distributions, and the certificates that they present. */
export const edgePolicies: readonly MakePolicy[] = [
  originMtls,
  httpsOrigin,
  tls12Origin,
  customDomainOrigin,
  originFeatures,
  publicServerCertificate,
  privateAnswers,
  httpsViewers,
  ...clientPolicies,
  certificateRegion,
  importedCertificate,
  certificateCount,
];
