import type { Account } from "../../account/account";
import type { LambdaFunction } from "../../account/functionState";
import type { AccountState } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import { sameValue, type Values } from "../../provider/values";
import { trusts } from "../iam/roleStore";
import { object, text } from "../text";
import { keepCode } from "./codePackage";
import { checkFunction, functionProperties, variablesProblem } from "./functionRules";
import { functionArn, functionIn, functionKey, invokeArnOf, lambdaError } from "./functionStore";

/** Inputs of which any makes a new package. */
const codeInputs = ["code", "s3Bucket", "s3Key", "s3ObjectVersion", "sourceCodeHash"];
/** Outputs that a new package, or new settings, make anew. */
const madeByCode = ["codeSha256", "sourceCodeSize"];

/**
 * `aws.lambda.Function`: Node.js from a ZIP package, given as an archive or as an object of S3. The data plane runs it in processes of
 * its own with the Node.js of this machine, whatever the runtime's number. `aws.lambda.CallbackFunction` is one of these as well.
 *
 * @param assetFolder where relative paths of a program's archives begin
 */
export function lambdaFunction(account: Account, assetFolder: string): ResourceType {
  return {
    token: "aws:lambda/function:Function",
    properties: functionProperties,
    check: checkFunction,
    changedOutputs: (changed) => [
      "lastModified",
      ...(changed.some((name) => codeInputs.includes(name)) ? madeByCode : []),
    ],
    create(inputs, { region }) {
      const name = text(inputs.name);
      return doing(`creating Lambda Function (${name})`, () => {
        const key = functionKey(region, name);
        refuse(account.state, inputs, "CreateFunction");
        if (account.state.lambdaFunctions[key] !== undefined) {
          const detail = `Function already exist: ${name}`;
          throw lambdaError("CreateFunction", 409, "ResourceConflictException", detail);
        }
        const made: LambdaFunction = {
          name,
          region,
          arn: functionArn(region, name),
          lastModified: timeOf(account),
          settings: settingsOf(inputs),
          code: keepCode(account, inputs, assetFolder, "CreateFunction"),
          permissions: {},
        };
        account.change((draft) => {
          draft.lambdaFunctions[key] = made;
        });
        return { id: name, outputs: { ...inputs, ...describe(made) } };
      });
    },
    read(id, outputs, { region }) {
      const found = account.state.lambdaFunctions[functionKey(region, id)];
      if (found === undefined) return undefined;
      const given = Object.entries(outputs).filter(([name]) => codeInputs.includes(name));
      return { ...Object.fromEntries(given), ...describe(found) };
    },
    update(id, inputs, outputs, { region }) {
      return doing(`updating Lambda Function (${id})`, () => {
        refuse(account.state, inputs, "UpdateFunctionConfiguration");
        const same = codeInputs.every((name) => sameValue(inputs[name], outputs[name]));
        const code = same
          ? undefined
          : keepCode(account, inputs, assetFolder, "UpdateFunctionCode");
        return account.change((draft) => {
          const found = functionIn(draft, region, id, "UpdateFunctionConfiguration");
          found.settings = settingsOf(inputs);
          found.lastModified = timeOf(account);
          if (code !== undefined) found.code = code;
          return { ...inputs, ...describe(found) };
        });
      });
    },
    delete(id, _, { region }) {
      if (account.state.lambdaFunctions[functionKey(region, id)] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.lambdaFunctions, functionKey(region, id));
      });
    },
  };
}

/** What Lambda itself refuses: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
function refuse(state: Readonly<AccountState>, inputs: Values, operation: string): void {
  const problem = variablesProblem(inputs);
  if (problem !== undefined) {
    throw lambdaError(operation, 400, "InvalidParameterValueException", problem);
  }
  const role = Object.values(state.roles).find(({ arn }) => arn === inputs.role);
  if (role !== undefined && trusts(role, "lambda.amazonaws.com")) return;
  const detail = "The role defined for the function cannot be assumed by Lambda.";
  throw lambdaError(operation, 400, "InvalidParameterValueException", detail);
}

/** What is kept with the function: everything but the package, of which the account has a copy. */
function settingsOf(inputs: Values): Values {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !codeInputs.includes(name)));
}

/** `2026-11-22T08:15:30.000+0000`, as Lambda writes it. */
function timeOf(account: Account): string {
  return account.now().toISOString().replace("Z", "+0000");
}

function describe({ name, region, arn, lastModified, settings, code }: LambdaFunction): Values {
  return {
    architectures: ["x86_64"],
    description: "",
    ...settings,
    ephemeralStorage: { size: 512, ...object(settings.ephemeralStorage) },
    loggingConfig: {
      logFormat: "Text",
      logGroup: `/aws/lambda/${name}`,
      ...object(settings.loggingConfig),
    },
    tracingConfig: { mode: "PassThrough" },
    name,
    arn,
    codeSha256: code.sha256,
    invokeArn: invokeArnOf(region, arn),
    lastModified,
    qualifiedArn: `${arn}:$LATEST`,
    qualifiedInvokeArn: invokeArnOf(region, `${arn}:$LATEST`),
    responseStreamingInvokeArn: invokeArnOf(region, arn, "response-streaming-invocations"),
    signingJobArn: "",
    signingProfileVersionArn: "",
    sourceCodeSize: code.size,
    version: "$LATEST",
  };
}
