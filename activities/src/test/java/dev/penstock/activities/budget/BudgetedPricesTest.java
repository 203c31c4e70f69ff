package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.prices.PriceCard;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenBound;
import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random prices, requests and answers: what is set aside before a call covers whatever the answer says. */
class BudgetedPricesTest {
    private static final int CASES = 10_000;
    private static final String CHAT = "/v1/chat/completions";
    private static final List<String> INPUT =
            List.of("input", "cached", "cache-write", "cache-write-1h", "audio-input", "image-input");
    private static final List<String> OUTPUT = List.of("output", "reasoning", "audio-output", "image-output");
    private static final List<String> TIERS = List.of("flex", "priority", "fast");

    /** A card of one model, and the same prices as a little calculator knows them, by sheet and kind. */
    private record Card(Prices prices, Map<String, Map<String, BigDecimal>> sheets, long threshold) {
        static Card random(Random random) {
            long threshold = random.nextInt(3) == 0 ? 0 : 20 + random.nextInt(400);
            List<String> names = new ArrayList<>(List.of(""));
            TIERS.stream().filter(tier -> random.nextBoolean()).forEach(names::add);
            List<String> kinds = new ArrayList<>(List.of("input", "output"));
            INPUT.subList(1, INPUT.size()).stream()
                    .filter(kind -> random.nextBoolean())
                    .forEach(kinds::add);
            OUTPUT.subList(1, OUTPUT.size()).stream()
                    .filter(kind -> random.nextBoolean())
                    .forEach(kinds::add);
            Map<String, Map<String, BigDecimal>> sheets = new LinkedHashMap<>();
            for (String name : names) {
                sheets.put(name, rates(random, kinds));
                if (threshold > 0) {
                    sheets.put(name + ">" + threshold, rates(random, kinds));
                }
            }
            StringBuilder line = new StringBuilder("random");
            sheets.forEach((sheet, rates) -> rates.forEach((kind, price) -> line.append(' ')
                    .append(sheet.isEmpty() ? "" : sheet + ":")
                    .append(kind)
                    .append('=')
                    .append(price.toPlainString())));
            PriceCard card = PriceCard.read("penstock-prices 1\nas-of 2026-11-30\nsource test\n\n%s\n"
                    .formatted(line)
                    .getBytes(StandardCharsets.UTF_8));
            card.check();
            return new Card(Prices.of(() -> card), sheets, threshold);
        }

        private static Map<String, BigDecimal> rates(Random random, List<String> kinds) {
            Map<String, BigDecimal> rates = new LinkedHashMap<>();
            kinds.forEach(kind -> rates.put(kind, BigDecimal.valueOf(random.nextInt(100_000), 3)));
            return rates;
        }

        boolean has(String tier) {
            return sheets.containsKey(tier);
        }

