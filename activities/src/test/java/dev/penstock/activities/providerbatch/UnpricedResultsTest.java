package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.prices.Prices;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnpricedResultsTest {
    private static final String URL = "/v1/chat/completions";
    private static final byte[] REQUEST = RequestCodec.encode(
            1, "a", URL, "{\"model\":\"gpt-4o-mini\",\"max_tokens\":1000}".getBytes(StandardCharsets.UTF_8), true);

    private final UnpricedResults unpriced = new UnpricedResults(URL, new WorstCase(Prices.known()));

    @Test
    void anAnswerWithoutUsageCountsWithTheMostThatItMayCost() throws IOException {
        unpriced.add(1, Result.builder(1, "a"), null);

        Result priced = unpriced.priced(1, REQUEST).orElseThrow();

        assertThat(priced.possiblyUsd()).isBetween(new BigDecimal("0.001"), new BigDecimal("0.0011"));
        assertThat(priced.costUsd()).isNull();
        assertThat(unpriced.isEmpty()).isTrue();
    }

    @Test
    void anAnswerThatCanCostNothingHasCostNothing() throws IOException {
        byte[] moderation = RequestCodec.encode(
                1,
                "a",
                "/v1/moderations",
                "{\"model\":\"omni-moderation-latest\",\"input\":\"a\"}".getBytes(StandardCharsets.UTF_8),
                true);
        UnpricedResults moderations = new UnpricedResults("/v1/moderations", new WorstCase(Prices.known()));
        moderations.add(1, Result.builder(1, "a"), null);

        Result priced = moderations.priced(1, moderation).orElseThrow();

        assertThat(priced.costUsd()).isZero();
        assertThat(priced.possiblyUsd()).isNull();
    }

    @Test
    void earlierCallsStayInTheSum() throws IOException {
        unpriced.add(1, Result.builder(1, "a"), new BigDecimal("2"));

        assertThat(unpriced.priced(1, REQUEST).orElseThrow().possiblyUsd()).isGreaterThan(new BigDecimal("2.0005"));
        assertThat(unpriced.possibly(REQUEST, 0)).isNull();
    }

    @Test
    void whatWasChargedEarlierIsNotCountedBesideTheSumThatHasIt() throws IOException {
        unpriced.add(1, Result.builder(1, "a").costUsd(new BigDecimal("2")), new BigDecimal("2"));

        assertThat(unpriced.priced(1, REQUEST).orElseThrow().costUsd()).isNull();
    }

    @Test
    void earlierCallsStayInTheSumOfARequestWithoutPrice() throws IOException {
        byte[] withoutPrice = RequestCodec.encode(
                1, "a", URL, "{\"model\":\"my-own\",\"max_tokens\":9}".getBytes(StandardCharsets.UTF_8), true);
        unpriced.add(1, Result.builder(1, "a"), new BigDecimal("2"));

        assertThat(unpriced.priced(1, withoutPrice).orElseThrow().possiblyUsd()).isEqualByComparingTo("2");
    }

    @Test
    void otherRequestsAreLeftAlone() throws IOException {
        assertThat(unpriced.priced(2, REQUEST)).isEmpty();
    }
}
