import type { LocalAws, MadeResource, Resources, Value, Values } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import type { ConnectionOptions } from "node:tls";
import { ask, type Call } from "../local/dataPlane/support/client";
import { actor } from "../local/support/actors";
import { inAccount } from "./support/inventory";
import { commands } from "./support/preparedStacks";
import { ProgramHosts } from "./support/programHosts";
import { TriedStack } from "./support/triedStack";

const domain = "aws:apigateway/domainName:DomainName";
const bucketObject = "aws:s3/bucketObjectv2:BucketObjectv2";
const region = "us-east-2";

type Client = Pick<ConnectionOptions, "cert" | "key">;

/** What somebody does past the stack, what a refresh says about it, and how calls end until it is mended. */
interface Drift {
  what: string;
  change: (resources: Resources, stack: TriedStack) => Promise<unknown>;
  reported: string[];
  /** Answers to a caller without a certificate and to the stack's client at the domain, and to anybody at the execute-api endpoint. */
  meanwhile: { domain: number | "refused"; client: number | "refused"; executeApi: number };
}

const closed = { domain: "refused", executeApi: 403, client: 200 } as const;

const drifts: Drift[] = [
  {
    what: "mutual TLS taken off the domain",
    change: (resources) =>
      changed(resources, domain, "api.example.com", { mutualTlsAuthentication: undefined }),
    reported: ["~ gw-domain-domain -mutualTlsAuthentication"],
    meanwhile: { ...closed, domain: 200 },
  },
  {
    what: "mutual TLS taken off the domain and the security policy lowered",
    change: (resources) =>
      changed(resources, domain, "api.example.com", {
        mutualTlsAuthentication: undefined,
        securityPolicy: "TLS_1_0",
      }),
    reported: ["~ gw-domain-domain -mutualTlsAuthentication~securityPolicy"],
    meanwhile: { ...closed, domain: 200 },
  },
  {
    what: "the version of the truststore no longer pinned",
    change: (resources, stack) =>
      changed(resources, domain, "api.example.com", {
        mutualTlsAuthentication: { truststoreUri: `s3://${bucketOf(stack)}/truststore.pem` },
      }),
    reported: ["~ gw-domain-domain ~mutualTlsAuthentication"],
    meanwhile: closed,
  },
  {
    what: "the execute-api endpoint opened",
    change: (resources, stack) =>
      changed(resources, "aws:apigateway/restApi:RestApi", apiOf(stack), {
        disableExecuteApiEndpoint: false,
      }),
    reported: ["~ gw-pets-api ~disableExecuteApiEndpoint"],
    meanwhile: { ...closed, executeApi: 200 },
  },
  {
    what: "the truststore's object overwritten by one that trusts somebody else",
    change: async (resources, stack) =>
      changed(resources, bucketObject, `${bucketOf(stack)}/truststore.pem`, {
        content: (await actor("Rogue")).pem,
        contentType: "application/x-pem-file",
      }),
    reported: ["~ gw-truststore-object ~etag"],
    meanwhile: closed,
  },
  {
    what: "the truststore's object deleted, so that a delete marker is its newest version",
    change: (resources, stack) => {
      const made = read(resources, bucketObject, `${bucketOf(stack)}/truststore.pem`);
      // The provider deletes all versions of what has a version; a user's DeleteObject does not.
      return resources.delete({ ...made, outputs: { ...made.outputs, versionId: "" } });
    },
    reported: ["- gw-truststore-object"],
    meanwhile: closed,
  },
  {
    what: "every version of the truststore deleted",
    change: (resources, stack) =>
      resources.delete(read(resources, bucketObject, `${bucketOf(stack)}/truststore.pem`)),
    reported: ["- gw-truststore-object"],
    meanwhile: closed,
  },
];

type Inputs = Readonly<Record<string, Value | undefined>>;

/** What becomes of the inputs of the account's only resource of a token; undefined where somebody takes it away. */
const others: Record<string, (inputs: Values) => Inputs | undefined> = {
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": () => ({ blockPublicPolicy: false }),
  "aws:s3/bucketVersioning:BucketVersioning": () => ({
    versioningConfiguration: { status: "Suspended" },
  }),
  "aws:s3/bucketPolicy:BucketPolicy": () => undefined,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": () => ({
    rule: { objectOwnership: "ObjectWriter" },
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": () => undefined,
  "aws:apigateway/methodSettings:MethodSettings": () => undefined,
  "aws:apigateway/stage:Stage": () => ({ accessLogSettings: undefined }),
  "aws:apigateway/basePathMapping:BasePathMapping": () => undefined,
  "aws:cloudfront/distribution:Distribution": ({ defaultCacheBehavior, origins }) => ({
    defaultCacheBehavior: {
      ...(defaultCacheBehavior as Values),
      viewerProtocolPolicy: "allow-all",
    },
    origins: (origins as Values[]).map(({ customOriginConfig, ...origin }) => {
      const { originMtlsConfig, ...rest } = customOriginConfig as Values;
      assert.ok(originMtlsConfig);
      return { ...origin, customOriginConfig: rest };
    }),
  }),
};

