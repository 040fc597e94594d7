import type { ProviderDefinition } from "../provider/standIn";
import type { ShapeTable } from "../provider/shape";
import { notEmulated } from "../provider/checkInputs";
import shapes from "../shapes/tls.json";
import { certRequest } from "./certRequest";
import { locallySignedCert } from "./locallySignedCert";
import { privateKey } from "./privateKey";
import { selfSignedCert } from "./selfSignedCert";

/** The stand-in for the Pulumi provider `tls`. What it makes lives in the stack's state alone. */
export function tlsProvider(now: () => Date): ProviderDefinition {
  return {
    name: "tls",
    version: "5.6.1",
    shapes: shapes as unknown as ShapeTable,
    resources: [privateKey, certRequest, selfSignedCert(now), locallySignedCert(now)],
    functions: [],
    checkConfig: (config) =>
      Object.keys(config)
        .filter(
          (name) => !name.startsWith("__") && !["version", "pluginDownloadURL"].includes(name),
        )
        .map((property) => ({ property, reason: notEmulated(`tls:${property}`) })),
    readConfig: () => ({ region: "", defaultTags: {} }),
  };
}
