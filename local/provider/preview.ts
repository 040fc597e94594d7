import type { CallContext, ResourceType, Shaped } from "./resourceType";
import { propertyOf } from "./shape";
import { hasUnknown, isObject, Unknown, type Values } from "./values";

/** Outputs of a create that is only previewed: inputs as they are, everything computed unknown. */
export function plannedCreate(
  shaped: Shaped<ResourceType>,
  inputs: Values,
  context: CallContext,
): Values {
  const { type } = shaped;
  const outputs: Values = {};
  for (const name of shaped.outputs) {
    const isInput = propertyOf(shaped.inputs, name) !== undefined;
    if (!isInput || type.properties.computed?.includes(name) === true) {
      outputs[name] = Unknown.value;
    }
  }
  if ("region?" in shaped.inputs) outputs.region = context.region;
  if (shaped.outputs.includes("tagsAll") && !hasUnknown(inputs.tags)) {
    outputs.tagsAll = { ...context.defaultTags, ...(inputs.tags as Values | undefined) };
  }
  const planned = hasUnknown(inputs) ? undefined : type.plannedOutputs?.(inputs, context);
  return withMade(type, { ...outputs, ...planned, ...inputs }, {});
}

/** Outputs of an update that is only previewed: the old ones, the new inputs, and unknown what the change recomputes. */
export function plannedUpdate(
  shaped: Shaped<ResourceType>,
  changed: readonly string[],
  inputs: Values,
  olds: Values,
  context: CallContext,
): Values {
  const { type } = shaped;
  const outputs: Values = { ...olds };
  for (const name of changed) Reflect.deleteProperty(outputs, name);
  Object.assign(outputs, inputs);
  if (shaped.outputs.includes("tagsAll")) {
    outputs.tagsAll = hasUnknown(inputs.tags)
      ? Unknown.value
      : { ...context.defaultTags, ...(inputs.tags as Values | undefined) };
  }
  for (const name of type.changedOutputs?.(changed, inputs, olds) ?? []) {
    outputs[name] = Unknown.value;
  }
  return withMade(type, outputs, olds);
}

/** What AWS makes within an input keeps its value from before; unknown when it was not made yet. */
function withMade({ properties }: ResourceType, outputs: Values, olds: Values): Values {
  const result = { ...outputs };
  for (const path of properties.unknownUntilMade ?? []) {
    const [name = "", inner = ""] = path.split(".");
    const own = result[name];
    if (!isObject(own) || own[inner] !== undefined) continue;
    const before = olds[name];
    const kept = isObject(before) ? before[inner] : undefined;
    result[name] = { ...own, [inner]: kept ?? Unknown.value };
  }
  return result;
}
