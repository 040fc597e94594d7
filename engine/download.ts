import { fetchFailure } from "./httpProxy";
import type { Work } from "./work";

/** Milliseconds without a byte after which a download counts as dead. */
const patience = 30_000;

/**
 * Downloads a file into memory, saying how far it is. Refuses on any answer but 200, and when nothing more comes for
 * half a minute. A name and password in the URL are sent as its Authorization, as the go command does.
 */
export async function download(
  url: string,
  work: Pick<Work, "env" | "progress" | "signal">,
): Promise<Buffer> {
  const address = new URL(url);
  const headers: Record<string, string> = {};
  if (address.username !== "") {
    const user = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
    headers.authorization = `Basic ${Buffer.from(user).toString("base64")}`;
    address.username = "";
    address.password = "";
  }
  const shown = address.href;

  const stalled = new AbortController();
  const onStall = (): void => {
    stalled.abort(new Error(`${shown} sent nothing for ${patience / 1000} s`));
  };
  let timer = setTimeout(onStall, patience);
  const chunks: Uint8Array[] = [];
  let received = 0;
  let total = 0;
  try {
    return await work.progress.during(
      `downloading from ${address.host}`,
      () => `${megabytes(received)}${total > 0 ? ` of ${megabytes(total)}` : ""} MB`,
      async () => {
        const signal = AbortSignal.any([work.signal, stalled.signal]);
        const answer = await fetch(address, { headers, signal }).catch((error: unknown) => {
          throw work.signal.aborted ? error : new Error(fetchFailure(error, work.env));
        });
        if (!answer.ok || answer.body === null)
          throw new Error(`${shown} answers ${answer.status}`);
        total = Number(answer.headers.get("content-length") ?? 0);
        for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
          clearTimeout(timer);
          timer = setTimeout(onStall, patience);
          chunks.push(chunk);
          received += chunk.length;
        }
        return Buffer.concat(chunks);
      },
    );
  } finally {
    clearTimeout(timer);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
