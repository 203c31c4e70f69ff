"""A whole life with OpenAI's client for Python; ends with "all done" on standard output or with what went wrong."""

import json
import sys
import time

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="any", max_retries=0)
run = str(time.time())


def main():
    uploads_and_downloads()
    completes()
    fails_validation()
    cancels()
    pages()
    errors()
    deletes()
    print("all done")


def line(n, prompt, url="/v1/chat/completions"):
    body = {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": prompt}]}
    if url == "/v1/embeddings":
        body = {"model": "text-embedding-3-small", "input": prompt}
    return json.dumps({"custom_id": f"r-{n}", "method": "POST", "url": url, "body": body})


def upload(lines):
    return client.files.create(file=("requests.jsonl", "\n".join(lines).encode()), purpose="batch")


def create(lines, endpoint="/v1/chat/completions", **more):
    return client.batches.create(
        input_file_id=upload(lines).id, endpoint=endpoint, completion_window="24h", **more
    )


def wait(batch, *statuses):
    end = time.monotonic() + 120
    while batch.status not in statuses:
        assert time.monotonic() < end, batch
        time.sleep(0.2)
        batch = client.batches.retrieve(batch.id)
    return batch


def uploads_and_downloads():
    content = f"täxt {run}\n".encode() * 1000
    file = client.files.create(
        file=("ä b.jsonl", content), purpose="user_data", expires_after={"anchor": "created_at", "seconds": 3600}
    )
    assert (file.object, file.bytes, file.filename) == ("file", len(content), "ä b.jsonl"), file
    assert file.expires_at == file.created_at + 3600, file
    assert client.files.retrieve(file.id) == file
    assert client.files.content(file.id).read() == content
    assert client.files.content(file.id, extra_headers={"Range": "bytes=-5"}).read() == content[-5:]
    assert file.id in [each.id for each in client.files.list(purpose="user_data")]
    assert file.id not in [each.id for each in client.files.list(purpose="batch")]


def completes():
    lines = [line(n, f"What is {n} plus {run}?") for n in range(20)] + [line(20, f"[[fail:400]] {run}")]
    batch = create(lines, metadata={"why": "test", "penstock.priority": "high"})
    assert batch.status == "validating" and batch.request_counts.total == 0, batch
    assert batch.output_file_id is None and batch.errors is None and "null" not in batch.to_json(), batch
    batch = wait(batch, "completed")
    counts = batch.request_counts
    assert (counts.total, counts.completed, counts.failed) == (21, 20, 1), batch
    assert batch.metadata == {"why": "test", "penstock.priority": "high"}, batch
    assert batch.created_at <= batch.in_progress_at <= batch.finalizing_at <= batch.completed_at, batch
    assert batch.expires_at == batch.created_at + 24 * 3600, batch
    assert batch.usage.total_tokens == batch.usage.input_tokens + batch.usage.output_tokens > 0, batch
    answers = [json.loads(each) for each in client.files.content(batch.output_file_id).text.splitlines()]
    assert [each["custom_id"] for each in answers] == [f"r-{n}" for n in range(20)], answers
    assert all(each["response"]["status_code"] == 200 and each["error"] is None for each in answers), answers
    refused = json.loads(client.files.content(batch.error_file_id).text)
    assert refused["custom_id"] == "r-20" and refused["response"]["status_code"] == 400, refused
    assert client.files.retrieve(batch.output_file_id).purpose == "batch_output"
    raises(openai.BadRequestError, lambda: client.batches.cancel(batch.id))

    embedded = wait(create([line(n, f"{n} {run}", "/v1/embeddings") for n in range(5)], "/v1/embeddings"), "completed")
    assert embedded.request_counts.completed == 5 and embedded.error_file_id is None, embedded


def fails_validation():
    batch = create([line(1, "a"), "not json", line(1, "b"), line(2, "c", "/v1/embeddings")])
    batch = wait(batch, "failed")
    assert batch.failed_at and not batch.output_file_id, batch
    found = [(error.line, error.code) for error in batch.errors.data]
    assert found == [(2, "invalid_json_line"), (3, "duplicate_custom_id"), (4, "url_mismatch")], batch
    empty = wait(create([""]), "failed")
    assert [error.code for error in empty.errors.data] == ["empty_batch"], empty
    assert "/" not in empty.errors.data[0].message, empty


def cancels():
    batch = create([line(n, f"[[slow:1000]] {n} {run}") for n in range(3000)], metadata={"penstock.slice": "1"})
    batch = wait(batch, "in_progress")
    cancelled = client.batches.cancel(batch.id)
    assert cancelled.status in ("cancelling", "cancelled") and cancelled.cancelling_at, cancelled
    client.batches.cancel(batch.id)
    batch = wait(batch, "cancelled")
    client.batches.cancel(batch.id)
    counts = batch.request_counts
    assert counts.completed + counts.failed == counts.total == 3000, batch
    codes = {json.loads(each)["error"]["code"] for each in client.files.content(batch.error_file_id).text.splitlines()}
    assert codes == {"batch_cancelled"}, codes

    expired = create([line(n, f"[[slow:1000]] x{n} {run}") for n in range(3000)], metadata={"penstock.deadline": "5s"})
    expired = wait(expired, "expired")
    assert expired.expired_at and expired.error_file_id, expired


def pages():
    one_by_one = [each.id for each in client.batches.list(limit=1)]
    assert one_by_one == [each.id for each in client.batches.list(limit=100)], one_by_one
    assert len(one_by_one) == len(set(one_by_one)) >= 6, one_by_one
    last = client.batches.list(limit=1, after=one_by_one[-1])
    assert last.data == [] and last.has_more is False, last
    files = [each.id for each in client.files.list(limit=2)]
    assert files == [each.id for each in client.files.list()], files
    assert files == list(reversed([each.id for each in client.files.list(limit=3, order="asc")])), files


def errors():
    raises(openai.NotFoundError, lambda: client.files.retrieve("file-" + "0" * 32))
    raises(openai.NotFoundError, lambda: client.files.content("file-../../x"))
    raises(openai.NotFoundError, lambda: client.batches.retrieve("batch_nobody"))
    raises(openai.NotFoundError, lambda: client.batches.list(after="batch_nobody"))
    raises(openai.BadRequestError, lambda: client.batches.list(limit=101))
    raises(openai.BadRequestError, lambda: client.files.create(file=b"x", purpose="nonsense"))
    mistaken = raises(openai.BadRequestError, lambda: create([line(1, "a")], metadata={"penstock.prority": "high"}))
    assert "penstock.priority" in mistaken.message, mistaken
    raises(openai.BadRequestError, lambda: create([line(1, "a")], metadata={"k" * 65: "v"}))
    raises(openai.BadRequestError, lambda: create([line(1, "a")], endpoint="/v1/nothing"))


def deletes():
    file = upload([line(1, "a")])
    assert client.files.delete(file.id).deleted
    raises(openai.NotFoundError, lambda: client.files.retrieve(file.id))
    for each in client.files.list(limit=2):
        client.files.delete(each.id)
    assert client.files.list().data == []


def raises(kind, call):
    try:
        result = call()
    except kind as error:
        assert error.request_id and error.type == "invalid_request_error", error
        return error
    raise AssertionError(f"{kind.__name__} was expected, not {result}")


main()