describe("a stack whose security settings somebody changed past it", function () {
  this.timeout(300_000);
  const hosts = new ProgramHosts();
  let stack: TriedStack;
  let client: Client;

  before(async () => {
    stack = await TriedStack.create(hosts);
    client = await stack.served(async ({ env }) => {
      await stack.succeed(commands.create, env);
      const outputs = await stack.succeed(["stack", "output", "--json", "--show-secrets"], env);
      const { clientCertificatePem, clientPrivateKeyPem } = JSON.parse(outputs) as Record<
        string,
        string
      >;
      return { cert: clientCertificatePem, key: clientPrivateKeyPem };
    });
  });
  after(() => {
    stack.dispose();
    hosts.dispose();
  });

  /** The truststore that the domain trusts. */
  const trusted = (aws: LocalAws) => aws.account.domains()[0]?.truststore?.pem;
  const report = async (aws: LocalAws) =>
    reported(await stack.succeed(["refresh", "--preview-only"], aws.env));
  const mended = (aws: LocalAws) =>
    stack.succeed(["up", "--yes", "--skip-preview", "--refresh"], aws.env);

  for (const { what, change, reported: expected, meanwhile } of drifts) {
    it(`sees ${what} in a refresh, and mends it in the next up`, () =>
      stack.served(async (aws) => {
        const before = trusted(aws);
        await change(aws.resources(region), stack);
        assert.deepEqual(
          [await report(aws), await reached(aws, stack, client)],
          [expected, meanwhile],
        );

        await mended(aws);
        assert.deepEqual([await report(aws), await reached(aws, stack, client)], [[], closed]);
        assert.equal(trusted(aws), before);
        assert.equal(pinnedVersion(aws), newestVersion(stack));
      }));
  }

  it("sees each other setting that somebody changed or took away, and mends all of them in one up", () =>
    stack.served(async (aws) => {
      const resources = aws.resources(region);
      for (const [token, changedInputs] of Object.entries(others)) {
        const made = only(resources, stack, token);
        const inputs = changedInputs(made.inputs);
        await (inputs === undefined ? resources.delete(made) : updated(resources, made, inputs));
      }
      assert.deepEqual(await report(aws), [
        "- gw-domain-mapping",
        "- gw-pets-protection-method-settings",
        "- gw-truststore-lifecycle",
        "- gw-truststore-policy",
        "~ gw-edge-distribution ~defaultCacheBehavior,origins",
        "~ gw-pets-stage -accessLogSettings",
        "~ gw-truststore-ownership ~rule",
        "~ gw-truststore-public-access-block ~blockPublicPolicy",
        "~ gw-truststore-versioning ~versioningConfiguration",
      ]);
      await mended(aws);
      assert.deepEqual([await report(aws), await reached(aws, stack, client)], [[], closed]);
    }));

  it("does not see a second mapping, for it is no resource of the stack; the domain asks for certificates under it too", () =>
    stack.served(async (aws) => {
      const resources = aws.resources(region);
      const mapping = await resources.create(
        "aws:apigateway/basePathMapping:BasePathMapping",
        "side-door",
        {
          domainName: "api.example.com",
          restApi: apiOf(stack),
          stageName: "prod",
          basePath: "side-door",
        },
      );
      assert.deepEqual(await report(aws), []);
      assert.equal(await asked(aws, "api.example.com", "/side-door/"), "refused");
      await resources.delete(mapping);
    }));
});

/** Changes some inputs of what the account has under that ID; undefined takes one away. */
function changed(
  resources: Resources,
  token: string,
  id: string,
  inputs: Inputs,
): Promise<unknown> {
  return updated(resources, read(resources, token, id), inputs);
}

function updated(resources: Resources, made: MadeResource, inputs: Inputs): Promise<unknown> {
  const all: [string, Value | undefined][] = Object.entries({ ...made.inputs, ...inputs });
  return resources.update(made, Object.fromEntries(all.filter(isGiven)));
}

/** The account's only resource of that token. */
function only(resources: Resources, { account }: TriedStack, token: string): MadeResource {
  const ids = inAccount(account).filter((item) => item.startsWith(`${token} `));
  assert.equal(ids.length, 1, `${token}: ${ids.length}`);
  return read(resources, token, (ids[0] ?? "").slice(token.length + 1));
}

function isGiven(entry: [string, Value | undefined]): entry is [string, Value] {
  return entry[1] !== undefined;
}

function read(resources: Resources, token: string, id: string) {
  const made = resources.read(token, id);
  assert.ok(made, `${token} ${id} is not there`);
  return made;
}

/** Lines such as ` ~  aws:apigateway:DomainName gw-domain-domain update [diff: ~securityPolicy]`, in short. */
function reported(stdout: string): string[] {
  return [...stdout.matchAll(/^ ([~+-]) +aws:\S+ (\S+) (?:update|delete)(?: \[diff: (.+)\])?/gm)]
    .map(([, change = "", name = "", diff]) => [change, name, diff].filter(Boolean).join(" "))
    .sort();
}

async function reached(
  aws: LocalAws,
  stack: TriedStack,
  client: Client,
): Promise<Drift["meanwhile"]> {
  await aws.dataPlane.settled();
  const executeApi = `${apiOf(stack)}.execute-api.${region}.amazonaws.com`;
  return {
    domain: await asked(aws, "api.example.com", "/"),
    client: await asked(aws, "api.example.com", "/", client),
    executeApi: Number(await asked(aws, executeApi, "/prod/")),
  };
}

/** The status of an answer to the client, by default one without a certificate. */
async function asked(
  aws: LocalAws,
  name: string,
  path: string,
  client: Client = {},
): Promise<number | "refused"> {
  const call: Call = {
    port: aws.gatewayPort,
    name,
    path,
    tls: client,
    ca: aws.account.publicCa.certificatePem,
  };
  try {
    return (await ask(call)).status;
  } catch {
    return "refused";
  }
}

const bucketOf = ({ account }: TriedStack): string => Object.keys(account.buckets)[0] ?? "";
const apiOf = ({ account }: TriedStack): string => Object.keys(account.restApis)[0] ?? "";
const pinnedVersion = (aws: LocalAws) => aws.account.domains()[0]?.truststore?.version;
const newestVersion = ({ account }: TriedStack) =>
  account.buckets[Object.keys(account.buckets)[0] ?? ""]?.objects["truststore.pem"]?.[0]?.id;
