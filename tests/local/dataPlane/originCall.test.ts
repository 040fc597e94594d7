import assert from "node:assert/strict";
import { IncomingMessage, type ServerResponse } from "node:http";
import { Socket } from "node:net";
import { callOrigin } from "@mtls-gateway/local/dist/dataPlane/edge/originCall";
import { RecordingBackend } from "./support/recordingBackend";

describe("a call of the edge to an origin", () => {
  let origin: RecordingBackend;
  before(async () => {
    origin = await RecordingBackend.start();
  });
  after(() => {
    origin.close();
  });

  const response = 400;
  const call = (reply: (answer: ServerResponse) => void) => {
    origin.reply = reply;
    return callOrigin(
      {
        secure: false,
        options: { host: "127.0.0.1", port: origin.port, path: "/", agent: false },
        headers: {},
        origin: "origin.example.org",
        presentsCertificate: false,
        body: new IncomingMessage(new Socket()),
      },
      { connect: 5_000, response },
    );
  };
  const bodyOf = async (answer: IncomingMessage) => {
    let text = "";
    for await (const chunk of answer) text += String(chunk);
    return text;
  };

  it("may take longer than the response timeout as long as it never falls silent for so long", async () => {
    const pieces = 20;
    const began = performance.now();
    const answer = await call((to) => {
      let sent = 0;
      const drip = setInterval(() => {
        to.write("x");
        sent += 1;
        if (sent < pieces) return;
        clearInterval(drip);
        to.end();
      }, response / 10);
    });
    assert.equal(await bodyOf(answer), "x".repeat(pieces));
    assert.equal(performance.now() - began > response, true);
  });

  it("is given up when the origin says nothing, before its answer and within it", async () => {
    await assert.rejects(
      call(() => undefined),
      { status: 504, message: `origin.example.org did not answer in ${response} ms` },
    );
    const answer = await call((to) => void to.write("half"));
    await assert.rejects(bodyOf(answer), {
      message: `origin.example.org fell silent for ${response} ms`,
    });
  });

  it("fails when the origin switches protocols, which nobody asked it to", async () => {
    await assert.rejects(
      call((to) => void to.writeHead(101, { Connection: "Upgrade", Upgrade: "other" }).end()),
      { status: 502 },
    );
  });
});
