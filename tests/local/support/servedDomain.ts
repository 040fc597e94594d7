import { ask, type Answer, type Call } from "../dataPlane/support/client";
import { RecordingBackend } from "../dataPlane/support/recordingBackend";
import { actor, type Actor } from "./actors";
import { GatewayActs } from "./gatewayActs";
import { LocalAccount } from "./localAccount";
import type { Kept, Plain } from "./providerClient";

/** An account with a domain with mutual TLS that is made and called, and a backend behind it. */
export class ServedDomain {
  private constructor(
    readonly account: LocalAccount,
    readonly acts: GatewayActs,
    readonly backend: RecordingBackend,
    readonly name: string,
    readonly root: Actor,
    readonly client: Actor,
    /** ARN of a certificate that covers `*.example.com`. */
    readonly certificateArn: string,
    /** Inputs of `mutualTlsAuthentication`. */
    readonly mutualTlsAuthentication: Plain,
  ) {}

  /** Nothing is made at the domain yet: `name` is what calls ask for. */
  static async start(name = "api.example.com"): Promise<ServedDomain> {
    const account = await LocalAccount.start();
    const acts = new GatewayActs(account);
    const root = await actor("MyRootCA");
    const client = await actor("my-client", { ca: false, issuer: root });
    await acts.bucket("served-truststore");
    const object = await acts.object("served-truststore", "truststore.pem", root.pem);
    return new ServedDomain(
      account,
      acts,
      await RecordingBackend.start(),
      name,
      root,
      client,
      await acts.certificate("*.example.com"),
      {
        truststoreUri: "s3://served-truststore/truststore.pem",
        truststoreVersion: object.outputs.versionId,
      },
    );
  }

  async dispose(): Promise<void> {
    this.backend.close();
    await this.account.dispose();
  }

  get backendUrl(): string {
    return `http://127.0.0.1:${this.backend.port}`;
  }

  create(token: string, name: string, inputs: Plain): Promise<Kept> {
    return this.account.aws.create(token, name, inputs);
  }

  /** A REST API that tells its backend who calls: `/who` by the certificate, `/nobody` by what no request here has. */
  async whoApi(): Promise<{ api: Kept; deployment: Kept }> {
    const get = (subject: string) => ({
      get: {
        "x-amazon-apigateway-integration": {
          type: "http_proxy",
          httpMethod: "GET",
          uri: this.backendUrl,
          requestParameters: {
            "integration.request.header.X-Client-Subject": subject,
            "integration.request.header.x-principal": "context.authorizer.principalId",
            "integration.request.header.x-client-from":
              "context.identity.clientCert.validity.notBefore",
          },
        },
      },
    });
    const api = await this.create("aws:apigateway/restApi:RestApi", "who", {
      body: JSON.stringify({
        openapi: "3.0.1",
        info: { title: "who", version: "1" },
        paths: {
          "/who": get("context.identity.clientCert.subjectDN"),
          "/nobody": get("context.authorizer.principalId"),
        },
      }),
      endpointConfiguration: { types: "REGIONAL" },
    });
    const restApi = api.id;
    const deployment = await this.create("aws:apigateway/deployment:Deployment", "who", {
      restApi,
    });
    return { api, deployment };
  }

  /** Makes the domain, with mutual TLS, and maps a REST API's stage to its path `v1`. */
  async map(stage: Kept): Promise<void> {
    const { mutualTlsAuthentication } = this;
    await this.acts.domain(this.name, this.certificateArn, { mutualTlsAuthentication });
    const { restApi, stageName } = stage.outputs;
    await this.create("aws:apigateway/basePathMapping:BasePathMapping", "v1", {
      domainName: this.name,
      restApi,
      stageName,
      basePath: "v1",
    });
  }

  /** A call to the domain with its client's certificate, when every change before it is served. */
  async ask(call: Partial<Call> = {}): Promise<Answer> {
    const { local } = this.account;
    await local.dataPlane.settled();
    const { certificate, pem, keyPem, key } = this.client;
    return ask({
      port: local.gatewayPort,
      name: this.name,
      ca: local.account.publicCa.certificatePem,
      client: { certificate, pem, keyPem, keys: key },
      ...call,
    });
  }

  /** Events of a log group, as parsed JSON. */
  async logged(logGroup: Kept): Promise<Plain[]> {
    const { local } = this.account;
    await local.dataPlane.settled();
    return local
      .logEvents(logGroup.outputs.arn as string)
      .map(({ message }) => JSON.parse(message) as Plain);
  }
}
