"""async-batch-llm's process_stream, with its checkpoint file in the state folder."""

import asyncio

from async_batch_llm import ArtifactIdentity, JsonlArtifactStore, ProcessorConfig, ResumePolicy, llm, process_stream

import comparison


async def main(task):
    strategy = llm("openai-compatible:" + comparison.MODEL, base_url=task.base_url, api_key=comparison.KEY, max_connections=task.concurrency)
    told = {"max_requests_per_minute": task.rpm} if task.rpm else {}
    config = ProcessorConfig(concurrency=task.concurrency, attempt_timeout=task.timeout, **told)
    identity = ArtifactIdentity(provider="simulated", model=comparison.MODEL)
    store = JsonlArtifactStore(task.state / "checkpoint.jsonl", identity=identity, fsync=True)
    prompts = [(request.custom_id, request.prompt) for request in task.requests]
    results = process_stream(strategy, prompts, config=config, artifact_store=store, resume=ResumePolicy.REUSE_SUCCESSES)
    with comparison.Answers(task.output) as answers:
        async for result in results:
            answers.add(result.item_id, result.output if result.success else None)


asyncio.run(main(comparison.task()))
