package dev.penstock.providers.azure;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.openai.LimitDialect;
import dev.penstock.providers.openai.LimitHeaders;
import dev.penstock.providers.wire.Wire;

/** The wire of Azure OpenAI: OpenAI's bodies at addresses of its own, with errors of its own. */
public final class AzureWire {
    private AzureWire() {}

    public static Wire of(ProviderAccount account) {
        return new Wire(AzureRequests.of(account), AzureAnswers.FORMAT, LimitHeaders.reader(LimitDialect.PER_MINUTE));
    }
}
