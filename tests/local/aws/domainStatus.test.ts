import { LocalAwsError, startLocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { type Actor, actor, type ActorOptions } from "../support/actors";
import { ClockedAccount } from "../support/clockedAccount";
import { eventually } from "../support/eventually";
import { answer } from "../support/gatewayActs";
import type { Kept, Plain } from "../support/providerClient";

const certificateType = "aws:acm/certificate:Certificate";
const name = "api.example.com";
const day = 86_400_000;

describe("the status of a custom domain on this machine", () => {
  let here: ClockedAccount;
  const begin = async (domainUpdateMs = 0) => {
    here = await ClockedAccount.start({ domainUpdateMs });
    await here.acts.bucket("trust");
  };
  afterEach(() => here.account.dispose());

  /** A truststore of its own with one CA in it. */
  const truststore = async (key: string): Promise<Plain> => {
    const { outputs } = await here.acts.object("trust", key, (await actor(key)).pem);
    return { truststoreUri: `s3://trust/${key}`, truststoreVersion: outputs.versionId };
  };
  const status = () => here.domainStatus(name);
  const updating = () => eventually(async () => (await status()) === "UPDATING");

  it("is UPDATING for as long as was asked for; create and update wait for that, others are refused", async () => {
    await begin(60_000);
    const server = await here.acts.certificate(name);
    const mutualTlsAuthentication = await truststore("one.pem");
    let ended = 0;
    const creating = here.acts.domain(name, server, { mutualTlsAuthentication });
    void creating.finally(() => ended++);
    await updating();
    const domain: Kept = {
      urn: `urn:pulumi:test::scenario::aws:apigateway/domainName:DomainName::${name}`,
      id: name,
      inputs: {},
      outputs: {},
    };
    const busy = `TooManyRequestsException: Too Many Requests (the domain name ${name} is UPDATING, and cannot be modified until the existing operation is complete)`;
    const inputs = { domainName: name, regionalCertificateArn: server };
    assert.equal(await answer(here.account.aws.update(domain, inputs)), busy);
    assert.equal(await answer(here.account.aws.delete(domain)), busy);
    here.pass(59_999);
    assert.deepEqual([await status(), ended], ["UPDATING", 0]);
    here.pass(1);
    const made = await creating;
    assert.equal(await status(), "AVAILABLE");

    const next = { ...made.inputs, mutualTlsAuthentication: await truststore("two.pem") };
    const changing = here.account.aws.update(made, next);
    void changing.finally(() => ended++);
    await updating();
    assert.equal(ended, 1);
    here.pass(60_000);
    await here.account.aws.delete(await changing);
    assert.equal(await status(), "");
  });

  it("takes tags and mappings while it is UPDATING", async () => {
    await begin(60_000);
    const { aws } = here.account;
    const creating = here.acts.domain(name, await here.acts.certificate(name));
    await updating();
    const api = await aws.create("aws:apigateway/restApi:RestApi", "pets", { name: "pets" });
    const mapping = "aws:apigateway/basePathMapping:BasePathMapping";
    const mapped = aws.create(mapping, "pets", { domainName: name, restApi: api.id });
    assert.equal(await answer(mapped), "");
    here.pass(60_000);
    const made = await creating;
    await aws.update(made, { ...made.inputs, tags: { of: "one" } });
    assert.equal(await status(), "AVAILABLE");
  });

  it("is waited for in version 2 of the API too, and until the account is closed at the latest", async () => {
    await begin(60_000);
    const server = await here.acts.certificate(name);
    const creating = here.account.local
      .resources("us-east-2")
      .create("aws:apigatewayv2/domainName:DomainName", "v2", {
        domainName: name,
        domainNameConfiguration: {
          certificateArn: server,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      });
    const ended = assert.rejects(creating, {
      message: `waiting for API Gateway v2 Domain Name (${name}) create: context canceled`,
    });
    await updating();
    await here.account.stop();
    await ended;
  });

  it("is not there to be waited for by a time that is none", async () => {
    await begin();
    await assert.rejects(
      startLocalAws({ state: here.account.folder, domainUpdateMs: -1 }),
      new LocalAwsError("domainUpdateMs is -1: give a number of milliseconds from 0 to 86400000."),
    );
    // A date that far ahead is none.
    await assert.rejects(
      startLocalAws({ state: here.account.folder, domainUpdateMs: 1e16 }),
      new LocalAwsError(
        "domainUpdateMs is 10000000000000000: give a number of milliseconds from 0 to 86400000.",
      ),
    );
  });

  /** A domain with mutual TLS, its imported server certificate and the certificate that proves its name. */
  const owned = async (options: ActorOptions = {}) => {
    await begin();
    const issuer = await actor("Issuer", { until: 2000 });
    const held = ({ names = [name], ...more }: ActorOptions) =>
      actor(names[0] ?? name, {
        issuer,
        ca: false,
        names,
        extendedKeyUsage: ["serverAuth"],
        until: 1000,
        ...more,
      });
    const body = ({ pem, keyPem }: Actor) => ({ certificateBody: pem, privateKey: keyPem });
    const server = await here.account.aws.create(
      certificateType,
      "server",
      body(await held(options)),
    );
    const proof = await here.acts.certificate(name);
    const domain = await here.acts.domain(name, server.id, {
      mutualTlsAuthentication: await truststore("store.pem"),
      ownershipVerificationCertificateArn: proof,
    });
    const reimport = async (more: ActorOptions) =>
      here.account.aws.update(server, body(await held(more)));
    return { domain, server, proof, reimport };
  };

  it("is PENDING_OWNERSHIP_VERIFICATION when the certificate that proves the name has expired; every update is locked until another is given", async () => {
    const { domain, proof } = await owned();
    await here.acts.unprove(proof);
    here.pass(394 * day);
    assert.equal(await status(), "AVAILABLE");
    here.pass(2 * day);
    assert.equal(await status(), "PENDING_OWNERSHIP_VERIFICATION");
    const { aws } = here.account;
    const next = { ...domain.inputs, mutualTlsAuthentication: await truststore("next.pem") };
    assert.match(
      await answer(aws.update(domain, next)),
      /^BadRequestException: All updates of the domain name api\.example\.com are locked: The ownership verification certificate arn:\S+ expired at \S+, and ACM could not renew it: .+ Give ownershipVerificationCertificateArn a valid certificate first\.$/,
    );
    assert.match(
      await answer(here.acts.domain("a.example.com", proof)),
      /^BadRequestException: Unable to associate certificate \S+: its status is EXPIRED, not ISSUED$/,
    );
    const fresh = { ownershipVerificationCertificateArn: await here.acts.certificate(name) };
    // The record that validates it is that of the expired one too, which ACM renews no more.
    assert.equal(await status(), "PENDING_OWNERSHIP_VERIFICATION");
    const mended = await aws.update(domain, { ...domain.inputs, ...fresh });
    assert.equal(await status(), "AVAILABLE");
    assert.equal(await answer(aws.update(mended, { ...next, ...fresh })), "");
  });

  it("stays AVAILABLE while the records that validate that certificate are in DNS: ACM renews it", async () => {
    const { proof } = await owned();
    const urn = `urn:pulumi:test::scenario::${certificateType}::proof`;
    const end = async () =>
      String((await here.account.aws.read({ urn, id: proof }))?.outputs.notAfter);
    const before = await end();
    here.pass(400 * day);
    assert.equal(await status(), "AVAILABLE");
    // ACM looks whenever something changes.
    await here.acts.object("trust", "other.pem", "other");
    await eventually(async () => (await end()) !== before);
    assert.ok(Date.parse(await end()) > here.now.getTime() + 394 * day);
  });

  it("is PENDING_CERTIFICATE_REIMPORT when an imported certificate that is imported again does not fit the domain any more", async () => {
    const { reimport, domain } = await owned();
    const after = async (more: ActorOptions) => {
      await reimport(more);
      return status();
    };
    const pending = "PENDING_CERTIFICATE_REIMPORT";
    assert.equal(await after({}), "AVAILABLE");
    assert.equal(await after({ names: ["b.example.com"] }), pending);
    assert.equal(await after({}), "AVAILABLE");
    // A name that the ownership certificate does not prove.
    assert.equal(await after({ names: [name, "b.example.com"] }), pending);
    assert.equal(await after({}), "AVAILABLE");
    assert.equal(await after({ issuer: await actor("Other issuer") }), pending);
    // An update is made, and does not mend it: the provider waits for AVAILABLE in vain.
    const next = { ...domain.inputs, mutualTlsAuthentication: await truststore("next.pem") };
    assert.match(
      await answer(here.account.aws.update(domain, next)),
      /^waiting for API Gateway Domain Name \(api\.example\.com\) update: unexpected state 'PENDING_CERTIFICATE_REIMPORT', wanted target 'AVAILABLE'\. last error: The certificate arn:\S+ was imported again from another issuer: /,
    );
    const tagged = { ...next, tags: { of: "one" } };
    assert.equal(await answer(here.account.aws.update(domain, tagged)), "");
    assert.equal(await after({}), "AVAILABLE");
  });
});
