import type { LocalAccount } from "./localAccount";
import type { Kept, Plain } from "./providerClient";

/** What tests of API Gateway and CloudFront do again and again. */
export class GatewayActs {
  private count = 0;

  constructor(private readonly account: LocalAccount) {}

  /** A versioned bucket. */
  async bucket(name: string): Promise<Kept> {
    const { aws } = this.account;
    const made = await aws.create("aws:s3/bucket:Bucket", name, { bucket: name });
    await aws.create("aws:s3/bucketVersioning:BucketVersioning", name, {
      bucket: name,
      versioningConfiguration: { status: "Enabled" },
    });
    return made;
  }

  object(bucket: string, key: string, content: string): Promise<Kept> {
    const inputs = { bucket, key, content };
    return this.account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", key, inputs);
  }

  /** An issued, DNS-validated certificate of the provider's region; its ARN. */
  async certificate(domainName: string, region?: string): Promise<string> {
    const { aws } = this.account;
    const name = `certificate-${this.count++}`;
    const where = region === undefined ? {} : { region };
    const made = await aws.create("aws:acm/certificate:Certificate", name, {
      domainName,
      validationMethod: "DNS",
      ...where,
    });
    const [option = {}] = made.outputs.domainValidationOptions as Plain[];
    const { zoneId } = await aws.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    await aws.create("aws:route53/record:Record", name, {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 60,
      allowOverwrite: true,
    });
    await aws.create("aws:acm/certificateValidation:CertificateValidation", name, {
      certificateArn: made.id,
      ...where,
    });
    return made.id;
  }

  /** Takes the records out of DNS that validate a certificate. */
  async unprove(certificateArn: string): Promise<void> {
    const { aws } = this.account;
    const urn = (token: string) => `urn:pulumi:test::scenario::${token}::unproven`;
    const found = await aws.read({
      urn: urn("aws:acm/certificate:Certificate"),
      id: certificateArn,
    });
    const { zoneId } = await aws.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    for (const option of found?.outputs.domainValidationOptions as Plain[]) {
      const fqdn = String(option.resourceRecordName).replace(/\.$/, "");
      const outputs = { zoneId, fqdn, type: "CNAME", name: fqdn };
      await aws.delete({
        urn: urn("aws:route53/record:Record"),
        id: `${String(zoneId)}_${fqdn}_CNAME`,
        inputs: outputs,
        outputs,
      });
    }
  }

  /** A REGIONAL domain with TLS_1_2; `more` is put over that. */
  domain(domainName: string, certificateArn: string, more: Plain = {}): Promise<Kept> {
    return this.account.aws.create("aws:apigateway/domainName:DomainName", domainName, {
      domainName,
      regionalCertificateArn: certificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      ...more,
    });
  }
}

/** What an AWS Private CA is made with. */
export interface PrivateCaOptions {
  type?: "ROOT" | "SUBORDINATE";
  keyAlgorithm?: string;
  signingAlgorithm?: string;
  /** The CA that signs a subordinate one, and the path length it gives. */
  issuer?: Kept;
}

/** An AWS Private CA with its certificate installed: ACTIVE. */
export async function privateCa(
  { aws }: LocalAccount,
  name: string,
  options: PrivateCaOptions = {},
): Promise<Kept> {
  const { keyAlgorithm = "EC_prime256v1", signingAlgorithm = "SHA256WITHECDSA", issuer } = options;
  const type = issuer === undefined ? "ROOT" : "SUBORDINATE";
  const made = await aws.create("aws:acmpca/certificateAuthority:CertificateAuthority", name, {
    type: options.type ?? type,
    certificateAuthorityConfiguration: {
      keyAlgorithm,
      signingAlgorithm,
      subject: { commonName: name, organization: "MyOrg", country: "JP", state: "Tokyo" },
    },
  });
  const template = issuer === undefined ? "RootCACertificate" : "SubordinateCACertificate_PathLen0";
  const own = await aws.create("aws:acmpca/certificate:Certificate", name, {
    certificateAuthorityArn: issuer?.id ?? made.id,
    certificateSigningRequest: made.outputs.certificateSigningRequest,
    signingAlgorithm,
    templateArn: `arn:aws:acm-pca:::template/${template}/V1`,
    validity: { type: "DAYS", value: issuer === undefined ? "3650" : "1825" },
  });
  await aws.create(
    "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
    name,
    {
      certificateAuthorityArn: made.id,
      certificate: own.outputs.certificate,
      ...(issuer === undefined ? {} : { certificateChain: own.outputs.certificateChain }),
    },
  );
  return made;
}

/** The part of an error that says what AWS answered: `Code: text`. */
export async function answer(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "";
  } catch (error) {
    const { message } = error as Error;
    return /RequestID: [0-9a-f-]+, ([^]*)$/.exec(message)?.[1] ?? message;
  }
}
