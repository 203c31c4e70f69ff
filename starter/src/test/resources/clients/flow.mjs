// The same with OpenAI's client for Node; ends with "all done" on standard output or with what went wrong.
import assert from "node:assert/strict";
import OpenAI, { BadRequestError, NotFoundError, toFile } from "openai";

const client = new OpenAI({ baseURL: process.argv[2], apiKey: "any", maxRetries: 0 });
const run = String(Date.now());

const line = (n, prompt) =>
  JSON.stringify({
    custom_id: `r-${n}`,
    method: "POST",
    url: "/v1/chat/completions",
    body: { model: "gpt-4o-mini", messages: [{ role: "user", content: prompt }] },
  });

async function create(lines, more = {}) {
  const file = await client.files.create({
    file: await toFile(Buffer.from(lines.join("\n")), "requests.jsonl"),
    purpose: "batch",
  });
  return client.batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
    ...more,
  });
}

async function wait(batch, ...statuses) {
  for (const end = Date.now() + 120_000; !statuses.includes(batch.status); batch = await client.batches.retrieve(batch.id)) {
    assert(Date.now() < end, JSON.stringify(batch));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return batch;
}

async function all(pages) {
  const ids = [];
  for await (const each of pages) ids.push(each.id);
  return ids;
}

const lines = Array.from({ length: 20 }, (_, n) => line(n, `What is ${n} plus ${run}?`));
let batch = await create([...lines, line(20, `[[fail:400]] ${run}`)], { metadata: { why: "test" } });
batch = await wait(batch, "completed");
assert.deepEqual(batch.request_counts, { total: 21, completed: 20, failed: 1 });
const output = await (await client.files.content(batch.output_file_id)).text();
assert.deepEqual(
  output.trim().split("\n").map((each) => JSON.parse(each).custom_id),
  Array.from({ length: 20 }, (_, n) => `r-${n}`),
);
const refused = JSON.parse(await (await client.files.content(batch.error_file_id)).text());
assert.equal(refused.response.status_code, 400);
await assert.rejects(client.batches.cancel(batch.id), BadRequestError);

const failed = await wait(await create(["not json"]), "failed");
assert.deepEqual(failed.errors.data.map((error) => [error.line, error.code]), [[1, "invalid_json_line"]]);

let slow = await create(Array.from({ length: 2000 }, (_, n) => line(n, `[[slow:1000]] ${n} ${run}`)));
await wait(slow, "in_progress");
assert.match((await client.batches.cancel(slow.id)).status, /^cancell/);
slow = await wait(slow, "cancelled");
assert.equal(slow.request_counts.completed + slow.request_counts.failed, 2000);

const ids = await all(client.batches.list({ limit: 1 }));
assert.deepEqual(ids, await all(client.batches.list()));
assert(ids.length >= 3 && new Set(ids).size === ids.length);
assert.deepEqual(await all(client.files.list({ limit: 2 })), await all(client.files.list()));

await assert.rejects(client.files.retrieve("file-nobody"), NotFoundError);
await assert.rejects(client.batches.retrieve("batch_nobody"), NotFoundError);
await assert.rejects(create([line(1, "a")], { endpoint: "/v1/nothing" }), BadRequestError);
assert.equal((await client.files.delete(batch.input_file_id)).deleted, true);
await assert.rejects(client.files.content(batch.input_file_id), NotFoundError);
console.log("all done");
