import {
  checkMappedApi,
  checkReplacement,
  checkSecondDoor,
  checkStageLog,
  checkTruststoreSource,
  type Finding,
} from "@mtls-gateway/pki";
import assert from "node:assert/strict";

const ids = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

describe("GW003 on an API whose domain is not known", () => {
  it("says that it is said to stand behind mutual TLS", () => {
    const [found] = checkMappedApi({ api: "orders", disableExecuteApiEndpoint: false });

    assert.equal(
      found?.message,
      "orders is said to stand behind mutual TLS, and its execute-api endpoint is enabled: anybody can call it there without a certificate.",
    );
  });
});

describe("GW010 on the source of a truststore", () => {
  const facts = { domain: "api.example.com", truststoreUri: "s3://elsewhere/truststore.pem" };

  it("finds an object that the program does not make, and nothing where that is not known", () => {
    assert.deepEqual(ids(checkTruststoreSource({ ...facts, isOwn: false })), ["GW010"]);
    assert.deepEqual(ids(checkTruststoreSource({ ...facts, isOwn: true })), []);
    assert.deepEqual(ids(checkTruststoreSource(facts)), []);
  });
});

describe("GW011", () => {
  const facts = { api: "orders", mutualTlsDomain: "api.example.com", domain: "open.example.com" };

  it("finds a second domain without mutual TLS, and nothing where that is not known", () => {
    assert.deepEqual(ids(checkSecondDoor({ ...facts, mutualTls: false })), ["GW011"]);
    assert.deepEqual(ids(checkSecondDoor({ ...facts, mutualTls: true })), []);
    assert.deepEqual(ids(checkSecondDoor(facts)), []);
  });
});

describe("GW013", () => {
  const facts = { stage: "prod", domain: "api.example.com" };
  const pem = "$context.identity.clientCert.clientCertPem";
  const subject = "$context.identity.clientCert.subjectDN";

  it("finds a stage without an access log", () => {
    assert.deepEqual(ids(checkStageLog({ ...facts, destinationArn: null })), ["GW013"]);
    assert.deepEqual(ids(checkStageLog({ ...facts, destinationArn: "" })), ["GW013"]);
  });

  it("finds clientCertPem in a log's format, wherever the log goes", () => {
    assert.deepEqual(ids(checkStageLog({ ...facts, format: pem })), ["GW013"]);
    assert.deepEqual(ids(checkStageLog({ ...facts, destinationArn: "arn", format: pem })), [
      "GW013",
    ]);
  });

  it("says one thing of a stage that has a format and no destination", () => {
    assert.deepEqual(ids(checkStageLog({ ...facts, destinationArn: null, format: pem })), [
      "GW013",
    ]);
  });

  it("finds nothing in a log of the subject, nor where nothing is known", () => {
    assert.deepEqual(ids(checkStageLog({ ...facts, destinationArn: "arn", format: subject })), []);
    assert.deepEqual(ids(checkStageLog(facts)), []);
  });
});

describe("GW014", () => {
  it("finds a domain that is made anew under a mapping, and nothing without one", () => {
    const facts = { domain: "api.example.com" };

    assert.deepEqual(ids(checkReplacement({ ...facts, existingMapping: "orders" })), ["GW014"]);
    assert.deepEqual(ids(checkReplacement(facts)), []);
  });
});
