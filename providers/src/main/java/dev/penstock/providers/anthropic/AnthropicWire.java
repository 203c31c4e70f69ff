package dev.penstock.providers.anthropic;

import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.wire.Wire;

/** The wire of Anthropic's Messages API. */
public final class AnthropicWire {
    private AnthropicWire() {}

    public static Wire of(ProviderAccount account) {
        return new Wire(new AnthropicRequests(account), new AnthropicAnswers(), AnthropicLimits::read);
    }
}
