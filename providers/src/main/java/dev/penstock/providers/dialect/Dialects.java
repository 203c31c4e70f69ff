package dev.penstock.providers.dialect;

import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.anthropic.AnthropicAnswers;
import dev.penstock.providers.anthropic.AnthropicBatchApi;
import dev.penstock.providers.anthropic.AnthropicWire;
import dev.penstock.providers.azure.AzureWire;
import dev.penstock.providers.gemini.GeminiBatchApi;
import dev.penstock.providers.gemini.GeminiWire;
import dev.penstock.providers.http.HttpProvider;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.providers.openai.OpenAiBatchApi;
import dev.penstock.providers.openai.OpenAiWire;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.providers.wire.Wire;
import dev.penstock.store.Result;
import java.util.function.BiConsumer;

/** Makes what calls a provider account in its dialect; the only place that tells dialects apart. */
public final class Dialects {
    private Dialects() {}

    /**
     * Makes a provider that calls with the given account.
     *
     * @param announced receives a model's name and the account's limits for it, from the headers of each response
     */
    public static Provider provider(ProviderAccount account, BiConsumer<String, PoolQuota> announced) {
        return new HttpProvider(account, wire(account), announced);
    }

    /**
     * Makes what calls the batch API of an account.
     *
     * @param errors makes the exceptions for failed calls
     */
    public static BatchApi batchApi(ProviderAccount account, BatchApi.Errors errors) {
        return switch (account.dialect().dialect()) {
            case OPENAI, AZURE -> new OpenAiBatchApi(account, wire(account), errors);
            case GEMINI -> new GeminiBatchApi(account, errors);
            case ANTHROPIC -> new AnthropicBatchApi(account, errors);
        };
    }

    /** Returns the outcome that a kept answer stands for, which is in the format of the path to which its request was sent. */
    public static Outcome meaning(String url, Result.Response answer) {
        return AnthropicAnswers.isNative(url)
                ? AnthropicAnswers.meaning(url, answer)
                : OpenAiAnswers.meaning(url, answer);
    }

    /** Returns how an account's requests, answers and limits look. */
    public static Wire wire(ProviderAccount account) {
        return switch (account.dialect().dialect()) {
            case OPENAI -> OpenAiWire.of(account);
            case AZURE -> AzureWire.of(account);
            case ANTHROPIC -> AnthropicWire.of(account);
            case GEMINI -> GeminiWire.of(account);
        };
    }
}
