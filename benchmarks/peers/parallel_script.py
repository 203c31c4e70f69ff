"""A script as people write it after the OpenAI cookbook's idea: one loop that spends requests a minute, waits after a 429, and tries again.

Without a quota it takes 1,500 requests a minute, half of what a small account once had.
"""

import asyncio
import time

import aiohttp

import comparison

ATTEMPTS = 5
PAUSE_AFTER_429 = 15
DEFAULT_RPM = 1_500


class Loop:
    def __init__(self, task, session, answers):
        self.task, self.session, self.answers = task, session, answers
        self.waiting = [(request, ATTEMPTS) for request in reversed(task.requests)]
        self.under_way = 0
        self.throttled_at = 0.0

    async def run(self):
        a_second = (self.task.rpm or DEFAULT_RPM) / 60
        room, looked_at = a_second, time.monotonic()
        while self.waiting or self.under_way:
            now = time.monotonic()
            room, looked_at = min(max(1.0, a_second), room + (now - looked_at) * a_second), now
            while self.waiting and room >= 1:
                room -= 1
                asyncio.create_task(self.call(*self.waiting.pop()))
                self.under_way += 1
            await asyncio.sleep(0.001)
            rest = self.throttled_at + PAUSE_AFTER_429 - time.monotonic()
            if self.throttled_at and rest > 0:
                await asyncio.sleep(rest)

    async def call(self, request, attempts):
        try:
            body = {"model": comparison.MODEL, "messages": request.messages}
            async with self.session.post(self.task.base_url + "/chat/completions", json=body) as response:
                if response.status == 429:
                    self.throttled_at = time.monotonic()
                response.raise_for_status()
                answer = await response.json()
                self.answers.add(request.custom_id, answer["choices"][0]["message"]["content"])
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError):
            if attempts > 1:
                self.waiting.insert(0, (request, attempts - 1))
        finally:
            self.under_way -= 1


async def main(task):
    timeout = aiohttp.ClientTimeout(total=task.timeout)
    connections = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connections) as session:
        with comparison.Answers(task.output) as answers:
            await Loop(task, session, answers).run()


asyncio.run(main(comparison.task()))
