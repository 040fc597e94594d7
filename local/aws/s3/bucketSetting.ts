import type { Account } from "../../account/account";
import type { Bucket } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { CheckFailure, PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { bucketIn } from "./bucketStore";

/** A resource that is one setting of a bucket and has the bucket's name as its ID. */
export interface BucketSetting {
  token: string;
  /** As the provider says it: "creating S3 Bucket Policy (x)". */
  title: string;
  /** The API's operation that puts it. */
  operation: string;
  properties: Omit<PropertyRules, "replaces">;
  check?(inputs: Values): CheckFailure[];
  put(bucket: Bucket, inputs: Values): void;
  /** Undefined when the bucket has no such setting. */
  get(bucket: Bucket): Values | undefined;
  remove(bucket: Bucket, outputs: Values): void;
}

/** Makes a resource type of one setting of a bucket. */
export function bucketSetting(account: Account, setting: BucketSetting): ResourceType {
  const put = (doingWhat: string, inputs: Values, region: string): Values => {
    const name = text(inputs.bucket);
    return doing(`${doingWhat} ${setting.title} (${name})`, () =>
      account.change((draft) => {
        const bucket = bucketIn(draft, name, region, setting.operation);
        setting.put(bucket, inputs);
        return { ...inputs, ...setting.get(bucket), bucket: name };
      }),
    );
  };
  return {
    token: setting.token,
    properties: { ...setting.properties, replaces: ["bucket"] },
    check: (inputs) => setting.check?.(inputs) ?? [],
    create: (inputs, { region }) => ({
      id: text(inputs.bucket),
      outputs: put("creating", inputs, region),
    }),
    read(id) {
      const bucket = account.state.buckets[id];
      const found = bucket === undefined ? undefined : setting.get(bucket);
      return found === undefined ? undefined : { bucket: id, ...found };
    },
    update: (_, inputs, __, { region }) => put("updating", inputs, region),
    delete(id, outputs) {
      if (account.state.buckets[id] === undefined) return;
      account.change((draft) => {
        const bucket = draft.buckets[id];
        if (bucket !== undefined) setting.remove(bucket, outputs);
      });
    },
  };
}
