import { edgeChain } from "./certificate/edgeChain";
import { edgeClientAuth } from "./certificate/edgeClientAuth";
import { edgeDepth } from "./certificate/edgeDepth";
import { edgeForm } from "./certificate/edgeForm";
import { edgeKey } from "./certificate/edgeKey";
import { edgeKeyUsage } from "./certificate/edgeKeyUsage";
import { edgeLeaf } from "./certificate/edgeLeaf";
import { edgePrivateKey } from "./certificate/edgePrivateKey";
import { edgeSignature } from "./certificate/edgeSignature";
import { edgeSingle } from "./certificate/edgeSingle";
import { edgeSize } from "./certificate/edgeSize";
import { edgeValidity } from "./certificate/edgeValidity";
import { trustedByOrigin } from "./certificate/trustedByOrigin";
import type { MakePolicy } from "../register";

/** CC: certificates that are imported into ACM and that CloudFront presents to its origins. */
export const clientPolicies: readonly MakePolicy[] = [
  edgeValidity,
  edgeLeaf,
  edgePrivateKey,
  edgeKeyUsage,
  edgeSingle,
  edgeForm,
  edgeClientAuth,
  edgeKey,
  edgeSignature,
  edgeDepth,
  edgeSize,
  trustedByOrigin,
  edgeChain,
];
