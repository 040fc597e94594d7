import fs from "node:fs";
import path from "node:path";

/** Runs `work` while no other process that asks for the same lock does; a lock left by a dead process is taken over. */
export async function withLock(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let said = false; !tryLock(file);) {
    if (!said) console.error("setup: another run is setting this clone up; waiting for it ...");
    said = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const release = () => {
    if (ownerOf(file) === process.pid) fs.rmSync(file, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** The lock is linked into place with its owner in it, so nobody sees it empty. */
function tryLock(file) {
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
  const owner = ownerOf(file);
  if (owner !== undefined && !isAlive(owner)) takeAway(file, owner);
  return false;
}

/** Takes a dead owner's lock away: moved aside first, and put back where another has taken it over meanwhile. */
function takeAway(file, owner) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    fs.renameSync(file, aside);
    if (ownerOf(aside) !== owner) fs.linkSync(aside, file);
  } catch {
    // Another run was quicker.
  }
  fs.rmSync(aside, { force: true });
}

function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
