import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import assert from "node:assert/strict";
import { actor } from "../support/actors";
import { ClockedAccount } from "../support/clockedAccount";
import { eventually } from "../support/eventually";
import { answer, privateCa } from "../support/gatewayActs";

const certificate = "aws:acm/certificate:Certificate";
const hour = 3_600_000;

describe("certificates of ACM on this machine, by the account's clock", () => {
  let here: ClockedAccount;
  beforeEach(async () => {
    here = await ClockedAccount.start();
  });
  afterEach(() => here.account.dispose());

  /** `Status` and `RenewalEligibility` as the AWS SDK reads them. */
  const seen = async (CertificateArn: string) => {
    const sdk = new ACMClient(here.wire("us-east-2"));
    const { Certificate } = await sdk.send(new DescribeCertificateCommand({ CertificateArn }));
    return [Certificate?.Status, Certificate?.RenewalEligibility];
  };

  it("are given up when their records do not come within 72 hours", async () => {
    const inputs = { domainName: "api.example.com", validationMethod: "DNS" };
    const late = await here.account.aws.create(certificate, "late", inputs);
    here.pass(72 * hour);
    assert.deepEqual(await seen(late.id), ["PENDING_VALIDATION", "INELIGIBLE"]);
    here.pass(1);
    assert.deepEqual(await seen(late.id), ["VALIDATION_TIMED_OUT", "INELIGIBLE"]);
    // The same record validates another certificate of the name, which is issued.
    const other = await here.acts.certificate("api.example.com");
    assert.deepEqual(await seen(other), ["ISSUED", "INELIGIBLE"]);
    assert.deepEqual(await seen(late.id), ["VALIDATION_TIMED_OUT", "INELIGIBLE"]);
  });

  it("are eligible for renewal when ACM issued them and something uses them", async () => {
    const arn = await here.acts.certificate("api.example.com");
    await here.acts.domain("api.example.com", arn);
    assert.deepEqual(await seen(arn), ["ISSUED", "ELIGIBLE"]);
  });

  it("are EXPIRED for good when their records were gone at their end, and renewed when they are back before it", async () => {
    const used = async (name: string) => {
      const arn = await here.acts.certificate(name);
      await here.acts.domain(name, arn);
      await here.acts.unprove(arn);
      return arn;
    };
    const mended = await used("a.example.com");
    const late = await used("b.example.com");
    // Certificates of one name are validated by one record.
    await here.acts.certificate("a.example.com");
    here.pass(400 * 24 * hour);
    assert.deepEqual(await seen(mended), ["ISSUED", "ELIGIBLE"]);
    assert.deepEqual(await seen(late), ["EXPIRED", "INELIGIBLE"]);
    await here.acts.certificate("b.example.com");
    assert.deepEqual(await seen(late), ["EXPIRED", "INELIGIBLE"]);
  });

  it("are EXPIRED from their end on when they were imported", async () => {
    const client = await actor("client", { ca: false, until: 10 });
    const inputs = { certificateBody: client.pem, privateKey: client.keyPem };
    const { id } = await here.account.aws.create(certificate, "client", inputs);
    const left = client.certificate.notAfter.getTime() - here.now.getTime();
    here.pass(left);
    assert.deepEqual(await seen(id), ["ISSUED", "INELIGIBLE"]);
    here.pass(1);
    assert.deepEqual(await seen(id), ["EXPIRED", "INELIGIBLE"]);
  });

  it("are renewed when a private CA issued them, something uses them and that CA lets ACM renew", async () => {
    const { account, acts } = here;
    const { aws } = account;
    const ca = await privateCa(account, "PrivateRoot");
    const requested = (domainName: string) =>
      aws.create(certificate, domainName, { domainName, certificateAuthorityArn: ca.id });
    const used = await requested("used.example.com");
    const idle = await requested("idle.example.com");
    await acts.domain("used.example.com", used.id);
    const notAfter = async () => (await aws.read(used))?.outputs.notAfter as string;
    const pass = async (days: number) => {
      here.pass(days * 24 * hour);
      // ACM looks again whenever something changes.
      await acts.bucket(`look-${here.now.getTime()}`);
    };
    assert.deepEqual(await seen(used.id), ["ISSUED", "ELIGIBLE"]);
    assert.deepEqual(await seen(idle.id), ["ISSUED", "INELIGIBLE"]);

    const first = await notAfter();
    await pass(360);
    assert.equal(await notAfter(), first);
    await aws.create("aws:acmpca/permission:Permission", "acm", {
      certificateAuthorityArn: ca.id,
      principal: "acm.amazonaws.com",
      actions: ["IssueCertificate", "GetCertificate", "ListPermissions"],
    });
    const renewed = Math.floor(here.now.getTime() / 1000) * 1000 + 395 * 24 * hour;
    await eventually(async () => Date.parse(await notAfter()) === renewed);
    await pass(40);
    assert.deepEqual(await seen(used.id), ["ISSUED", "ELIGIBLE"]);
    assert.deepEqual(await seen(idle.id), ["EXPIRED", "INELIGIBLE"]);

    const disabled = await aws.update(ca, { ...ca.inputs, enabled: false });
    await pass(400);
    assert.deepEqual(await seen(used.id), ["EXPIRED", "INELIGIBLE"]);
    await aws.update(disabled, { ...ca.inputs, enabled: true });
    assert.deepEqual(await seen(used.id), ["EXPIRED", "INELIGIBLE"]);
  });

  it("take other tags after their end, and are not imported again with them", async () => {
    const { aws } = here.account;
    const client = await actor("client", { ca: false, until: 10 });
    const inputs = { certificateBody: client.pem, privateKey: client.keyPem };
    const made = await aws.create(certificate, "client", inputs);
    here.pass(20 * 24 * hour);
    const tagged = await aws.update(made, { ...inputs, tags: { team: "edge" } });
    assert.deepEqual(tagged.outputs.tags, { team: "edge" });
    assert.match(
      await answer(aws.update(tagged, { ...inputs, certificateChain: client.pem })),
      /^ValidationException: The certificate .* is not valid at the time of import/,
    );
  });
});
