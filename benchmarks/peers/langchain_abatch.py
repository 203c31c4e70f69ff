"""LangChain's ChatOpenAI.abatch, whose answers come all at the end."""

import asyncio

from langchain_core.rate_limiters import InMemoryRateLimiter
from langchain_openai import ChatOpenAI

import comparison


async def main(task):
    limiter = InMemoryRateLimiter(requests_per_second=task.rpm / 60, check_every_n_seconds=0.02, max_bucket_size=1) if task.rpm else None
    model = ChatOpenAI(
        model=comparison.MODEL, base_url=task.base_url, api_key=comparison.KEY, timeout=task.timeout, rate_limiter=limiter
    )
    prompts = [request.prompt for request in task.requests]
    results = await model.abatch(prompts, config={"max_concurrency": task.concurrency}, return_exceptions=True)
    with comparison.Answers(task.output) as answers:
        for request, result in zip(task.requests, results):
            answers.add(request.custom_id, getattr(result, "content", None))


asyncio.run(main(comparison.task()))
