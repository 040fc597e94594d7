import assert from "node:assert/strict";
import { ClockedAccount } from "../support/clockedAccount";
import { distributionInputs, originInputs } from "../support/distributionInputs";
import { answer, privateCa } from "../support/gatewayActs";
import type { Kept, Plain } from "../support/providerClient";

const distributionType = "aws:cloudfront/distribution:Distribution";
const certificateType = "aws:acm/certificate:Certificate";

describe("a distribution's values on this machine", () => {
  let clocked: ClockedAccount;
  before(async () => {
    clocked = await ClockedAccount.start({ region: "us-east-1" });
  });
  after(() => clocked.account.dispose());

  const create = (config: Plain = {}, more: Plain = {}): Promise<Kept> =>
    clocked.account.aws.create(
      distributionType,
      "d",
      distributionInputs([originInputs("api.example.com", config)], more),
    );
  const refused = (config: Plain, more: Plain = {}) => answer(create(config, more));
  /** A default behavior without a cache policy. */
  const behavior = (more: Plain) => {
    const { targetOriginId, viewerProtocolPolicy, allowedMethods, cachedMethods } =
      distributionInputs([]).defaultCacheBehavior as Plain;
    const rest = { targetOriginId, viewerProtocolPolicy, allowedMethods, cachedMethods };
    return { defaultCacheBehavior: { ...rest, ...more } };
  };

  it("have a client certificate that was imported: one that ACM had AWS Private CA issue is refused", async () => {
    const ca = await privateCa(clocked.account, "ca");
    const { id: clientCertificateArn } = await clocked.account.aws.create(certificateType, "own", {
      domainName: "edge.example.com",
      certificateAuthorityArn: ca.id,
      keyAlgorithm: "EC_prime256v1",
    });
    assert.match(
      await refused({ originMtlsConfig: { clientCertificateArn } }),
      /CC107 error: .* which ACM had AWS Private CA issue; CloudFront takes imported certificates alone\./,
    );
  });

  it("have timeouts from 1 to 120 seconds", async () => {
    assert.equal(
      await refused({ originReadTimeout: 9999 }),
      "InvalidArgument: The originReadTimeout of the origin api is 9999, and has to be from 1 to 120.",
    );
    assert.match(
      await refused({ originKeepaliveTimeout: -1 }),
      /^InvalidArgument: The originKeepaliveTimeout of the origin api is -1, /,
    );
    assert.equal(await refused({ originReadTimeout: 120, originKeepaliveTimeout: 1 }), "");
  });

  it("have a certificate for viewers, or CloudFront's own, and a policy that there is", async () => {
    assert.match(await refused({}, { viewerCertificate: {} }), /^InvalidViewerCertificate: /);
    const version = (minimumProtocolVersion: string) => {
      const viewerCertificate = { cloudfrontDefaultCertificate: true, minimumProtocolVersion };
      return refused({}, { viewerCertificate });
    };
    assert.match(await version("TLSv9"), /to be one of \["SSLv3" .*\], got TLSv9$/);
    for (const [policy, from] of [
      ["TLSv1.2_2025", "TLSv1.2"],
      ["TLSv1.3_2025", "TLSv1.3"],
    ] as const) {
      assert.equal(await version(policy), "");
      const made = clocked.account.local.account.distributions().at(-1);
      assert.equal(made?.viewerTlsFrom, from);
    }
    assert.match(
      await refused({}, { viewerCertificate: { acmCertificateArn: "x", sslSupportMethod: "vip" } }),
      /viewerCertificate\.sslSupportMethod is not emulated by the AWS on this machine/,
    );
  });

  it("are refused by name where the edge does not do as they say", async () => {
    const forwardedValues = { queryString: true, cookies: { forward: "none" } };
    assert.match(
      await refused({}, behavior({ forwardedValues })),
      /defaultCacheBehavior\.forwardedValues is not emulated by the AWS on this machine: /,
    );
    const origin = { ...originInputs("api.example.com"), responseCompletionTimeout: 60 };
    assert.match(
      await answer(clocked.account.aws.create(distributionType, "d", distributionInputs([origin]))),
      /origins\[0\]\.responseCompletionTimeout with another value than 0 is not emulated/,
    );
    assert.match(
      await refused({}, behavior({})),
      /^InvalidArgument: Exactly one of the cache policy and ForwardedValues has to be given/,
    );
  });

  it("have a viewer's certificate that has not expired", async () => {
    const { acts } = clocked;
    const acmCertificateArn = await acts.certificate("www.example.com", "us-east-1");
    await acts.unprove(acmCertificateArn);
    const viewerCertificate = { acmCertificateArn, sslSupportMethod: "sni-only" };
    assert.equal(await refused({}, { viewerCertificate }), "");
    clocked.pass(400 * 86_400_000);
    assert.match(
      await refused({}, { viewerCertificate }),
      /^InvalidViewerCertificate: The specified SSL certificate doesn't exist/,
    );
  });
});
