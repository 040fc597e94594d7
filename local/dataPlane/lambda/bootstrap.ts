/**
 * What a function's process runs: loads the handler and calls it once for each invocation, as Lambda's own runtime does.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { speakAsLambda } from "./functionConsole";
import { type Handler, HandlerError, loadHandler } from "./loadHandler";
import {
  answerLimit,
  type FunctionError,
  type Invocation,
  invocationsAt,
  type Report,
  reportsAt,
} from "./protocol";
import { type Belonging, followStandIn, watchStandIn } from "./standInWatch";

/** The invocation under way, and what a callback has said about it while the event loop is not empty. */
let current: { id: string; answer?: () => void } | undefined;
/** The arguments of this process: not variables, for a function may set those itself. */
const [, , functionArn = "", standIn = "", ...folders] = process.argv;
const belonging: Belonging = { standIn: Number(standIn), folders };
const input = new Socket({ fd: invocationsAt, readable: true, writable: false });

/** Writes now and whole: what is said just before a process ends is said. */
function report(message: Report): void {
  let rest = Buffer.from(`${JSON.stringify(message)}\n`);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(reportsAt, rest));
  } catch (error) {
    // The stand-in has gone, and nobody listens.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

function main(): void {
  const watch = watchStandIn(belonging);
  // The stand-in has gone: what it leaves is for the other thread to clear away, which is waited for.
  input.on("close", () => {
    watch.ref();
  });
  process.on("exit", () => {
    followStandIn(belonging);
  });
  speakAsLambda(
    (message) => {
      report({ kind: "log", message });
    },
    () => current?.id,
  );
  process.on("uncaughtException", (error) => {
    die(errorOf(error), 129);
  });
  process.on("unhandledRejection", (reason) => {
    const { errorMessage, trace } = errorOf(reason);
    die(
      { errorType: "Runtime.UnhandledPromiseRejection", errorMessage, ...(trace && { trace }) },
      128,
    );
  });
  // The event loop is empty: a handler that called back has its answer sent, and one that never did answers null.
  process.on("beforeExit", () => {
    if (current === undefined) return;
    if (current.answer !== undefined) current.answer();
    else settle(current.id, null);
  });
  void start();
}

async function start(): Promise<void> {
  let handler: Handler;
  try {
    handler = await loadHandler(
      process.env.LAMBDA_TASK_ROOT ?? "",
      process.env._HANDLER ?? "",
      process.env.AWS_EXECUTION_ENV ?? "",
    );
  } catch (error) {
    const known = error instanceof HandlerError ? { errorType: error.name } : {};
    report({ kind: "error", error: { ...errorOf(error), ...known }, last: true });
    process.exit(1);
  }
  createInterface({ input }).on("line", (line) => {
    invoke(handler, JSON.parse(line) as Invocation);
  });
  report({ kind: "ready" });
}

function invoke(handler: Handler, invocation: Invocation): void {
  const { requestId: id, traceId, event, remaining } = invocation;
  process.env._X_AMZN_TRACE_ID = traceId;
  current = { id };
  // While the handler works, only what it waits for keeps the event loop from being empty.
  input.unref();
  const ends = performance.now() + remaining;
  let waits = true;
  const back = (error: unknown, result?: unknown) => {
    if (current?.id !== id || current.answer !== undefined) return;
    current.answer = () => {
      if (error === undefined || error === null) settle(id, result);
      else fail(id, error);
    };
    if (!waits) setImmediate(current.answer);
  };
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waits;
    },
    set callbackWaitsForEmptyEventLoop(value: boolean) {
      waits = value;
    },
    ...fixedContext(),
    awsRequestId: id,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(ends - performance.now())),
    done: back,
    fail: back,
    succeed: (result: unknown) => {
      back(null, result);
    },
  };
  try {
    const result = handler(event, context, back);
    if (isThenable(result)) {
      result.then(
        (value) => {
          settle(id, value);
        },
        (error: unknown) => {
          fail(id, error);
        },
      );
    }
  } catch (error) {
    fail(id, error);
  }
}

/** What the context object says in every invocation. */
function fixedContext(): object {
  return {
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    identity: undefined,
    clientContext: undefined,
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

/** A function, a symbol and what a toJSON() makes nothing of have no JSON text. */
const jsonOf: (value: unknown) => string | undefined = JSON.stringify;

/** Sends the handler's answer, unless one was sent. */
function settle(id: string, result: unknown): void {
  if (current?.id !== id) return;
  let payload: string;
  try {
    payload = jsonOf(result) ?? "null";
  } catch (error) {
    fail(id, new Error(`Unable to stringify response body: ${(error as Error).message}`));
    return;
  }
  rest();
  if (Buffer.byteLength(payload) > answerLimit) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${answerLimit} bytes).`;
    const error = { errorType: "Function.ResponseSizeTooLarge", errorMessage };
    report({ kind: "error", requestId: id, error, last: false });
    return;
  }
  report({ kind: "answer", requestId: id, payload, memory: process.memoryUsage().rss });
}

function fail(id: string, error: unknown): void {
  if (current?.id !== id) return;
  const known = errorOf(error);
  console.error("Invoke Error", "\t", JSON.stringify(known));
  rest();
  report({ kind: "error", requestId: id, error: known, last: false });
}

/** Waits for the next invocation. */
function rest(): void {
  current = undefined;
  input.ref();
}

function die(error: FunctionError, status: number): void {
  const id = current?.id;
  console.error("Uncaught Exception", "\t", JSON.stringify(error));
  report({ kind: "error", ...(id === undefined ? {} : { requestId: id }), error, last: true });
  process.exit(status);
}

/** An error's words as text, whatever the handler has made of them. */
function errorOf(error: unknown): FunctionError {
  try {
    if (!(error instanceof Error)) {
      return { errorType: typeof error, errorMessage: String(error), trace: [] };
    }
    const { name, message, stack = "" }: Partial<Record<keyof Error, unknown>> = error;
    return {
      errorType: String(name),
      errorMessage: String(message),
      trace: String(stack).split("\n"),
    };
  } catch {
    return { errorType: typeof error, errorMessage: "an error without a text", trace: [] };
  }
}

main();
