package dev.penstock.providers.openai;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.wire.Wire;

/** The wire of OpenAI and of providers with its API. */
public final class OpenAiWire {
    private OpenAiWire() {}

    public static Wire of(ProviderAccount account) {
        return new Wire(
                new OpenAiRequests(account.apiKey()),
                OpenAiAnswers.OPENAI,
                LimitHeaders.reader(LimitDialect.of(account.baseUrl())));
    }
}
