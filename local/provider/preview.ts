import type { CallContext, ResourceType, Shaped } from "./resourceType";
import { propertyOf } from "./shape";
import { hasUnknown, Unknown, type Values } from "./values";

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
  return { ...outputs, ...planned, ...inputs };
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
  return outputs;
}
