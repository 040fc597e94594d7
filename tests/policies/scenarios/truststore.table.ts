import assert from "node:assert/strict";

import { truststoreCases } from "../../pki/support/truststoreCases";
import { chainOfAuthorities } from "../support/authorities";
import type { ScenarioTable } from "../support/scenarioTable";

const chain = chainOfAuthorities(5);

/** One truststore for every TS rule, that breaks this rule alone; TS010 is looked for on a file that lasts to 2036. */
const partners: Readonly<Record<string, string>> = {
  TS001: "truncated-block",
  TS002: "private-key",
  TS003: "empty",
  TS004: "five-cas-in-a-path",
  TS005: "root-missing",
  TS006: "bad-signature",
  TS007: "sha1-root",
  TS008: "p521-issuing-ca",
  TS009: "expired-issuing-ca",
  TS010: "compliant",
  TS011: "re-keyed-root",
  TS012: "same-certificate-twice",
  TS013: "issuing-ca-without-keycertsign",
  TS014: "path-length-broken",
  TS015: "over-1000-kb",
  TS016: "leaf-among-the-cas",
  TS017: "unknown-critical-extension",
  TS018: "object-key-without-pem",
  TS019: "name-constraints",
  TS020: "over-4-mib",
  TS021: "issuing-ca-for-servers",
};
const advisory = ["TS009", "TS010", "TS012", "TS015", "TS016", "TS018", "TS019", "TS021"];

/** The keys of these CAs are in the state of a stack that is no test's: another policy's matter. */
const homemade = { "SEC002-authority-key": "disabled" };

async function partnerFiles(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of Object.values(partners)) {
    const found = truststoreCases.find((each) => each.name === name);
    assert.ok(found !== undefined, name);
    const extension = found.objectKey === undefined ? "pem" : "txt";
    files[`truststores/${name}.${extension}`] = await found.make();
  }
  return files;
}

/** TS, GW005 to GW007 and GW012: the truststore's object and its bucket. */
export const table: ScenarioTable = {
  title: "the policies on the truststore, on the real engine",
  files: async () => {
    const [root = "", issuing = "", ...others] = await chain;
    return {
      "certificates/partners.pem": [root, issuing, ...others].join(""),
      ...(await partnerFiles()),
    };
  },
  computed: async () => {
    // The issuing CA alone: its root is left out.
    const [, certPem = ""] = await chain;
    return {
      "tls:index/selfSignedCert:SelfSignedCert": { certPem },
      "tls:index/locallySignedCert:LocallySignedCert": { certPem },
    };
  },
  rows: [
    {
      it: "fail a bucket and twenty-one truststores, each under its own rule alone",
      program: "truststore-onboarding.js",
      command: "preview",
      config: {
        "TS010-truststore": { expiresWithinDays: 36_500, include: [{ name: "compliant" }] },
      },
      says: [
        ...Object.entries(partners).map(([rule, name]) => {
          const level = advisory.includes(rule) ? "advisory" : "mandatory";
          return `${rule}-truststore aws:s3/bucketObjectv2:BucketObjectv2 ${name} ${level}`;
        }),
        "TS010-truststore aws:s3/bucketObjectv2:BucketObjectv2 compliant advisory",
        "GW005-truststore-bucket aws:s3/bucketV2:BucketV2 partners mandatory",
        "GW006-truststore-bucket aws:s3/bucketV2:BucketV2 partners mandatory",
        "GW007-truststore-bucket aws:s3/bucketV2:BucketV2 partners advisory",
      ],
      fails: true,
    },
    {
      it: "prove what a program's own PKI will break before any certificate exists",
      program: "truststore-homemade.js",
      command: "preview",
      config: homemade,
      says: [
        "GW012-edge-domain aws:apigateway/domainName:DomainName shop advisory",
        "TS008-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop mandatory",
        "TS010-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop advisory",
        "TS011-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop mandatory",
        "TS013-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop mandatory",
        "TS016-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop advisory",
        "TS021-truststore aws:s3/bucketObjectv2:BucketObjectv2 shop advisory",
        "decided-at-up pulumi:pulumi:Stack scenario-test advisory",
      ],
      fails: true,
      prints: [
        "CN=gates,O=Shop has the key P-224",
        "clients of CN=doors,O=Shop; CN=edge,O=Shop; CN=gates,O=Shop; CN=warehouse,O=Shop walk around",
        // A leaf's signature is not followed, nor the paths of CAs that share a subject.
        "when the values are known: shop (TS006, TS014).",
      ],
    },
    {
      it: "fail an HTTP API whose truststore file has five CAs in a path",
      program: "httpApi.js",
      command: "preview",
      says: [
        "GW003-mapped-api aws:apigatewayv2/api:Api partners mandatory",
        "GW004-http-domain aws:apigatewayv2/domainName:DomainName partners mandatory",
        "TS004-truststore aws:s3/bucketObject:BucketObject partners mandatory",
      ],
      fails: true,
    },
    {
      it: "fail a chain of five CAs before any certificate exists",
      program: "fiveAuthorities.js",
      command: "preview",
      config: homemade,
      says: ["TS004-truststore aws:s3/bucketObjectv2:BucketObjectv2 pki mandatory"],
      fails: true,
    },
    {
      it: "let a truststore pass that only `up` can judge, and say so once",
      program: "rootLeftOut.js",
      command: "preview",
      config: homemade,
      says: ["decided-at-up pulumi:pulumi:Stack scenario-test advisory"],
      fails: false,
    },
    {
      it: "stop that `up` before the domain takes the truststore",
      program: "rootLeftOut.js",
      command: "up",
      config: homemade,
      says: ["TS005-truststore aws:apigateway/domainName:DomainName api mandatory"],
      fails: true,
      afterwards: async (project) => {
        const types = (await project.resources()).map(({ type }) => type);
        assert.ok(types.includes("aws:s3/bucketObjectv2:BucketObjectv2"));
        assert.ok(!types.includes("aws:apigateway/domainName:DomainName"));
      },
    },
  ],
};
