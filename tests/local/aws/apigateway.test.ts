import { rules } from "@mtls-gateway/pki";
import assert from "node:assert/strict";
import { type Actor, actor } from "../support/actors";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

const restApi = "aws:apigateway/restApi:RestApi";
const mapping = "aws:apigateway/basePathMapping:BasePathMapping";

describe("API Gateway on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  let server: string;
  let root: Actor;
  before(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
    await acts.bucket("trust");
    server = await acts.certificate("*.example.com");
    root = await actor("MyRootCA");
  });
  after(() => account.dispose());

  const store = async (key: string, content: string) => {
    const object = await acts.object("trust", key, content);
    return { truststoreUri: `s3://trust/${key}`, truststoreVersion: object.outputs.versionId };
  };

  it("reads the truststore at the pinned version, and no other, when the domain is made and updated", async () => {
    const object = await acts.object("trust", "pinned.pem", root.pem);
    const truststoreUri = "s3://trust/pinned.pem";
    const first = { truststoreUri, truststoreVersion: object.outputs.versionId };
    const domain = await acts.domain("pinned.example.com", server, {
      mutualTlsAuthentication: first,
    });
    const seen = () =>
      account.local.account.domains().find(({ domainName }) => domainName === domain.id)
        ?.truststore;
    const next = await actor("NextCA");
    const changed = await account.aws.update(object, {
      bucket: "trust",
      key: "pinned.pem",
      content: next.pem,
    });
    assert.notEqual(changed.outputs.versionId, object.outputs.versionId);
    assert.equal(seen()?.pem, root.pem);

    const second = { truststoreUri, truststoreVersion: changed.outputs.versionId };
    const news = { ...domain.inputs, mutualTlsAuthentication: second };
    assert.deepEqual(await account.aws.diff(domain, news), {
      changes: { "mutualTlsAuthentication.truststoreVersion": "UPDATE" },
      replaces: [],
      deleteBeforeReplace: false,
    });
    await account.aws.update(domain, news);
    assert.deepEqual([seen()?.pem, seen()?.version], [next.pem, changed.outputs.versionId]);
  });

  it("replaces a domain when its name changes", async () => {
    const domain = await acts.domain("old.example.com", server);
    const news = { ...domain.inputs, domainName: "new.example.com" };
    assert.deepEqual((await account.aws.diff(domain, news)).replaces, ["domainName"]);
  });

  it("refuses a truststore whose bucket, object or version is not there", async () => {
    const { truststoreUri } = await store("here.pem", root.pem);
    const refused = (mutualTlsAuthentication: object) =>
      answer(acts.domain("missing.example.com", server, { mutualTlsAuthentication }));
    assert.equal(
      await refused({ truststoreUri: "s3://nowhere/a.pem" }),
      "BadRequestException: Invalid truststore URI s3://nowhere/a.pem: the bucket nowhere does not exist or cannot be read",
    );
    assert.equal(
      await refused({ truststoreUri: "s3://trust/gone.pem" }),
      "BadRequestException: Invalid truststore URI s3://trust/gone.pem: the object gone.pem does not exist or cannot be read",
    );
    assert.equal(
      await refused({ truststoreUri, truststoreVersion: "nil" }),
      "BadRequestException: Invalid truststore URI s3://trust/here.pem: the object here.pem in version nil does not exist or cannot be read",
    );
  });

  /** A path of five CAs, the root first. */
  async function fiveCas(): Promise<Actor[]> {
    const chain: Actor[] = [root];
    for (const name of ["A", "B", "C", "D"]) {
      const issuer = chain.at(-1);
      if (issuer !== undefined) chain.push(await actor(`Issuing ${name}`, { issuer }));
    }
    return chain;
  }

  it("takes a path of five CAs with a warning, as AWS was seen to, and the clients below are refused", async () => {
    const chain = await fiveCas();
    const pem = chain.map((one) => one.pem).join("");
    const mutualTlsAuthentication = await store("five.pem", pem);
    await acts.domain("five.example.com", server, { mutualTlsAuthentication });

    const [warning = "", ...more] = account.local.truststoreWarnings("five.example.com");
    assert.deepEqual(more, []);
    assert.match(warning, /^TS004 error: .* has 5 CA certificates/);
  });

  it("refuses what is no truststore, naming the rule", async () => {
    const intermediate = await actor("Issuing A", { issuer: root });
    const twin = await actor("MyRootCA");
    const cases: Record<string, string> = {
      TS001: "no certificate",
      TS003: "",
      TS005: intermediate.pem,
      TS011: root.pem + twin.pem,
    };
    const answers: Record<string, string> = {};
    for (const [rule, content] of Object.entries(cases)) {
      const mutualTlsAuthentication = await store(`${rule}.pem`, content);
      answers[rule] = await answer(
        acts.domain("bad.example.com", server, { mutualTlsAuthentication }),
      );
    }
    for (const [rule, text] of Object.entries(answers)) {
      assert.ok(
        text.startsWith(`BadRequestException: Invalid truststore s3://trust/${rule}.pem; `),
      );
      const found = Object.keys(rules).filter((id) => text.includes(`${id} error: `));
      assert.deepEqual(found.includes(rule), true, `${rule}: ${text}`);
    }
    assert.match(
      answers.TS011 ?? "",
      /; The certificate subject CN=MyRootCA,.+ conflicts with an existing certificate from a different issuer; /,
    );
  });

  it("refuses mutual TLS on an EDGE or PRIVATE domain, and with a policy other than TLS_1_2", async () => {
    const mutualTlsAuthentication = await store("fine.pem", root.pem);
    const edge = await acts.certificate("*.example.com", "us-east-1");
    const refused = (more: object) =>
      answer(acts.domain("mtls.example.com", server, { mutualTlsAuthentication, ...more }));
    const rule = async (more: object) => (await refused(more)).slice(0, 34);
    assert.equal(
      await rule({
        endpointConfiguration: { types: "EDGE" },
        regionalCertificateArn: undefined,
        certificateArn: edge,
      }),
      "BadRequestException: GW001 error: ",
    );
    assert.equal(
      await rule({ endpointConfiguration: { types: "PRIVATE" } }),
      "BadRequestException: GW001 error: ",
    );
    assert.equal(await rule({ securityPolicy: "TLS_1_0" }), "BadRequestException: GW002 error: ");
    assert.equal(
      await rule({ securityPolicy: "SecurityPolicy_TLS13_2025_EDGE" }),
      "BadRequestException: GW002 error: ",
    );
  });

  it("takes an issued certificate of its own Region that covers the domain, and no other", async () => {
    const refused = (certificate: string, name = "api.example.com") =>
      answer(acts.domain(name, certificate));
    const abroad = await acts.certificate("api.example.com", "us-east-1");
    assert.equal(
      await refused(abroad),
      `BadRequestException: Invalid certificate ARN: ${abroad} is in us-east-1, and has to be in us-east-2`,
    );
    const pending = await account.aws.create("aws:acm/certificate:Certificate", "pending", {
      domainName: "pending.example.com",
      validationMethod: "DNS",
    });
    assert.equal(
      await refused(pending.id, "pending.example.com"),
      `BadRequestException: Unable to associate certificate ${pending.id}: its status is PENDING_VALIDATION, not ISSUED`,
    );
    assert.equal(
      await refused(server, "a.b.example.com"),
      "BadRequestException: The domain name a.b.example.com is not covered by the provided certificate (*.example.com)",
    );
  });

  it("asks for an ownership certificate when the server certificate of an mTLS domain was imported", async () => {
    const own = await actor("own.example.com", {
      ca: false,
      names: ["own.example.com"],
      extendedKeyUsage: ["serverAuth"],
    });
    const imported = await account.aws.create("aws:acm/certificate:Certificate", "own", {
      certificateBody: own.pem,
      privateKey: own.keyPem,
    });
    const mutualTlsAuthentication = await store("own.pem", root.pem);
    const create = (more: object) =>
      acts.domain("own.example.com", imported.id, { mutualTlsAuthentication, ...more });
    assert.match(
      await answer(create({})),
      /^BadRequestException: Missing ownershipVerificationCertificate; GW008 error: own\.example\.com has a server certificate that was imported into ACM, and no/,
    );
    const proof = await acts.certificate("own.example.com");
    assert.equal(await answer(create({ ownershipVerificationCertificateArn: proof })), "");
  });

  it("takes no ownership certificate that was imported, or that serves another mTLS domain", async () => {
    const mutualTlsAuthentication = await store("proof.pem", root.pem);
    const create = (ownership: string) =>
      answer(
        acts.domain("proof.example.com", imported, {
          mutualTlsAuthentication,
          ownershipVerificationCertificateArn: ownership,
        }),
      );
    const own = await actor("proof.example.com", {
      ca: false,
      names: ["proof.example.com"],
      extendedKeyUsage: ["serverAuth"],
    });
    const { id: imported } = await account.aws.create("aws:acm/certificate:Certificate", "proof", {
      certificateBody: own.pem,
      privateKey: own.keyPem,
    });
    assert.match(
      await create(imported),
      /^BadRequestException: GW008 error: proof\.example\.com has an ownership verification certificate that was imported into ACM; it has to be one that ACM issued\./,
    );
    const serving = await acts.certificate("serving.example.com");
    await acts.domain("serving.example.com", serving, { mutualTlsAuthentication });
    assert.match(
      await create(serving),
      /^BadRequestException: GW009 error: proof\.example\.com has the ownership verification certificate arn:\S+, which is the server certificate of serving\.example\.com, an mTLS domain too\./,
    );
    const proof = await acts.certificate("*.example.com");
    assert.equal(await create(proof), "");
    assert.match(
      await answer(acts.domain("later.example.com", proof, { mutualTlsAuthentication })),
      /^BadRequestException: GW009 error: proof\.example\.com has the ownership .+, which is the server certificate of later\.example\.com, an mTLS domain too\./,
    );
  });

  it("takes mutual TLS off and puts it on again as updates of one domain", async () => {
    const mutualTlsAuthentication = await store("toggled.pem", root.pem);
    const inputs = {
      domainName: "toggled.example.com",
      regionalCertificateArn: server,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
    };
    const on = { ...inputs, mutualTlsAuthentication };
    const made = await account.aws.create("aws:apigateway/domainName:DomainName", "toggled", on);
    const truststore = () =>
      account.local.account.domains().find(({ domainName }) => domainName === made.id)?.truststore;
    assert.deepEqual((await account.aws.diff(made, inputs)).replaces, []);
    const off = await account.aws.update(made, inputs);
    assert.equal(truststore(), undefined);
    assert.deepEqual((await account.aws.diff(off, on)).replaces, []);
    const again = await account.aws.update(off, on);
    assert.equal(truststore()?.pem, root.pem);
    assert.equal(again.outputs.regionalDomainName, made.outputs.regionalDomainName);
  });

  it("keeps the warnings that the provider drops", async () => {
    const expiring = await actor("ExpiringCA", { until: 5 });
    const mutualTlsAuthentication = await store("expiring.txt", expiring.pem);
    const domain = await acts.domain("warned.example.com", server, { mutualTlsAuthentication });
    assert.equal("truststoreWarnings" in domain.outputs, false);
    const warnings = account.local.truststoreWarnings(domain.id);
    assert.deepEqual(
      warnings.map((warning) => warning.slice(0, 5)),
      ["TS018", "TS010"],
    );
  });

  it("maps APIs to base paths as API Gateway allows it", async () => {
    const { aws } = account;
    const domain = await acts.domain("mapped.example.com", server, {
      mutualTlsAuthentication: await store("mapped.pem", root.pem),
    });
    const open = await aws.create(restApi, "open", { name: "open" });
    const hidden = await aws.create(restApi, "hidden", {
      name: "hidden",
      endpointConfiguration: { types: "PRIVATE" },
    });
    const map = (more: object) =>
      answer(aws.create(mapping, "m", { domainName: domain.id, restApi: open.id, ...more }));
    assert.match(await map({ restApi: hidden.id }), /^BadRequestException: GW001 error: /);
    assert.equal(
      await map({ stageName: "x" }),
      "BadRequestException: Invalid stage identifier specified",
    );
    assert.match(await map({ basePath: "a/b" }), /use API Gateway V2\.$/);
    assert.match(
      await map({ basePath: "ping" }),
      /^BadRequestException: The base path ping is reserved/,
    );
    assert.equal(await map({}), "");
    assert.equal(await map({}), "ConflictException: Base path already exists for this domain name");
    assert.match(
      await answer(aws.delete(open)),
      /^BadRequestException: Please remove all base path/,
    );
  });
});
