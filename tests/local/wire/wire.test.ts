import {
  ACMClient,
  DescribeCertificateCommand,
  GetCertificateCommand,
  ListCertificatesCommand,
} from "@aws-sdk/client-acm";
import {
  APIGatewayClient,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  GetRestApiCommand,
  GetStagesCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CloudFrontClient,
  GetDistributionCommand,
  ListDistributionsCommand,
} from "@aws-sdk/client-cloudfront";
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import assert from "node:assert/strict";

import { skipBecause } from "../../support/skip";
import { run } from "../../support/pulumi";
import { GatewayActs } from "../support/gatewayActs";
import { startWireAccount, type WireAccount } from "../support/wireAccount";

describe("the AWS SDK reads the AWS on this machine", () => {
  let wire: WireAccount;

  before(async () => {
    wire = await startWireAccount();
  });
  after(() => wire.account.dispose());

  it("gets a domain with the warnings about its truststore, which the provider drops", async () => {
    const { config, versions, serverArn } = wire;
    const sdk = new APIGatewayClient(config);

    const found = await sdk.send(new GetDomainNameCommand({ domainName: "api.example.com" }));

    assert.equal(found.securityPolicy, "TLS_1_2");
    assert.deepEqual(found.endpointConfiguration?.types, ["REGIONAL"]);
    assert.equal(found.domainNameStatus, "AVAILABLE");
    assert.equal(found.regionalCertificateArn, serverArn);
    const {
      truststoreUri,
      truststoreVersion,
      truststoreWarnings = [],
    } = found.mutualTlsAuthentication ?? {};
    assert.equal(truststoreUri, "s3://truststore/my truststore.pem");
    assert.equal(truststoreVersion, versions[0]);
    assert.equal(truststoreWarnings.length, 1);
    assert.match(truststoreWarnings[0] ?? "", /Old root/);
  });

  it("lists the domains of a Region, page by page", async () => {
    const { account, config } = wire;
    const acts = new GatewayActs(account);
    await acts.domain("b.example.com", await acts.certificate("b.example.com"));
    const sdk = new APIGatewayClient(config);

    const first = await sdk.send(new GetDomainNamesCommand({ limit: 1 }));
    const second = await sdk.send(
      new GetDomainNamesCommand({ limit: 1, position: first.position }),
    );
    const elsewhere = await new APIGatewayClient({ ...config, region: "eu-west-1" }).send(
      new GetDomainNamesCommand({}),
    );

    assert.deepEqual(
      [first, second].map(({ items }) => items?.map(({ domainName }) => domainName)),
      [["api.example.com"], ["b.example.com"]],
    );
    assert.equal(second.position, undefined);
    assert.deepEqual(elsewhere.items, []);
  });

  it("gets an API, and says of one that is not there that it is not found", async () => {
    const { config, api } = wire;
    const sdk = new APIGatewayClient(config);

    const found = await sdk.send(new GetRestApiCommand({ restApiId: api }));

    assert.equal(found.name, "pets");
    assert.equal(found.disableExecuteApiEndpoint, true);
    await assert.rejects(sdk.send(new GetRestApiCommand({ restApiId: "none" })), {
      name: "NotFoundException",
    });
  });

  it("describes the imported client certificate, and who uses it", async () => {
    const { config, clientArn, distribution, client } = wire;
    const sdk = new ACMClient({ ...config, region: "us-east-1" });

    const { Certificate: found } = await sdk.send(
      new DescribeCertificateCommand({ CertificateArn: clientArn }),
    );

    assert.equal(found?.Type, "IMPORTED");
    assert.equal(found.KeyAlgorithm, "EC_prime256v1");
    assert.equal(found.SignatureAlgorithm, "SHA256WITHECDSA");
    assert.deepEqual(found.InUseBy, [
      `arn:aws:cloudfront::123456789012:distribution/${distribution}`,
    ]);
    assert.deepEqual(
      found.ExtendedKeyUsages?.map(({ Name }) => Name),
      ["TLS_WEB_CLIENT_AUTHENTICATION"],
    );
    assert.equal(found.NotAfter?.getTime(), client.certificate.notAfter.getTime());
    assert.equal(found.Serial?.replaceAll(":", ""), client.certificate.serialNumber);
  });

  it("gives the certificate and its chain, and never the key", async () => {
    const { config, clientArn, client } = wire;
    const sdk = new ACMClient({ ...config, region: "us-east-1" });

    const { Certificate, CertificateChain, $metadata, ...more } = await sdk.send(
      new GetCertificateCommand({ CertificateArn: clientArn }),
    );

    assert.equal(Certificate?.trim(), client.pem.trim());
    assert.match(CertificateChain ?? "", /BEGIN CERTIFICATE/);
    assert.equal($metadata.httpStatusCode, 200);
    assert.deepEqual(more, {});
  });

  it("lists RSA certificates alone unless other keys are asked for, as ACM does", async () => {
    const { config, clientArn } = wire;
    const sdk = new ACMClient({ ...config, region: "us-east-1" });

    const byDefault = await sdk.send(new ListCertificatesCommand({}));
    const all = await sdk.send(
      new ListCertificatesCommand({ Includes: { keyTypes: ["RSA_2048", "EC_prime256v1"] } }),
    );

    assert.deepEqual(byDefault.CertificateSummaryList, []);
    assert.deepEqual(
      all.CertificateSummaryList?.map(({ CertificateArn }) => CertificateArn),
      [clientArn],
    );
  });

  it("reads one version of an object, the newest when none is named", async () => {
    const { config, versions } = wire;
    const sdk = new S3Client(config);
    const object = { Bucket: "truststore", Key: "my truststore.pem" };

    const newest = await sdk.send(new GetObjectCommand(object));
    const first = await sdk.send(new HeadObjectCommand({ ...object, VersionId: versions[1] }));

    assert.match(
      (await newest.Body?.transformToString()) ?? "",
      /(-----BEGIN CERTIFICATE-----[^]*){2}/,
    );
    assert.equal(newest.VersionId, versions[0]);
    assert.equal(first.VersionId, versions[1]);
    assert.notEqual(first.ETag, newest.ETag);
    await assert.rejects(sdk.send(new GetObjectCommand({ ...object, Key: "none" })), {
      name: "NoSuchKey",
    });
    await assert.rejects(sdk.send(new GetObjectCommand({ ...object, VersionId: "none" })), {
      name: "NoSuchVersion",
    });
  });

  it("lists versions and delete markers, newest first, page by page", async () => {
    const { config, versions } = wire;
    const sdk = new S3Client(config);
    const all = await sdk.send(new ListObjectVersionsCommand({ Bucket: "truststore" }));
    const first = await sdk.send(
      new ListObjectVersionsCommand({ Bucket: "truststore", MaxKeys: 1 }),
    );
    const second = await sdk.send(
      new ListObjectVersionsCommand({
        Bucket: "truststore",
        KeyMarker: first.NextKeyMarker,
        VersionIdMarker: first.NextVersionIdMarker,
      }),
    );

    assert.deepEqual(
      all.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      [
        [versions[0], true],
        [versions[1], false],
      ],
    );
    assert.equal(first.IsTruncated, true);
    assert.deepEqual(
      second.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
      [[versions[1], false]],
    );
    assert.equal(second.IsTruncated, false);
  });

  it("gets the distribution with its origin's client certificate", async () => {
    const { config, clientArn, distribution } = wire;
    const sdk = new CloudFrontClient(config);

    const { Distribution: found, ETag } = await sdk.send(
      new GetDistributionCommand({ Id: distribution }),
    );
    const { DistributionList: listed } = await sdk.send(new ListDistributionsCommand({}));

    const [origin] = found?.DistributionConfig?.Origins?.Items ?? [];
    assert.equal(origin?.CustomOriginConfig?.OriginMtlsConfig?.ClientCertificateArn, clientArn);
    assert.deepEqual(origin.CustomOriginConfig.OriginSslProtocols?.Items, ["TLSv1.2"]);
    assert.equal(found?.DistributionConfig?.Enabled, true);
    assert.ok((ETag ?? "") !== "");
    assert.deepEqual(
      listed?.Items?.map(({ Id }) => Id),
      [distribution],
    );
    await assert.rejects(sdk.send(new GetDistributionCommand({ Id: "none" })), {
      name: "NoSuchDistribution",
    });
  });

  it("says whose account it is", async () => {
    const { config } = wire;
    const { Account } = await new STSClient(config).send(new GetCallerIdentityCommand({}));

    assert.equal(Account, "123456789012");
  });

  it("refuses what it does not answer by its name, and a call without a signature", async () => {
    const { account, config, api } = wire;
    await assert.rejects(
      new APIGatewayClient(config).send(new GetStagesCommand({ restApiId: api })),
      /does not answer GET \/restapis\/.*\/stages; of API Gateway it answers GetDomainName, GetDomainNames, GetRestApi/,
    );
    await assert.rejects(
      new S3Client(config).send(
        new PutObjectCommand({ Bucket: "truststore", Key: "a", Body: "b" }),
      ),
      /does not answer PUT \/truststore\/a/,
    );
    const unsigned = await fetch(`${account.local.endpointUrl}/domainnames`);
    assert.equal(unsigned.status, 403);
  });

  it("answers the AWS CLI, by the environment that it gives to a command", async function () {
    const { account, versions } = wire;
    const env = {
      ...process.env,
      ...account.local.env,
      AWS_DEFAULT_REGION: "us-east-2",
      AWS_PAGER: "",
    };
    const version = await run("aws", ["--version"], { env }).catch(() => undefined);
    if (version?.code !== 0) skipBecause(this, "the AWS CLI is not installed");

    const domain = await run(
      "aws",
      ["apigateway", "get-domain-name", "--domain-name", "api.example.com", "--output", "json"],
      { env },
    );
    const objects = await run(
      "aws",
      [
        "s3api",
        "list-object-versions",
        "--bucket",
        "truststore",
        "--query",
        "Versions[].Key",
        "--output",
        "json",
      ],
      { env },
    );
    const missing = await run("aws", ["cloudfront", "get-distribution", "--id", "none"], { env });

    assert.equal(domain.code, 0, domain.stderr);
    const { mutualTlsAuthentication } = JSON.parse(domain.stdout) as {
      mutualTlsAuthentication: { truststoreVersion: string };
    };
    assert.equal(mutualTlsAuthentication.truststoreVersion, versions[0]);
    assert.deepEqual(
      JSON.parse(objects.stdout),
      ["my truststore.pem", "my truststore.pem"],
      objects.stderr,
    );
    assert.match(missing.stderr, /NoSuchDistribution/);
  });
});
