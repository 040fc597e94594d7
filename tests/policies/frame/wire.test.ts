import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  AnalyzerInfo,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzeStackRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel,
  PolicyConfig,
  PolicyInfo,
  AnalyzerPropertyDependencies,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { createPolicies, Observations } from "mtls-gateway-policies";
import assert from "node:assert/strict";

import { listenFor } from "../../../policies/frame/listenFor";
import { Program } from "../../../policies/frame/program";

const urn = (type: string, name: string): string => `urn:pulumi:test::scenario::${type}::${name}`;
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
const label = ["EC", "PRIVATE", "KEY"].join(" ");
const pem = `-----BEGIN ${label}-----\nMHcCAQEEIAAAA\n-----END ${label}-----\n`;

/** What the SDK's server gets when the engine has sent these bytes. */
function received<T>(method: { requestDeserialize: (bytes: Buffer) => T }, message: Message): T {
  return method.requestDeserialize(Buffer.from(message.serializeBinary()));
}

interface Message {
  serializeBinary(): Uint8Array;
}

function properties(value: Record<string, JavaScriptValue>): Struct {
  return Struct.fromJavaScript(value);
}

describe("the listener on the engine's messages", () => {
  let observations: Observations;
  let stop: () => void;

  beforeEach(() => {
    observations = new Observations(true);
    stop = listenFor(createPolicies(observations), observations);
  });
  afterEach(() => {
    stop();
  });

  it("notes where a key stands in the clear in inputs and outputs, and hands on what it heard", () => {
    const request = new AnalyzeRequest()
      .setType(objectType)
      .setUrn(urn(objectType, "object"))
      .setProperties(properties({ key: "a.pem", content: pem }));
    const stack = new AnalyzerResource()
      .setType("pulumi:pulumi:Stack")
      .setUrn(urn("pulumi:pulumi:Stack", "scenario-test"))
      .setProperties(properties({ clientKey: pem }));

    const heard = received(AnalyzerService.analyze, request);
    received(AnalyzerService.analyzeStack, new AnalyzeStackRequest().setResourcesList([stack]));

    assert.deepEqual(heard.getProperties()?.toJavaScript(), { key: "a.pem", content: pem });
    assert.deepEqual(observations.plainKeys, [
      { urn: urn(objectType, "object"), property: "content" },
      { urn: urn("pulumi:pulumi:Stack", "scenario-test"), property: "clientKey" },
    ]);
    assert.ok(observations.isWireHeard);
  });

  it("leaves out resources that no rule asks for, and the properties of those it only counts", () => {
    const resource = (type: string, name: string): AnalyzerResource =>
      new AnalyzerResource()
        .setType(type)
        .setUrn(urn(type, name))
        .setProperties(properties({ bucket: "b" }))
        .setProvider(new AnalyzerProviderResource());
    const queueType = "aws:sqs/queue:Queue";
    const component = new AnalyzerResource().setType("a:b:C").setUrn(urn("a:b:C", "component"));
    const object = resource(objectType, "object").setDependenciesList([component.getUrn()]);
    const property = new AnalyzerPropertyDependencies().setUrnsList([urn(queueType, "source")]);
    object.getPropertydependenciesMap().set("bucket", property);
    const resources = [
      component.setParent(urn("a:b:C", "outer")),
      new AnalyzerResource().setType("a:b:C").setUrn(urn("a:b:C", "outer")),
      resource(queueType, "sibling").setParent(urn("a:b:C", "outer")),
      resource(queueType, "inside").setParent(component.getUrn()),
      resource(queueType, "below").setParent(urn(queueType, "inside")),
      resource(queueType, "source"),
      resource(queueType, "other"),
      object,
    ];

    const heard = received(
      AnalyzerService.analyzeStack,
      new AnalyzeStackRequest().setResourcesList(resources),
    );

    assert.deepEqual(
      heard
        .getResourcesList()
        .map((each) => [each.getUrn().split("::")[3], each.getProperties()?.toJavaScript()]),
      [
        ["component", undefined],
        ["outer", undefined],
        ["inside", {}],
        ["source", {}],
        ["object", { bucket: "b" }],
      ],
    );
  });

  it("gives the resources of a stack to one policy, whose program the others share", () => {
    const object = new AnalyzerResource().setType(objectType).setUrn(urn(objectType, "object"));
    const hear = () =>
      received(AnalyzerService.analyzeStack, new AnalyzeStackRequest().setResourcesList([object]));
    const make = () => new Program([], new Map());

    const resources = hear().getResourcesList();
    assert.equal(resources.length, 1);
    const first = observations.programOf(make);

    assert.deepEqual(resources, []);
    assert.equal(observations.programOf(make), first);
    hear();
    assert.notEqual(observations.programOf(make), first);
  });

  it("tells the engine the schema of every policy, which the SDK was not given", () => {
    const named = createPolicies(observations).map(({ name }) => new PolicyInfo().setName(name));
    const info = new AnalyzerInfo().setName("pack").setVersion("1").setPoliciesList(named);

    const told = AnalyzerInfo.deserializeBinary(
      AnalyzerService.getAnalyzerInfo.responseSerialize(info),
    );

    assert.deepEqual([told.getName(), told.getVersion()], ["pack", "1"]);
    assert.deepEqual(
      told.getPoliciesList().map((policy) => ({
        name: policy.getName(),
        properties: policy.getConfigschema()?.getProperties()?.toJavaScript(),
      })),
      createPolicies(observations).map(({ name, configSchema }) => ({
        name,
        properties: configSchema?.properties,
      })),
    );
    assert.equal(info.getPoliciesList(), named);
  });

  it("refuses all that is wrong in the configuration in one line, when the SDK asks for it", () => {
    const request = new ConfigureAnalyzerRequest();
    const config = () => new PolicyConfig().setProperties(properties({ days: 1 }));
    request.getPolicyconfigMap().set("GW003-mapped-api", config()).set("GW099-x", config());
    const heard = received(AnalyzerService.configure, request);

    assert.throws(
      () => heard.getPolicyconfigMap(),
      (error: Error) => {
        assert.equal(error.stack, error.message);
        assert.equal(
          error.message,
          'the configuration is refused: GW003-mapped-api has no property "days" (it has enforcementLevel, include, exclude); it names the policy "GW099-x", which the pack does not have (docs/policies.md lists them).',
        );
        return true;
      },
    );
  });

  it("keeps the helpers advisory under a level for all, and the one that reads the program on", () => {
    const request = new ConfigureAnalyzerRequest();
    const at = (level: EnforcementLevel) => new PolicyConfig().setEnforcementlevel(level);
    request
      .getPolicyconfigMap()
      .set("program-inputs", at(EnforcementLevel.DISABLED))
      .set("exempted", at(EnforcementLevel.DISABLED))
      .set("decided-at-up", at(EnforcementLevel.MANDATORY))
      .set("GW003-mapped-api", at(EnforcementLevel.MANDATORY));

    const heard = received(AnalyzerService.configure, request).getPolicyconfigMap();

    const levels = Object.fromEntries(
      [...heard.entries()].map(([name, config]) => [name, config.getEnforcementlevel()]),
    );
    assert.deepEqual(levels, {
      "program-inputs": EnforcementLevel.ADVISORY,
      exempted: EnforcementLevel.DISABLED,
      "decided-at-up": EnforcementLevel.ADVISORY,
      "GW003-mapped-api": EnforcementLevel.MANDATORY,
    });
  });

  it("hears nothing any more when it is stopped", () => {
    stop();
    const request = new AnalyzeRequest().setProperties(properties({ content: pem }));

    received(AnalyzerService.analyze, request);

    assert.deepEqual(observations.plainKeys, []);
    assert.ok(!observations.isWireHeard);
  });
});
