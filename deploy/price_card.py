#!/usr/bin/env python3
"""Writes Penstock's price card from the public price data that the PyPI package litellm carries.

    pip download litellm --no-deps
    deploy/price_card.py litellm-*.whl --as-of 2026-11-30 > activities/src/main/resources/dev/penstock/activities/prices/card.prices

Takes facts only: names of models, prices of tokens, the longest answer. The card's format is that of PriceCard: a head, an
empty line, and a line for each model, sorted by name, with `[tier][>input tokens]:kind=US dollars per million tokens`.
"""
import argparse
import json
import re
import sys
import zipfile
from decimal import Decimal

FILE = "litellm/model_prices_and_context_window_backup.json"
MODES = {"chat", "completion", "responses", "embedding", "image_generation", "image_edit"}

# Those whose models people call through OpenAI-compatible, Azure's, Anthropic's or Google's interface, and clouds' names.
PROVIDERS = re.compile(
    r"openai|text-completion-openai|azure|azure_ai|anthropic|gemini|vertex_ai.*|bedrock.*|mistral|codestral|groq|cerebras|deepseek"
    r"|xai|together_ai|fireworks_ai.*|openrouter|vercel_ai_gateway|cohere.*|deepinfra|moonshot|dashscope|zai|minimax|novita|nebius"
    r"|voyage|sambanova|databricks|meta|ai21|hyperbolic|cloudflare|ovhcloud|scaleway|nscale|perplexity"
)

# Providers whose documents name one batch discount for all models, of half; used where a model has no batch prices.
HALF_PRICE_BATCHES = {"openai", "anthropic", "gemini", "mistral", "groq"}

# OpenAI's moderations are free (platform.openai.com/docs/guides/moderation); elsewhere a price of zero means that it is unknown.
FREE = [f"omni-moderation-{version}" for version in ("2024-09-26", "latest")] + [
    f"text-moderation-{version}" for version in ("007", "latest", "stable")
]

# Charged beside tokens, so that tokens do not say what an answer costs: searches, documents, requests.
BESIDE = re.compile(r"input_cost_per_(request|query)|citation_cost.*|guardrail.*|ocr_.*")
SEARCHING = re.compile(r"search-preview|search-api|deep-research|(^|/)sonar")

KINDS = [
    ("input", "input_cost_per_token"),
    ("cached", "cache_read_input_token_cost"),
    ("cache-write", "cache_creation_input_token_cost"),
    ("cache-write-1h", "cache_creation_input_token_cost_above_1hr"),
    ("cache-write-1h", "cache_creation_input_token_cost_above_12hr"),
    ("output", "output_cost_per_token"),
    ("reasoning", "output_cost_per_reasoning_token"),
    ("audio-input", "input_cost_per_audio_token"),
    ("image-input", "input_cost_per_image_token"),
    ("audio-output", "output_cost_per_audio_token"),
    ("image-output", "output_cost_per_image_token"),
]
TIERS = {"": "", "_batches": "batch", "_flex": "flex", "_priority": "priority", "_ultrafast": "ultrafast", "_balanced": "balanced"}


def dollars(price):
    """Returns a price per token as a price per million, as short as it can be written."""
    text = format((Decimal(repr(float(price))) * 1_000_000).quantize(Decimal("1e-9")).normalize(), "f")
    return text


def rates(facts):
    found = {}
    for name, price in facts.items():
        if not isinstance(price, (int, float)) or isinstance(price, bool) or price < 0:
            continue
        for kind, base in KINDS:
            match = re.fullmatch(re.escape(base) + r"(?:_above_(\d+)k_tokens)?(" + "|".join(TIERS) + ")", name)
            if match:
                # A price of zero for writing to the cache, or for what a model cannot do, means that there is none of its own.
                if price == 0 and kind not in ("input", "output", "cached"):
                    continue
                sheet = TIERS[match[2]] + (f">{match[1]}000" if match[1] else "")
                key = f"{sheet}:{kind}" if sheet else kind
                found[key] = max(price, found.get(key, 0))
    for step in facts.get("tiered_pricing", []):
        start = int(step.get("range", [0])[0])
        for kind, base in KINDS:
            if base in step:
                found[f">{start}:{kind}" if start else kind] = step[base]
    return found


def line(name, facts):
    found = rates(facts)
    if "output" not in found and "image-output" in found:
        found["output"] = found["image-output"]
    if "input" not in found or ("output" not in found and facts["mode"] != "embedding"):
        return None
    found.setdefault("output", 0)
    if found["input"] == 0 and found["output"] == 0:
        return None
    if facts["litellm_provider"] in HALF_PRICE_BATCHES and "batch:input" not in found:
        found["batch:input"] = found["input"] / 2
        found["batch:output"] = found["output"] / 2
    longest = facts.get("max_output_tokens")
    most = f" max-output={int(longest)}" if isinstance(longest, (int, float)) and longest > 0 and facts["mode"] != "embedding" else ""
    order = [kind for kind, _ in KINDS]
    prices = sorted(found.items(), key=lambda item: (item[0].rpartition(":")[0], order.index(item[0].rpartition(":")[2])))
    return name.lower() + most + "".join(f" {key}={dollars(price)}" for key, price in prices)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", help="a wheel of litellm, or its JSON file")
    parser.add_argument("--as-of", required=True, help="the date of the data, YYYY-MM-DD")
    options = parser.parse_args()
    source = options.source
    if source.endswith(".whl"):
        with zipfile.ZipFile(source) as wheel:
            data = json.loads(wheel.read(FILE))
        source = "-".join(source.rpartition("/")[2].split("-")[:2])
    else:
        with open(source, encoding="utf-8") as file:
            data = json.load(file)
        source = source.rpartition("/")[2]
    lines = {f"{name} input=0 output=0 batch:input=0 batch:output=0" for name in FREE}
    for name, facts in data.items():
        if (
            facts.get("mode") in MODES
            and PROVIDERS.fullmatch(facts.get("litellm_provider", ""))
            and not any(BESIDE.fullmatch(key) for key in facts)
            and not SEARCHING.search(name)
            and re.fullmatch(r"[!-~]{1,200}", name)
        ):
            made = line(name, facts)
            if made:
                lines.add(made)
    sys.stdout.write(f"penstock-prices 1\nas-of {options.as_of}\nsource public price data of {source} (PyPI)\n\n")
    sys.stdout.write("".join(text + "\n" for text in sorted(lines, key=lambda text: text.split(" ")[0].encode())))


if __name__ == "__main__":
    main()
