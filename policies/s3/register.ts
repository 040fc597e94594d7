import type { MakePolicy } from "../register";
import { httpsBucket } from "./bucket/httpsBucket";
import { privateBucket } from "./bucket/privateBucket";
import { versionedBucket } from "./bucket/versionedBucket";
import { authoritiesAlone } from "./bucketObject/authoritiesAlone";
import { authoritiesForClients } from "./bucketObject/authoritiesForClients";
import { certificatesAlone } from "./bucketObject/certificatesAlone";
import { checkedWhole } from "./bucketObject/checkedWhole";
import { noDuplicates } from "./bucketObject/noDuplicates";
import { noLeaves } from "./bucketObject/noLeaves";
import { noUnhonouredLimits } from "./bucketObject/noUnhonouredLimits";
import { oneIssuerPerSubject } from "./bucketObject/oneIssuerPerSubject";
import { pathLength } from "./bucketObject/pathLength";
import { pathLengthConstraint } from "./bucketObject/pathLengthConstraint";
import { pathToRoot } from "./bucketObject/pathToRoot";
import { pemKey } from "./bucketObject/pemKey";
import { readableBlocks } from "./bucketObject/readableBlocks";
import { someCertificate } from "./bucketObject/someCertificate";
import { strongHash } from "./bucketObject/strongHash";
import { strongKey } from "./bucketObject/strongKey";
import { truststoreSize } from "./bucketObject/truststoreSize";
import { validNow } from "./bucketObject/validNow";
import { validSignatures } from "./bucketObject/validSignatures";
import { validSoon } from "./bucketObject/validSoon";
import { wellFormed } from "./bucketObject/wellFormed";
import { edgeOnly } from "./bucketObject/edgeOnly";

/** TS, GW005 to GW007 and GW012: the truststore's object and its bucket. */
export const truststorePolicies: readonly MakePolicy[] = [
  readableBlocks,
  certificatesAlone,
  someCertificate,
  pathLength,
  pathToRoot,
  validSignatures,
  strongHash,
  strongKey,
  validNow,
  validSoon,
  oneIssuerPerSubject,
  noDuplicates,
  authoritiesAlone,
  pathLengthConstraint,
  truststoreSize,
  noLeaves,
  wellFormed,
  pemKey,
  noUnhonouredLimits,
  checkedWhole,
  authoritiesForClients,
  versionedBucket,
  privateBucket,
  httpsBucket,
  edgeOnly,
];
