import type { RuleId } from "@mtls-gateway/pki";
import type { Values } from "@mtls-gateway/local";
import type { GivenRow, MatrixRow } from "../row";
import type { MatrixWorld } from "../world/matrixWorld";

/** What API Gateway takes as a domain with mutual TLS, its truststore apart. */
export const domainRows: readonly MatrixRow[] = [
  refusing("GW002", "domain/tls-1-0", "a domain with mutual TLS and the policy TLS_1_0", {
    securityPolicy: "TLS_1_0",
  }),
  refusing("GW002", "domain/enhanced-policy", "a domain with mutual TLS and an enhanced policy", {
    securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09",
  }),
  refusing("GW001", "domain/private", "a PRIVATE domain with mutual TLS", {
    endpointConfiguration: { types: "PRIVATE" },
  }),
  given("domain/no-object", "a truststore that is not in the bucket", async (world) => {
    const truststoreUri = "s3://matrix-truststores/gone.pem";
    await world.cloud.domain(undefined, { mutualTlsAuthentication: { truststoreUri } });
  }),
  given("domain/no-version", "a version that the truststore's object has not", async (world) => {
    const { truststoreUri = "" } = await world.cloud.upload("here.pem", world.root.pem);
    const mutualTlsAuthentication = { truststoreUri, truststoreVersion: "nil" };
    await world.cloud.domain(undefined, { mutualTlsAuthentication });
  }),
  {
    ...given(
      "domain/imported-server-certificate",
      "an imported server certificate without an ownership certificate",
      async (world) => {
        const certificate = await importedServer(world);
        await world.cloud.domain(world.root.pem, { regionalCertificateArn: certificate });
      },
    ),
    reason: "Missing ownershipVerificationCertificate",
    rules: ["GW008"],
  },
  {
    ...given(
      "domain/imported-ownership-certificate",
      "an ownership certificate that was imported too",
      async (world) => {
        await world.cloud.domain(world.root.pem, {
          regionalCertificateArn: await importedServer(world),
          ownershipVerificationCertificateArn: await importedServer(world),
        });
      },
    ),
    rules: ["GW008"],
  },
  {
    ...given(
      "domain/ownership-certificate-in-use",
      "an ownership certificate that is the server certificate of another domain with mutual TLS",
      async (world) => {
        const shared = await world.cloud.regionalCertificate();
        await world.cloud.domain(world.root.pem, { regionalCertificateArn: shared });
        await world.cloud.domain(world.root.pem, {
          regionalCertificateArn: await importedServer(world),
          ownershipVerificationCertificateArn: shared,
        });
      },
    ),
    rules: ["GW009"],
  },
];

function given(
  id: string,
  tried: string,
  make: (world: MatrixWorld) => Promise<unknown>,
): GivenRow {
  return {
    kind: "given",
    id,
    tried,
    layer: "domain",
    expected: "refused",
    reason: "BadRequestException: ",
    standing: "documented",
    give: (world) =>
      world.answerTo(async () => {
        await make(world);
        return "";
      }),
  };
}

function refusing(rule: RuleId, id: string, tried: string, more: Values): GivenRow {
  const make = (world: MatrixWorld) => world.cloud.domain(world.root.pem, more);
  return { ...given(id, tried, make), rules: [rule] };
}

async function importedServer(world: MatrixWorld): Promise<string> {
  const server = await world.actor({
    commonName: "*.example.com",
    issuer: world.root,
    subjectAltNames: ["*.example.com"],
    extendedKeyUsage: ["serverAuth"],
  });
  return world.cloud.importCertificate(server, "", { region: "us-east-2" });
}
