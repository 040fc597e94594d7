import { goodTruststore } from "../support/goodTruststore";
import type { ScenarioTable } from "../support/scenarioTable";

/** Programs in other languages, and one of many resources. */
export const table: ScenarioTable = {
  title: "the pack on programs in any language, on the real engine",
  files: () => Promise.resolve({ "certificates/partners.pem": goodTruststore }),
  rows: [
    {
      it: "fails a program in Python",
      program: "languages-python.py",
      command: "preview",
      says: [
        "GW002-rest-domain aws:apigateway/domainName:DomainName partners mandatory",
        "GW003-mapped-api aws:apigateway/restApi:RestApi partners mandatory",
        "GW005-truststore-bucket aws:s3/bucket:Bucket partners mandatory",
        "decided-at-up pulumi:pulumi:Stack scenario-test advisory",
      ],
      fails: true,
    },
    {
      it: "fails a program in TypeScript whose domain is in a component",
      program: "languages-typescript.ts",
      command: "preview",
      says: [
        "GW001-http-domain aws:apigatewayv2/domainName:DomainName partners mandatory",
        "GW002-http-domain aws:apigatewayv2/domainName:DomainName partners mandatory",
        "GW004-http-domain aws:apigatewayv2/domainName:DomainName partners mandatory",
      ],
      fails: true,
    },
    {
      it: "says nothing about 300 resources with nothing of API Gateway",
      program: "languages-large.js",
      command: "preview",
      says: [],
      fails: false,
    },
  ],
};
