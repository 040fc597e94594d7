import {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { compliantProgram } from "../../tests/policies/support/compliantProgram";
import type { FixtureProgram } from "../../tests/policies/support/fixtureProgram";

/**
 * CPU seconds of the pack's own process, from its start to its last answer: an empty pack (the SDK alone) and this
 * one, a process each, with the SDK's own server functions and messages as the engine sends them. Other work on the
 * machine makes both slower, and hardly dearer.
 *
 * Run: node -r ./tests/register.js bench/policies/packProcess.ts [rounds]
 */
function main(rounds: number): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-bench-"));
  const programs = {
    "1000 resources, none relevant": manyQueues(1000),
    "a gateway": compliantProgram(""),
    "a gateway and 1000 resources": { ...manyQueues(1000), ...compliantProgram("") },
  };
  for (const [title, program] of Object.entries(programs)) {
    const file = path.join(folder, "messages.json");
    fs.writeFileSync(file, JSON.stringify(messagesOf(program)));
    const [empty = NaN, pack = NaN] = ["empty", "pack"].map((variant) =>
      Math.min(...Array.from({ length: rounds }, () => cpuSeconds(variant, file))),
    );
    console.log(
      `${title.padEnd(30)} empty pack ${empty.toFixed(2)} s, this pack ${pack.toFixed(2)} s: ${(pack - empty).toFixed(2)} s more`,
    );
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

function cpuSeconds(variant: string, file: string): number {
  const child = path.join(__dirname, "packProcess.child.js");
  const { stdout, stderr, status } = spawnSync(process.execPath, [child, variant, file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

/** Resources that no rule reads, with as many properties as real ones have. */
function manyQueues(count: number): FixtureProgram {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `queue-${index}`,
      {
        type: "aws:sqs/queue:Queue",
        inputs: {
          name: `queue-${index}`,
          tags: { team: "orders", stage: "prod", cost: `${index}` },
          redrivePolicy: '{"deadLetterTargetArn":"arn","maxReceiveCount":4}',
          visibilityTimeoutSeconds: 30,
        },
      },
    ]),
  );
}

/** The requests of one run, as the engine encodes them, in Base64. */
function messagesOf(program: FixtureProgram): { resources: string[]; stack: string } {
  const encode = (message: { serializeBinary(): Uint8Array }): string =>
    Buffer.from(message.serializeBinary()).toString("base64");
  const named = Object.entries(program).map(([name, fixture]) => ({ name, ...fixture }));
  const urnOf = (name: string): string =>
    `urn:pulumi:test::scenario::${program[name]?.type ?? ""}::${name}`;
  const provider = (): AnalyzerProviderResource =>
    new AnalyzerProviderResource()
      .setType("pulumi:providers:aws")
      .setProperties(Struct.fromJavaScript({ region: "us-east-2" }));
  const requests = named.map(({ name, type, inputs }) =>
    new AnalyzeRequest()
      .setType(type)
      .setUrn(urnOf(name))
      .setName(name)
      .setProperties(struct(inputs))
      .setOptions(new AnalyzerResourceOptions())
      .setProvider(provider()),
  );
  const resources = named.map(({ name, type, inputs, outputs, from = {} }) =>
    new AnalyzerResource()
      .setType(type)
      .setUrn(urnOf(name))
      .setName(name)
      .setProperties(struct({ ...outputs, ...inputs }))
      .setOptions(new AnalyzerResourceOptions())
      .setProvider(provider())
      .setDependenciesList(Object.values(from).flat().map(urnOf)),
  );
  return {
    resources: requests.map(encode),
    stack: encode(new AnalyzeStackRequest().setResourcesList(resources)),
  };
}

function struct(properties: Record<string, unknown>): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

main(Number(process.argv[2] ?? 5));
