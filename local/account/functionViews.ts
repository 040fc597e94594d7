import { allows } from "../aws/iam/roleStore";
import { managedPolicies } from "../aws/iam/managedPolicies";
import { unzippedLimit } from "../aws/lambda/codePackage";
import { readZip } from "../aws/lambda/zip";
import { object, text, textMap } from "../aws/text";
import type { FunctionPermissionView, FunctionView } from "../dataPlane/accountView";
import type { Values } from "../provider/values";
import type { Account } from "./account";
import { arn } from "./identifiers";
import type { LambdaFunction } from "./functionState";

export function functionView(account: Account, made: LambdaFunction): FunctionView {
  const { name, region, settings, code, permissions, lastModified } = made;
  return {
    arn: made.arn,
    name,
    region,
    revision: JSON.stringify([code.sha256, settings, lastModified]),
    runtime: text(settings.runtime),
    handler: text(settings.handler),
    timeout: Number(settings.timeout),
    memorySize: Number(settings.memorySize),
    environment: textMap(object(settings.environment).variables),
    logGroupName: logGroupOf(made),
    permissions: Object.values(permissions).map(permissionView),
    files() {
      const zip = account.folder.getBlob(code.blob);
      if (zip === undefined) {
        throw new Error(`the code of ${name} is no longer in the state folder: deploy it anew`);
      }
      return readZip(zip, unzippedLimit);
    },
  };
}

function permissionView({ action, principal, sourceArn, sourceAccount }: Values) {
  const view: FunctionPermissionView = { action: text(action), principal: text(principal) };
  if (sourceArn !== undefined) view.sourceArn = text(sourceArn);
  if (sourceAccount !== undefined) view.sourceAccount = text(sourceAccount);
  return view;
}

/**
 * A function writes with its role's rights: without them its output is lost, and with them it makes a group that is not there.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function writeFunctionLog(
  account: Account,
  functionArn: string,
  messages: readonly string[],
): void {
  const { lambdaFunctions, roles, logGroups } = account.state;
  const made = Object.values(lambdaFunctions).find((one) => one.arn === functionArn);
  const role = Object.values(roles).find((one) => one.arn === made?.settings.role);
  if (made === undefined || role === undefined) return;
  const name = logGroupOf(made);
  const group = arn("logs", made.region, `log-group:${name}`);
  // [assumed] Each right is asked for on a stream of the group, as `arn:...:log-group:NAME:*` gives it; no policy foresees its name.
  const stream = `${group}:log-stream:any`;
  const may = (action: string) => allows(role, action, managedPolicies, stream);
  if (!may("logs:CreateLogStream") || !may("logs:PutLogEvents")) return;
  const key = `${made.region}/${name}`;
  if (logGroups[key] === undefined) {
    if (!may("logs:CreateLogGroup")) return;
    account.change((draft) => {
      draft.logGroups[key] = { name, region: made.region, settings: { retentionInDays: 0 } };
    });
  }
  for (const message of messages) account.logs.write(group, message);
}

function logGroupOf({ name, settings }: LambdaFunction): string {
  return text(object(settings.loggingConfig).logGroup) || `/aws/lambda/${name}`;
}
