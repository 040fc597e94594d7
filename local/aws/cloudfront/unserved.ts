import { notEmulated } from "../../provider/checkInputs";
import type { CheckFailure } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";

/** Values that CloudFront takes, and that the edge on this machine does not serve as they say. */
export function unserved(inputs: Values): CheckFailure[] {
  const { minimumProtocolVersion, sslSupportMethod } = object(inputs.viewerCertificate);
  const failures: CheckFailure[] = [];
  const refuse = (property: string, why: string) => {
    failures.push({ property, reason: notEmulated(property, why) });
  };
  if (minimumProtocolVersion === "TLSv1.3_2025") {
    const property = "viewerCertificate.minimumProtocolVersion";
    refuse(property, "viewers are served by TLS 1.2 too; give TLSv1.2_2025");
  }
  if (["vip", "static-ip"].includes(text(sslSupportMethod))) {
    const property = "viewerCertificate.sslSupportMethod";
    refuse(property, "viewers are told apart by SNI alone; give sni-only");
  }
  return failures;
}
