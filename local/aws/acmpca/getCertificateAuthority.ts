import type { Account } from "../../account/account";
import type { FunctionType } from "../../provider/resourceType";
import { certificatesIn } from "../acm/acmStore";
import { text } from "../text";
import { privateCaIn } from "./privateCaStore";

/** `aws.acmpca.getCertificateAuthority`, by ARN. */
export function getCertificateAuthority(account: Account): FunctionType {
  return {
    token: "aws:acmpca/getCertificateAuthority:getCertificateAuthority",
    properties: {
      emulated: ["arn", "region"],
      refused: { tags: "a CA is found by its ARN" },
    },
    invoke({ arn }, { region }) {
      const found = privateCaIn(account.state, text(arn), region, "DescribeCertificateAuthority");
      const [own] = certificatesIn(found.certificate);
      return {
        id: found.arn,
        arn: found.arn,
        region,
        certificate: found.certificate,
        certificateChain: found.chain,
        certificateSigningRequest: found.request,
        keyStorageSecurityStandard:
          text(found.settings.keyStorageSecurityStandard) || "FIPS_140_2_LEVEL_3_OR_HIGHER",
        notBefore: own?.notBefore.toISOString() ?? "",
        notAfter: own?.notAfter.toISOString() ?? "",
        serial: own?.serialNumber ?? "",
        status: found.status,
        type: text(found.settings.type),
        usageMode: text(found.settings.usageMode) || "GENERAL_PURPOSE",
        revocationConfigurations: [],
        tags: found.settings.tags ?? {},
      };
    },
  };
}
