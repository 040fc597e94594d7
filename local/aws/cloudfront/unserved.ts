import { notEmulated } from "../../provider/checkInputs";
import type { CheckFailure } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";

/** Values that CloudFront takes, and that the edge on this machine does not serve as they say. */
export function unserved(inputs: Values): CheckFailure[] {
  const { sslSupportMethod } = object(inputs.viewerCertificate);
  if (!["vip", "static-ip"].includes(text(sslSupportMethod))) return [];
  const property = "viewerCertificate.sslSupportMethod";
  const why = "viewers are told apart by SNI alone; give sni-only";
  return [{ property, reason: notEmulated(property, why) }];
}
