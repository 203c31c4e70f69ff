"""What Penstock is compared with: AsyncOpenAI behind a semaphore, answers into a file; nothing durable.

    async_openai.py BASE_URL INPUT CONCURRENCY OUTPUT [RATE]     prints the seconds from the first call to the last answer

With a rate, calls begin one after another at that many a second.
"""

import asyncio
import json
import sys
import time

from openai import AsyncOpenAI


async def main(base_url, input_file, concurrency, output_file, rate=None):
    client = AsyncOpenAI(base_url=base_url, api_key="none", max_retries=0, timeout=60)
    semaphore = asyncio.Semaphore(concurrency)
    with open(input_file) as lines:
        prompts = [json.loads(line)["prompt"] for line in lines]

    async def complete(prompt, begin):
        if begin > 0:
            await asyncio.sleep(begin)
        async with semaphore:
            answer = await client.chat.completions.create(
                model="simulated-1", messages=[{"role": "user", "content": prompt}]
            )
            return answer.model_dump_json()

    start = time.perf_counter()
    with open(output_file, "w") as output:
        for answer in asyncio.as_completed([complete(prompt, n / rate if rate else 0) for n, prompt in enumerate(prompts)]):
            output.write(await answer + "\n")
    print(time.perf_counter() - start)


asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], *map(float, sys.argv[5:])))
