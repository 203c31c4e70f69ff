package dev.penstock.providers.gemini;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.openai.LimitDialect;
import dev.penstock.providers.openai.LimitHeaders;
import dev.penstock.providers.openai.OpenAiRequests;
import dev.penstock.providers.wire.RequestFormat;
import dev.penstock.providers.wire.Wire;

/** The wires of Gemini's two APIs; their responses announce no limits, and proxies before them may. */
public final class GeminiWire {
    private GeminiWire() {}

    /** Returns the wire of the endpoint with OpenAI's API. */
    public static Wire of(ProviderAccount account) {
        return with(new OpenAiRequests(account.apiKey()));
    }

    /** Returns the wire of Google's own API, which serves files and the list of batches. */
    static Wire ofOwnApi(ProviderAccount account) {
        return with(new OwnApiRequests(account.apiKey()));
    }

    private static Wire with(RequestFormat requests) {
        return new Wire(requests, GeminiAnswers.FORMAT, LimitHeaders.reader(LimitDialect.PER_MINUTE));
    }
}
