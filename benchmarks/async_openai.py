"""What Penstock is compared with: AsyncOpenAI behind a semaphore, answers into a file; nothing durable.

    async_openai.py BASE_URL INPUT CONCURRENCY OUTPUT     prints the seconds from the first call to the last answer
"""

import asyncio
import json
import sys
import time

from openai import AsyncOpenAI


async def main(base_url, input_file, concurrency, output_file):
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0)
    semaphore = asyncio.Semaphore(concurrency)
    with open(input_file) as lines:
        prompts = [json.loads(line)["prompt"] for line in lines]

    async def complete(prompt):
        async with semaphore:
            answer = await client.chat.completions.create(
                model="simulated-1", messages=[{"role": "user", "content": prompt}]
            )
            return answer.model_dump_json()

    start = time.perf_counter()
    with open(output_file, "w") as output:
        for answer in asyncio.as_completed([complete(prompt) for prompt in prompts]):
            output.write(await answer + "\n")
    print(time.perf_counter() - start)


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]))
