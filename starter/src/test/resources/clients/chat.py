import sys
from concurrent.futures import ThreadPoolExecutor

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="none", max_retries=0)


def ask(prompt, **options):
    return client.chat.completions.create(
        model="gpt-4o-mini", messages=[{"role": "user", "content": prompt}], **options
    )


assert "What is one?" in ask("What is one?").choices[0].message.content
chunks = list(ask("What is two?", stream=True, stream_options={"include_usage": True}))
assert "What is two?" in "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
assert chunks[-1].usage.total_tokens > 0 and len({c.id for c in chunks}) == 1
assert len(client.embeddings.create(model="e", input=["a", "b"]).data) == 2
assert "Hello" in client.responses.create(model="m", input="Hello").output_text
assert [e.type for e in client.responses.create(model="m", input="Hello", stream=True)][-1] == "response.completed"
try:
    list(ask("[[fail:stream_error]] x", stream=True))
    raise AssertionError("no error within the stream")
except openai.APIError:
    pass


def refused(status, error):
    try:
        ask("[[fail:%d]] x" % status)
        raise AssertionError("no error %d" % status)
    except error as e:
        assert e.request_id, "no request id"


# At once, since some are tried again for a while before they are told.
with ThreadPoolExecutor() as at_once:
    errors = [(404, openai.NotFoundError), (500, openai.InternalServerError), (429, openai.RateLimitError)]
    for done in [at_once.submit(refused, *each) for each in errors]:
        done.result()
# Last: it blocks the pool until somebody mends the key, which is not the client's.
refused(401, openai.InternalServerError)
