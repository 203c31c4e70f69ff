import assert from 'node:assert';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'none', maxRetries: 0 });
const ask = (prompt, options = {}) =>
  client.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: prompt }], ...options });

assert((await ask('What is one?')).choices[0].message.content.includes('What is one?'));
let text = '';
for await (const chunk of await ask('What is two?', { stream: true })) text += chunk.choices[0]?.delta?.content ?? '';
assert(text.includes('What is two?'), text);
assert.equal((await client.embeddings.create({ model: 'e', input: ['a', 'b'] })).data.length, 2);
await assert.rejects(async () => {
  for await (const chunk of await ask('[[fail:stream_error]] x', { stream: true }));
}, OpenAI.APIError);
const refused = (status, error) => assert.rejects(ask(`[[fail:${status}]] x`), error);
// At once, since some are tried again for a while before they are told.
await Promise.all([
  refused(404, OpenAI.NotFoundError),
  refused(500, OpenAI.InternalServerError),
  refused(429, OpenAI.RateLimitError),
]);
// Last: it blocks the pool until somebody mends the key, which is not the client's.
await refused(401, OpenAI.InternalServerError);
