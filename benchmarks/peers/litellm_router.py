"""LiteLLM's Router, behind a semaphore."""

import asyncio
import os

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

import litellm
from litellm import Router

import comparison


async def main(task):
    litellm.suppress_debug_info = True
    model = {"model": "openai/" + comparison.MODEL, "api_base": task.base_url, "api_key": comparison.KEY, "timeout": task.timeout}
    if task.rpm:
        model["rpm"] = int(task.rpm)
    router = Router(model_list=[{"model_name": comparison.MODEL, "litellm_params": model}], num_retries=5)
    semaphore = asyncio.Semaphore(task.concurrency)

    async def complete(request):
        async with semaphore:
            try:
                answer = await router.acompletion(model=comparison.MODEL, messages=request.messages)
                answers.add(request.custom_id, answer.choices[0].message.content)
            except Exception:  # It has dozens of its own, of several libraries.
                pass  # Given up: counted as lost.

    with comparison.Answers(task.output) as answers:
        await asyncio.gather(*map(complete, task.requests))


asyncio.run(main(comparison.task()))
