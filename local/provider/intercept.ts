import * as grpc from "@grpc/grpc-js";

/** One call of the engine to a stand-in provider. */
export interface ProviderCall {
  /** `aws` or `tls`. */
  provider: string;
  /** As the protocol names it, in lower camel case: `check`, `diff`, `create`, `read`, `update`, `delete`, `invoke`, `cancel`, ... */
  method: string;
  /** The resource's URN, the token of a function, or "" for a call about the provider itself. */
  subject: string;
}

/**
 * Stands between the engine and a stand-in provider: awaited before a call is done, and again when it was done, well or not,
 * and its answer is not sent yet. An error thrown before the call is its answer, and nothing is done; one thrown after it is
 * its answer too, and what was done stays done, as when an answer of AWS is lost.
 */
export type Intercept = (call: ProviderCall, phase: "before" | "after") => void | Promise<void>;

type Call = grpc.ServerUnaryCall<unknown, unknown>;
type Handler = (call: Call, callback: grpc.sendUnaryData<unknown>) => void;

/** The same handlers, with `intercept` before and after each. */
export function intercepted(
  handlers: grpc.UntypedServiceImplementation,
  provider: string,
  intercept: Intercept | undefined,
): grpc.UntypedServiceImplementation {
  if (intercept === undefined) return handlers;
  const around = (method: string, handle: Handler): Handler => {
    return (call, callback) => {
      const about = { provider, method, subject: subjectOf(call.request) };
      const at = async (phase: "before" | "after", next: () => void): Promise<void> => {
        try {
          await intercept(about, phase);
        } catch (error) {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: grpc.status.UNKNOWN, details }, null);
          return;
        }
        next();
      };
      const answer: grpc.sendUnaryData<unknown> = (...result) => {
        void at("after", () => {
          callback(...result);
        });
      };
      void at("before", () => {
        handle(call, answer);
      });
    };
  };
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handle]) => [method, around(method, handle as Handler)]),
  );
}

function subjectOf(request: unknown): string {
  const { getUrn, getTok } = request as { getUrn?: () => string; getTok?: () => string };
  return getUrn?.call(request) ?? getTok?.call(request) ?? "";
}
