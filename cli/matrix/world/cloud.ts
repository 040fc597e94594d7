import type { LocalAws, MadeResource, Resources, Values } from "@mtls-gateway/local";
import type { Actor } from "./actor";

export const region = "us-east-2";
export const stage = "prod";
const bucket = "matrix-truststores";

/** What the rows need of an account, made as a program would make it: every resource goes through the control plane. */
export class Cloud {
  private readonly resources: Resources;
  private readonly global: Resources;
  private serverCertificateArn = "";
  private count = 0;

  private constructor(
    private readonly local: LocalAws,
    /** Its execute-api endpoint is disabled. */
    public api = "",
    /** Its execute-api endpoint is enabled. */
    public openApi = "",
  ) {
    this.resources = local.resources(region);
    this.global = local.resources("us-east-1");
  }

  /** @param backendUrl HTTP server behind `GET /backend` */
  static async create(local: LocalAws, backendUrl: string): Promise<Cloud> {
    const cloud = new Cloud(local);
    await cloud.makeBucket();
    cloud.serverCertificateArn = await cloud.issue(cloud.resources);
    cloud.api = await cloud.makeApi("guarded", true, backendUrl);
    cloud.openApi = await cloud.makeApi("open", false, backendUrl);
    return cloud;
  }

  /** The name of a new REGIONAL domain below example.com, with mutual TLS when there is a truststore. */
  async domain(truststorePem?: string | Buffer, more: Values = {}): Promise<MadeResource> {
    const name = `d${(this.count += 1)}.example.com`;
    const mutualTls: Values =
      truststorePem === undefined
        ? {}
        : { mutualTlsAuthentication: await this.upload(`${name}.pem`, truststorePem) };
    const made = await this.resources.create("aws:apigateway/domainName:DomainName", name, {
      domainName: name,
      regionalCertificateArn: this.serverCertificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      ...mutualTls,
      ...more,
    });
    await this.resources.create("aws:apigateway/basePathMapping:BasePathMapping", name, {
      domainName: name,
      restApi: this.api,
      stageName: stage,
    });
    return made;
  }

  /** Puts a truststore into the bucket; what a domain pins of it. */
  async upload(key: string, content: string | Buffer): Promise<Values> {
    const made = await this.resources.create("aws:s3/bucketObjectv2:BucketObjectv2", key, {
      bucket,
      key,
      contentBase64: Buffer.from(content).toString("base64"),
    });
    return {
      truststoreUri: `s3://${bucket}/${key}`,
      truststoreVersion: made.outputs.versionId ?? "",
    };
  }

  /** A new version of a domain's truststore, and the update that pins it. */
  async swapTruststore(domain: MadeResource, content: string): Promise<MadeResource> {
    const mutualTlsAuthentication = await this.upload(`${domain.id}.pem`, content);
    return this.resources.update(domain, { ...domain.inputs, mutualTlsAuthentication });
  }

  /** Imports a certificate into ACM in us-east-1; its ARN. */
  async importCertificate(actor: Actor, chainPem = "", more: Values = {}): Promise<string> {
    const name = `import-${(this.count += 1)}`;
    const made = await this.global.create("aws:acm/certificate:Certificate", name, {
      certificateBody: actor.pem,
      privateKey: actor.keyPem,
      ...(chainPem === "" ? {} : { certificateChain: chainPem }),
      ...more,
    });
    return made.id;
  }

  /** A public certificate of ACM for `*.example.com`, validated by DNS, in us-east-1; its ARN. */
  issuedCertificate(): Promise<string> {
    return this.issue(this.global);
  }

  /** The same in the Region of the domains. */
  regionalCertificate(): Promise<string> {
    return this.issue(this.resources);
  }

