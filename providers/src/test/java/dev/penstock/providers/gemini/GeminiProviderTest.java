package dev.penstock.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.key.KeyFile;
import dev.penstock.providers.key.RenewedKey;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls the stand-in that OpenAI's own client reads in {@link OfficialClientsTest}. */
@Timeout(60)
class GeminiProviderTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEY = "AIza-secret";

    private final Simulator simulator = Simulator.start(
            SimulatorOptions.builder().requiredKey(KEY).requestsPerMinute(5).build());
    private final List<PoolQuota> announced = new ArrayList<>();
    private final Provider provider = provider(KEY);

    @AfterEach
    void close() {
        provider.close();
        simulator.close();
    }

    @Test
    void thoughtsAreOutputWhetherWholeOrStreamed() {
        Outcome.Answered whole = (Outcome.Answered) provider.call(CHAT, chat("Hello"));
        StringBuilder tokens = new StringBuilder();
        Outcome.Answered streamed = (Outcome.Answered) provider.stream(CHAT, chat("Hello"), tokens::append);
        Outcome.Answered plain =
                (Outcome.Answered) provider.call(CHAT, chat("Hello").put("reasoning_effort", "none"));

        assertThat(whole.text()).contains("Simulated answer to: Hello");
        assertThat(streamed.text()).isEqualTo(whole.text());
        assertThat(streamed.usage()).isEqualTo(whole.usage());
        assertThat(whole.usage().output()).isEqualTo(plain.usage().output() + 5);
        assertThat(announced).isEmpty();
    }

    @Test
    void aUsedUpMinuteIsWaitedForAsItsDelaySaysAndADayUntilItsEnd() {
        for (int i = 0; i < 5; i++) {
            assertThat(provider.call(CHAT, chat("Hello"))).isInstanceOf(Outcome.Answered.class);
        }

        Outcome.Throttled minute = (Outcome.Throttled) provider.call(CHAT, chat("Hello"));
        assertThat(minute.retryAfter()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
        simulator.reset();
        Outcome.Throttled day = (Outcome.Throttled) provider.call(CHAT, chat("[[fail:insufficient_quota]] Hello"));
        assertThat(day.retryAfter()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(day.untilQuota()).isBetween(day.retryAfter(), Duration.ofHours(25));
    }

    @Test
    void aWrongKeyBlocksAndAFieldThatIsUnknownIsRefusedWithItsName() {
        Provider stranger = provider("AIza-wrong");
        assertThat(stranger.call(CHAT, chat("Hello"))).isInstanceOf(Outcome.Blocked.class);
        stranger.close();
        assertThat(provider.call(CHAT, chat("Hello").put("logprobs", true)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.error().message()).contains("Unknown name \"logprobs\""));
        assertThat(provider.call(CHAT, chat("[[fail:503]] Hello"))).isInstanceOf(Outcome.Lost.class);
    }

    /** A wrong key is a 400 at Gemini. */
    @Test
    void aKeyThatWasReplacedInItsFileIsReadAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "AIza-before");
        ProviderKey key = new RenewedKey(new KeyFile(file), () -> Instant.EPOCH);
        assertThat(key.current().reveal()).isEqualTo("AIza-before");
        Files.writeString(file, KEY);

        try (Provider renewed = provider(key)) {
            assertThat(renewed.call(CHAT, chat("Hello"))).isInstanceOf(Outcome.Answered.class);
        }
    }

    private Provider provider(String key) {
        return provider(new Secret(key));
    }

    private Provider provider(ProviderKey key) {
        return Dialects.provider(
                new ProviderAccount(
                        simulator.root().resolve("/v1beta/openai"),
                        key,
                        Duration.ofSeconds(20),
                        Map.of(),
                        1,
                        new DialectSettings(Dialect.GEMINI, null)),
                (model, quota) -> announced.add(quota));
    }

    private static ObjectNode chat(String prompt) {
        ObjectNode chat = JsonText.MAPPER.createObjectNode().put("model", "models/gemini-2.5-flash");
        chat.putArray("messages").addObject().put("role", "user").put("content", prompt);
        return chat;
    }
}
