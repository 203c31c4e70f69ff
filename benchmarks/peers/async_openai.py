"""AsyncOpenAI with its own retries, behind a semaphore."""

import asyncio

from openai import AsyncOpenAI, OpenAIError

import comparison


async def main(task):
    client = AsyncOpenAI(base_url=task.base_url, api_key=comparison.KEY, timeout=task.timeout)
    semaphore = asyncio.Semaphore(task.concurrency)

    async def complete(request):
        async with semaphore:
            try:
                answer = await client.chat.completions.create(model=comparison.MODEL, messages=request.messages)
                answers.add(request.custom_id, answer.choices[0].message.content)
            except (OpenAIError, AttributeError, TypeError):
                pass  # Given up: counted as lost.

    with comparison.Answers(task.output) as answers:
        await asyncio.gather(*map(complete, task.requests))


asyncio.run(main(comparison.task()))