        /** Multiplies and adds, in the plainest way. */
        BigDecimal cost(String tier, Map<String, Long> tokens, long input) {
            Map<String, BigDecimal> rates = Objects.requireNonNull(
                    sheets.get(threshold > 0 && input > threshold ? tier + ">" + threshold : tier));
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<String, Long> part : tokens.entrySet()) {
                String kind = part.getKey();
                if (kind.equals("cache-write-1h") && !rates.containsKey(kind)) {
                    kind = "cache-write";
                }
                if (!rates.containsKey(kind)) {
                    kind = INPUT.contains(kind) ? "input" : "output";
                }
                sum = sum.add(Objects.requireNonNull(rates.get(kind)).multiply(BigDecimal.valueOf(part.getValue())));
            }
            return sum.divide(BigDecimal.valueOf(1_000_000));
        }
    }

    @Test
    void noAnswerCostsMoreThanWasSetAsideAndNoBudgetIsPassed() throws InterruptedException {
        Random random = new Random(14);
        int priced = 0;
        int seed = 0;
        while (priced < CASES) {
            seed++;
            Card card = Card.random(random);
            WorstCase worstCase = new WorstCase(card.prices);
            NanoUsd limit = NanoUsd.of(1 + random.nextInt(1_000_000_000));
            SliceBudget budget = new SliceBudget(limit);
            NanoUsd spent = NanoUsd.ZERO;
            for (int call = 0; call < 10; call++) {
                ObjectNode body = request(random, card);
                NanoUsd worst = worstCase.of(CHAT, body).orElseThrow();
                String asked = body.path("service_tier").asText("");
                String served = served(random, card, asked);
                Map<String, Long> tokens = tokens(random, body);
                Usage usage = usage(tokens);
                BigDecimal cost = card.prices.cost("random", served, usage).orElseThrow();

                assertThat(cost)
                        .as("case %d: %s served by '%s' with %s", seed, body, served, tokens)
                        .isEqualByComparingTo(card.cost(tier(served), tokens, usage.input()));
                assertThat(worst.isLessThan(NanoUsd.ofUsd(cost)))
                        .as("case %d: %s costs %s, %s was set aside: %s", seed, body, cost, worst, card.sheets)
                        .isFalse();
                if (budget.reserve(worst)) {
                    budget.settle(worst, NanoUsd.ofUsd(cost));
                    spent = spent.plus(NanoUsd.ofUsd(cost));
                }
                priced++;
            }
            assertThat(limit.isLessThan(spent))
                    .as("case %d: %s of %s spent", seed, spent, limit)
                    .isFalse();
        }
    }

    private static ObjectNode request(Random random, Card card) {
        ObjectNode body = JsonText.MAPPER.createObjectNode().put("model", "random");
        ObjectNode message = body.putArray("messages").addObject().put("role", "user");
        if (random.nextInt(4) == 0) {
            message.putArray("content")
                    .addObject()
                    .put("type", "image_url")
                    .putObject("image_url")
                    .put("url", "data:image/png;base64,AAAA");
        } else {
            message.put("content", "word ".repeat(random.nextInt(100)));
        }
        if (random.nextInt(4) == 0) {
            message.putObject("cache_control").put("type", "ephemeral").put("ttl", "1h");
        }
        body.put("max_tokens", 1 + random.nextInt(500));
        if (random.nextBoolean()) {
            body.put("n", 1 + random.nextInt(4));
        }
        List<String> tiers = new ArrayList<>(List.of("", "auto", "default"));
        TIERS.stream().filter(card::has).forEach(tiers::add);
        String tier = tiers.get(random.nextInt(tiers.size()));
        return tier.isEmpty() ? body : body.put("service_tier", tier);
    }

    /** Returns what the answer says of its tier: that asked for, or the standard one; for the account's choice, priority. */
    private static String served(Random random, Card card, String asked) {
        List<String> may = new ArrayList<>(List.of("default", "standard"));
        if (TIERS.contains(asked)) {
            may.add(asked);
        } else if (!asked.equals("default") && card.has("priority")) {
            may.add("priority");
        }
        return may.get(random.nextInt(may.size()));
    }

    private static String tier(String served) {
        return TIERS.contains(served) ? served : "";
    }

    /** Divides random sums of tokens, within what the request allows, among the kinds that it may have. */
    private static Map<String, Long> tokens(Random random, ObjectNode body) {
        long bound = new TokenBound().of("random", body);
        long input = 1 + (long) (random.nextDouble() * (bound - 1));
        long output = (long) (random.nextDouble()
                * (body.path("max_tokens").asLong() * body.path("n").asLong(1) + 1));
        List<String> inputs = new ArrayList<>(List.of("cached", "cache-write"));
        if (body.findValue("ttl") != null) {
            inputs.add("cache-write-1h");
        }
        if (TokenBound.hasMedia(body)) {
            inputs.addAll(List.of("audio-input", "image-input"));
        }
        Map<String, Long> tokens = new LinkedHashMap<>();
        tokens.put("input", divided(random, input, inputs, tokens));
        tokens.put("output", divided(random, output, OUTPUT.subList(1, OUTPUT.size()), tokens));
        return tokens;
    }

    private static long divided(Random random, long whole, List<String> kinds, Map<String, Long> tokens) {
        long left = whole;
        for (String kind : kinds) {
            long part = random.nextBoolean() ? 0 : (long) (random.nextDouble() * (left + 1));
            tokens.put(kind, part);
            left -= part;
        }
        return left;
    }

    private static Usage usage(Map<String, Long> tokens) {
        return new Usage(
                INPUT.stream().mapToLong(kind -> tokens.getOrDefault(kind, 0L)).sum(),
                tokens.getOrDefault("cached", 0L),
                OUTPUT.stream().mapToLong(kind -> tokens.getOrDefault(kind, 0L)).sum(),
                tokens.getOrDefault("reasoning", 0L),
                new BilledApart(
                        tokens.getOrDefault("cache-write", 0L),
                        tokens.getOrDefault("cache-write-1h", 0L),
                        tokens.getOrDefault("audio-input", 0L),
                        tokens.getOrDefault("image-input", 0L),
                        tokens.getOrDefault("audio-output", 0L),
                        tokens.getOrDefault("image-output", 0L)));
    }
}
