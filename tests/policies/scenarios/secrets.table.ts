import { createKey } from "@mtls-gateway/pki/issuing";

import { chainOfAuthorities } from "../support/authorities";
import type { ScenarioTable } from "../support/scenarioTable";

const leaked = [
  "SEC001-private-key aws:s3/bucketObjectv2:BucketObjectv2 handover mandatory",
  "SEC001-private-key pulumi:pulumi:Stack scenario-test mandatory",
];

/** SEC, and what configuration does. */
export const table: ScenarioTable = {
  title: "the policies on private keys, on the real engine",
  computed: async () => {
    const [certPem = ""] = await chainOfAuthorities(1);
    const { privateKey } = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const privateKeyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return {
      "tls:index/privateKey:PrivateKey": { privateKeyPem },
      "tls:index/selfSignedCert:SelfSignedCert": { certPem },
    };
  },
  rows: [
    {
      it: "find before `up` the keys that the program holds in the clear",
      program: "secrets-leaked.js",
      command: "preview",
      config: { "SEC002-authority-key": { testStackNames: ["rehearsal"] } },
      says: [...leaked, "SEC002-authority-key tls:index/privateKey:PrivateKey ca advisory"],
      fails: true,
      prints: [
        "handover.content holds a private key that is not a secret",
        "the stack output backup.files[1] holds a private key that is not a secret",
        "ca keeps the key of the CA ca in the state of the stack test, which is not marked as a test stack",
      ],
    },
    {
      it: "find at `up` the keys that were not there before, and let exemptions pass by name",
      program: "secrets-leaked.js",
      command: "up",
      config: {
        all: "mandatory",
        "SEC001-private-key": {
          exclude: [{ name: "handover", reason: "revoked in 2024", until: "2999-12-31" }],
        },
      },
      says: [
        "SEC001-private-key pulumi:pulumi:Stack scenario-test mandatory",
        "SEC001-private-key pulumi:pulumi:Stack scenario-test mandatory",
        "exempted pulumi:pulumi:Stack scenario-test advisory",
      ],
      fails: true,
      prints: [
        "the stack output clientKey holds a private key that is not a secret",
        "Exempted: handover (SEC001: revoked in 2024, until 2999-12-31).",
      ],
    },
  ],
};
