import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/**
 * Bundles the pack into dist/pack.js, with pki/ inside, so that the folder stands alone and starts fast. Run it
 * after `tsc -b`: pki/ comes from its own dist/.
 */
export async function bundlePolicies() {
  const room = (file) => fileURLToPath(new URL(file, import.meta.url));
  await build({
    entryPoints: [room("entry.ts")],
    outfile: room("dist/pack.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    // The SDK has to be the one that the engine's runner loads beside the pack.
    external: ["@pulumi/policy", "@pulumi/pulumi", "google-protobuf"],
    banner: { js: "// Built from policies/ by build.mjs." },
    logLevel: "warning",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundlePolicies();
