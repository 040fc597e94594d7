import { randomBytes } from "node:crypto";
import { type ProviderDefinition, StandIn } from "./provider/standIn";
import type { Properties, Values } from "./provider/values";

/** A resource that was made in process, as an engine would keep it. */
export interface MadeResource {
  urn: string;
  id: string;
  inputs: Values;
  outputs: Values;
}

/**
 * Makes and changes resources of the account from the same process, with no engine and no wire between: check and create,
 * check and update, by the same code that answers the engine. For rehearsals that need many resources in little time.
 */
export class Resources {
  private readonly standIn: StandIn;

  constructor(
    definition: ProviderDefinition,
    /** Region of resources that name none. */
    private readonly region: string,
    /** Aborted when the account is closed. */
    private readonly signal: AbortSignal,
  ) {
    this.standIn = new StandIn(definition);
  }

  /** Rejects with every failure of Check (`property: reason`, one a line), or with the error that AWS answers. */
  async create(token: string, name: string, inputs: Values): Promise<MadeResource> {
    const urn = `urn:pulumi:in-process::in-process::${token}::${name}`;
    const options = this.options(urn);
    const checked = this.check(inputs, undefined, { ...options, name });
    const { id, outputs } = await this.standIn.create(checked, { ...options, preview: false });
    return { urn, id, inputs: checked.values, outputs: outputs.values };
  }

  /** Updates in place, whatever a diff would say. Rejects as `create` does. */
  async update(made: MadeResource, inputs: Values): Promise<MadeResource> {
    const options = this.options(made.urn);
    const before = bare(made.inputs);
    const name = made.urn.split("::").at(-1) ?? "";
    const checked = this.check(inputs, before, { ...options, name });
    const outputs = await this.standIn.update(made.id, checked, before, bare(made.outputs), {
      ...options,
      preview: false,
      ignoreChanges: [],
    });
    return { ...made, inputs: checked.values, outputs: outputs.values };
  }

  /** What the account has under the ID by which an engine imports it, whoever made it; undefined when there is nothing. */
  read(token: string, id: string): MadeResource | undefined {
    const urn = `urn:pulumi:in-process::in-process::${token}::${id}`;
    const found = this.standIn.read(id, bare({}), bare({}), this.options(urn));
    if (found === undefined) return undefined;
    return { urn, id: found.id, inputs: found.inputs.values, outputs: found.outputs.values };
  }

  delete(made: MadeResource): Promise<void> {
    return this.standIn.delete(made.id, bare(made.outputs), this.options(made.urn));
  }

  /** Calls a function such as `aws:route53/getZone:getZone`. */
  invoke(token: string, args: Values): Values {
    const { outputs, failures } = this.standIn.invoke(token, bare(args), this.options(""));
    refuse(failures);
    return outputs.values;
  }

  private check(
    news: Values,
    olds: Properties | undefined,
    options: ReturnType<Resources["options"]> & { name: string },
  ): Properties {
    const { inputs, failures } = this.standIn.check(bare(news), olds, {
      ...options,
      seed: randomBytes(32),
    });
    refuse(failures);
    return inputs;
  }

  private options(urn: string) {
    const config = { region: this.region, defaultTags: {} };
    return { urn, config, signal: this.signal };
  }
}

function bare(values: Values): Properties {
  return { values, secrets: [] };
}

function refuse(failures: readonly { property: string; reason: string }[]): void {
  if (failures.length === 0) return;
  throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
}
