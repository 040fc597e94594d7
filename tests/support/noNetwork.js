"use strict";
// For NODE_OPTIONS=--require: a machine without a network. Every name but this machine's own is unknown.
const dns = require("node:dns");

const lookup = dns.lookup;
dns.lookup = (hostname, options, callback) => {
  const done = typeof options === "function" ? options : callback;
  if (hostname === "localhost" || hostname === "127.0.0.1")
    return lookup(hostname, options, callback);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    code: "ENOTFOUND",
    hostname,
  });
  process.nextTick(done, error);
};
