package dev.penstock.providers.gemini;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.openai.LimitDialect;
import dev.penstock.providers.openai.LimitHeaders;
import dev.penstock.providers.openai.OpenAiRequests;
import dev.penstock.providers.wire.Wire;

/** The wire of Gemini's endpoint with OpenAI's API; its responses announce no limits, and proxies before it may. */
public final class GeminiWire {
    private GeminiWire() {}

    public static Wire of(ProviderAccount account) {
        return new Wire(
                new OpenAiRequests(account.apiKey()),
                GeminiAnswers.FORMAT,
                LimitHeaders.reader(LimitDialect.PER_MINUTE));
    }
}
