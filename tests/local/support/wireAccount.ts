import { actor, type Actor } from "./actors";
import { GatewayActs } from "./gatewayActs";
import { LocalAccount } from "./localAccount";
import { distributionInputs, originInputs } from "./distributionInputs";

/** An account with a gateway in it, and how an SDK client reaches it. */
export interface WireAccount {
  account: LocalAccount;
  config: {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  /** Versions of the truststore, newest first; the newest holds an expired CA too. */
  versions: string[];
  client: Actor;
  clientArn: string;
  serverArn: string;
  distribution: string;
  api: string;
}

/** The truststore's object key has a space in it, for the sake of its encoding. */
export const truststoreKey = "my truststore.pem";

/** Starts an AWS on this machine that holds api.example.com, its truststore, an API and a distribution. */
export async function startWireAccount(): Promise<WireAccount> {
  // The SDK's own notice about Node 20, on standard error.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const account = await LocalAccount.start();
  const config = {
    endpoint: account.local.endpointUrl,
    region: "us-east-2",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
  };
  const acts = new GatewayActs(account);
  const root = await actor("Root");
  const expired = await actor("Old root", { from: -20, until: -10 });
  const client = await actor("edge", { issuer: root, ca: false });
  await acts.bucket("truststore");
  const versions: string[] = [];
  for (const pem of [root.pem, root.pem + expired.pem]) {
    const { outputs } = await acts.object("truststore", truststoreKey, pem);
    versions.unshift(String(outputs.versionId));
  }
  const serverArn = await acts.certificate("api.example.com");
  await acts.domain("api.example.com", serverArn, {
    mutualTlsAuthentication: {
      truststoreUri: `s3://truststore/${truststoreKey}`,
      truststoreVersion: versions[0],
    },
  });
  const made = await account.aws.create("aws:acm/certificate:Certificate", "client", {
    certificateBody: client.pem,
    certificateChain: root.pem,
    privateKey: client.keyPem,
    region: "us-east-1",
  });
  const clientArn = made.id;
  const restApi = await account.aws.create("aws:apigateway/restApi:RestApi", "pets", {
    name: "pets",
    disableExecuteApiEndpoint: true,
    endpointConfiguration: { types: "REGIONAL" },
  });
  const api = restApi.id;
  const distribution = (
    await account.aws.create(
      "aws:cloudfront/distribution:Distribution",
      "edge",
      distributionInputs([
        originInputs("api.example.com", { originMtlsConfig: { clientCertificateArn: clientArn } }),
      ]),
    )
  ).id;
  return { account, config, versions, client, clientArn, serverArn, distribution, api };
}
