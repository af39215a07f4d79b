// The workflow of the benchmark on DBOS, in process as DBOS runs. Usage: node dbos.mjs <database url> <seconds> <callers>…
// Prints one JSON line for each number of callers: completed per second and the milliseconds from a decision to its result.
import { DBOS } from "@dbos-inc/dbos-sdk";

const [url, seconds, ...callers] = process.argv.slice(2);
DBOS.setConfig({ name: "benchmark", systemDatabaseUrl: url, systemDatabasePoolSize: 20, logLevel: "error" });

const approval = DBOS.registerWorkflow(async () => {
  await DBOS.runStep(async () => 1, { name: "assess" });
  await DBOS.runStep(async () => 2, { name: "ask" });
  const decision = await DBOS.recv("decision", 24 * 60 * 60);
  await DBOS.runStep(async () => 3, { name: "record" });
  return decision;
}, { name: "approval" });

await DBOS.launch();

async function life(id) {
  const handle = await DBOS.startWorkflow(approval, { workflowID: id })();
  const decided = performance.now();
  await DBOS.send(id, "approved", "decision");
  await handle.getResult();
  return performance.now() - decided;
}

async function load(many, length, prefix) {
  const times = [];
  const start = performance.now();
  await Promise.all(Array.from({ length: many }, async (_, caller) => {
    for (let n = 0; performance.now() - start < length * 1000; n++) {
      times.push(await life(`${prefix}-${many}-${caller}-${n}`));
    }
  }));
  return { callers: many, perSecond: times.length / ((performance.now() - start) / 1000), times: times.sort((a, b) => a - b) };
}

await load(8, 3, "warm");
for (const many of callers.map(Number)) {
  const { times, ...figures } = await load(many, Number(seconds), "run");
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  console.log(JSON.stringify({ ...figures, p50: at(0.5), p99: at(0.99) }));
}

await DBOS.shutdown();
process.exit(0);
