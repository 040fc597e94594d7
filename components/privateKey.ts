import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { KeyAlgorithm } from "./keyAlgorithm";
import { checked, type RefusedInput } from "./refusedInputs";

interface KeySpec {
  algorithm: "RSA" | "ECDSA";
  rsaBits?: number;
  ecdsaCurve?: string;
}

const keySpecs: Readonly<Record<KeyAlgorithm, KeySpec>> = {
  "RSA-2048": { algorithm: "RSA", rsaBits: 2048 },
  "RSA-3072": { algorithm: "RSA", rsaBits: 3072 },
  "RSA-4096": { algorithm: "RSA", rsaBits: 4096 },
  "ECDSA-P256": { algorithm: "ECDSA", ecdsaCurve: "P256" },
  "ECDSA-P384": { algorithm: "ECDSA", ecdsaCurve: "P384" },
};

/**
 * Makes the key of a certificate. A caller in another language, or in plain JavaScript, can give any text as
 * algorithm: one that is not `allowed` is refused here and not by the tls provider, who would make it.
 */
export function createPrivateKey(
  component: pulumi.ComponentResource,
  name: string,
  keyAlgorithm: pulumi.Input<KeyAlgorithm>,
  allowed: readonly KeyAlgorithm[],
): tls.PrivateKey {
  const known = checked(component, keyAlgorithm, (given): RefusedInput[] =>
    (allowed as readonly string[]).includes(given)
      ? []
      : [{ path: "keyAlgorithm", reason: `"${given}" is not one of ${allowed.join(", ")}.` }],
  );
  const spec = known.apply((given) => keySpecs[given]);
  return new tls.PrivateKey(
    name,
    {
      algorithm: spec.algorithm,
      rsaBits: spec.apply(({ rsaBits }) => rsaBits),
      ecdsaCurve: spec.apply(({ ecdsaCurve }) => ecdsaCurve),
    },
    { parent: component },
  );
}
