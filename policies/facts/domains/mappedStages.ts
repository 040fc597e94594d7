import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf, type Seen } from "../../frame/seen";
import { apiTokens, tokens } from "../../frame/tokens";
import { mappedTargets, type MappedDomain, type MappedTarget } from "./mappedApis";
import type { MappingTarget } from "./mappings";
import { canBeInOneRegion, namedResources } from "../namedResources";
import { indexed, oncePerProgram } from "../oncePerProgram";

/** One stage behind a custom domain that asks for client certificates. */
export interface MappedStage extends MappedDomain {
  /** What makes the stage: a stage, or a deployment or an API that makes one by the way. */
  carrier: PolicyResource;
  /** How a finding calls the stage. */
  name: string;
  /** It can say where the stage's log goes. */
  isOwn: boolean;
  /** The mapping leads to this stage, and not perhaps to another. */
  isCertain: boolean;
}

const stageTokens: readonly string[] = [tokens.restStage, tokens.httpStage];
const deploymentTokens: readonly string[] = [tokens.restDeployment];

/**
 * The stages that the mappings on mTLS domains lead to, where the program makes them. A base path mapping without a
 * stage leads to every stage of its API. A stage from elsewhere, or one that nobody knows before `up`, is left out.
 */
export function mappedStages(program: Program): MappedStage[] {
  return mappedTargets(program).flatMap((mapped) => {
    const { domain, domainName, isMutualTlsUnknown } = mapped;
    const found = explicitStages(program, mapped);
    const carriers = found.length > 0 ? found : implicitStages(program, mapped);
    return carriers.map((carrier) => ({ domain, domainName, isMutualTlsUnknown, ...carrier }));
  });
}

type Carrier = Pick<MappedStage, "carrier" | "name" | "isOwn" | "isCertain">;

function explicitStages(program: Program, { mapping, target }: MappedTarget): Carrier[] {
  const ofApi = ofTarget(stages(program), target).filter((stage) =>
    canBeInOneRegion(program, mapping.resource, stage),
  );
  const carriers = (found: PolicyResource[], isCertain: boolean): Carrier[] =>
    found.map((carrier) => ({
      carrier,
      name: carrier.name,
      isOwn: true,
      isCertain: isCertain && (target.isCertain || target.apis.length === 0),
    }));
  if (leadsToAll(target.stage)) return carriers(ofApi, true);
  const name = textOf(target.stage);
  if (name !== undefined) {
    const named = ofApi.filter((stage) => textOf(stageName(program, stage)) === name);
    if (named.length > 0) return carriers(named, true);
    const open = ofApi.filter((stage) => stageName(program, stage).state === "unknown");
    return carriers(open, false);
  }
  const sources = program.sources(mapping.resource, mapping.stageProperty);
  const built = ofApi.filter((stage) => sources.includes(stage));
  return carriers(built.length > 0 ? built : ofApi, built.length === 1);
}

/** The stage that a deployment names, as it could before @pulumi/aws 7, or that an HTTP API's quick create makes. */
function implicitStages(program: Program, { target }: MappedTarget): Carrier[] {
  const name = textOf(target.stage);
  const { isCertain } = target;
  const deployments = ofTarget(makers(program), target).flatMap((carrier): Carrier[] => {
    const made = textOf(program.see(carrier, "stageName")) ?? "";
    const isMeant = made !== "" && (leadsToAll(target.stage) || made === name);
    if (!isMeant) return [];
    const isOwn = program.see(carrier, "stageDescription").state !== "unset";
    return [{ carrier, name: `the stage ${made} of ${carrier.name}`, isOwn, isCertain }];
  });
  const quick = target.apis
    .filter((api) => api.type === tokens.httpApi && name === "$default" && isQuick(program, api))
    .map((carrier) => ({
      carrier,
      name: `the stage $default of ${carrier.name}`,
      isOwn: false,
      isCertain,
    }));
  return [...deployments, ...quick];
}

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html: a target makes a default stage. */
function isQuick(program: Program, api: PolicyResource): boolean {
  return program.see(api, "target").state !== "unset";
}

type ByApi = ReadonlyMap<PolicyResource | string, PolicyResource[]>;

const stages = oncePerProgram((program) => byApi(program, stageTokens));
const makers = oncePerProgram((program) => byApi(program, deploymentTokens));

/** Resources by the APIs of the program that they can be of, else by the ID of an API from elsewhere. */
function byApi(program: Program, types: readonly string[]): ByApi {
  return indexed(program.ofType(types), (resource): (PolicyResource | string)[] => {
    const property = resource.type === tokens.httpStage ? "apiId" : "restApi";
    const value = textOf(program.see(resource, property));
    const naming = { property, value, types: apiTokens, output: "id" };
    const apis = namedResources(program, resource, naming);
    return apis.length > 0 || value === undefined ? apis : [value];
  });
}

function ofTarget(index: ByApi, { apis, apiId }: MappingTarget): PolicyResource[] {
  const keys = apiId === undefined ? apis : [...apis, apiId];
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}

/** The caller names the stage. */
function leadsToAll(stage: Seen): boolean {
  return stage.state === "unset" || textOf(stage) === "";
}

function stageName(program: Program, stage: PolicyResource): Seen {
  return program.see(stage, stage.type === tokens.httpStage ? "name" : "stageName");
}