  /**
   * A distribution in front of `originDomain`, one origin for each client certificate; its domain name. `config` is put
   * over the origins' settings.
   */
  async distribution(
    originDomain: string,
    clientCertificateArns: readonly string[],
    config: Values = {},
  ): Promise<string> {
    const certificates = clientCertificateArns.length === 0 ? [undefined] : clientCertificateArns;
    const made = await this.global.create(
      "aws:cloudfront/distribution:Distribution",
      `distribution-${(this.count += 1)}`,
      {
        enabled: true,
        origins: certificates.map((clientCertificateArn, index) => ({
          originId: `api${index}`,
          domainName: originDomain,
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
            ...(clientCertificateArn === undefined
              ? {}
              : { originMtlsConfig: { clientCertificateArn } }),
            ...config,
          },
        })),
        defaultCacheBehavior: {
          targetOriginId: "api0",
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD"],
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: { cloudfrontDefaultCertificate: true },
      },
    );
    const { domainName } = made.outputs;
    return typeof domainName === "string" ? domainName : "";
  }

  /** A record of example.com that leads a name to a custom domain, or to an address. */
  async record(name: string, type: "A" | "CNAME", target: string): Promise<void> {
    await this.resources.create("aws:route53/record:Record", `${name}-${type}`, {
      zoneId: this.zoneId(),
      name,
      type,
      records: [target],
      ttl: 60,
    });
  }

  private zoneId() {
    const { zoneId } = this.resources.invoke("aws:route53/getZone:getZone", {
      name: "example.com",
    });
    return zoneId ?? "";
  }

  private async makeBucket(): Promise<void> {
    await this.resources.create("aws:s3/bucket:Bucket", bucket, { bucket });
    await this.resources.create("aws:s3/bucketVersioning:BucketVersioning", bucket, {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  private async issue(where: Resources): Promise<string> {
    const name = `issued-${(this.count += 1)}`;
    const made = await where.create("aws:acm/certificate:Certificate", name, {
      domainName: "*.example.com",
      validationMethod: "DNS",
    });
    const [option] = made.outputs.domainValidationOptions as Values[];
    await where.create("aws:route53/record:Record", name, {
      zoneId: this.zoneId(),
      name: option?.resourceRecordName ?? "",
      type: option?.resourceRecordType ?? "",
      records: [option?.resourceRecordValue ?? ""],
      ttl: 60,
      allowOverwrite: true,
    });
    const certificateArn = made.id;
    await where.create("aws:acm/certificateValidation:CertificateValidation", name, {
      certificateArn,
    });
    return certificateArn;
  }

  private async makeApi(name: string, disabled: boolean, backendUrl: string): Promise<string> {
    const api = await this.resources.create("aws:apigateway/restApi:RestApi", name, {
      name,
      body: JSON.stringify(definition(backendUrl)),
      disableExecuteApiEndpoint: disabled,
      endpointConfiguration: { types: "REGIONAL" },
    });
    const deployment = await this.resources.create("aws:apigateway/deployment:Deployment", name, {
      restApi: api.id,
    });
    await this.resources.create("aws:apigateway/stage:Stage", name, {
      restApi: api.id,
      deployment: deployment.id,
      stageName: stage,
    });
    return api.id;
  }

  /** The data plane serves what was made. */
  settled(): Promise<void> {
    return this.local.dataPlane.settled();
  }
}

/** `GET /pets` answers by itself; `GET /backend` asks the backend. */
function definition(backendUrl: string): object {
  const pets = {
    type: "mock",
    requestTemplates: { "application/json": '{"statusCode": 200}' },
    responses: { default: { statusCode: "200", responseTemplates: { "application/json": "[]" } } },
  };
  const proxy = { type: "http_proxy", httpMethod: "GET", uri: backendUrl };
  const get = (integration: object) => ({
    get: {
      responses: { 200: { description: "" } },
      "x-amazon-apigateway-integration": integration,
    },
  });
  return {
    openapi: "3.0.1",
    info: { title: "matrix", version: "1" },
    paths: { "/pets": get(pets), "/backend": get(proxy) },
  };
}
