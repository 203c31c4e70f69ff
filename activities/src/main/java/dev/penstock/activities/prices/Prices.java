package dev.penstock.activities.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The known prices of models; {@code prices.json} has their source and date. */
public final class Prices {
    private static final Pattern DATE = Pattern.compile("-\\d{4}-\\d{2}-\\d{2}$");
    private static final Set<String> ORDINARY_TIERS = Set.of("", "auto", "default", "null");

    private final Map<String, Price> prices;
    /** Configured prices by model or pattern, which take precedence. */
    private final Map<String, Price> own;

    private final Map<String, Long> maxOutput;
    private final BigDecimal batchFactor;
    private final String source;

    private Prices(
            Map<String, Price> prices,
            Map<String, Price> own,
            Map<String, Long> maxOutput,
            BigDecimal batchFactor,
            String source) {
        this.prices = prices;
        this.own = own;
        this.maxOutput = maxOutput;
        this.batchFactor = batchFactor;
        this.source = source;
    }

    /** A model's prices in US dollars per million tokens. */
    public record Price(BigDecimal input, BigDecimal cached, BigDecimal output) {
        /** Returns the higher of both prices for each kind of token. */
        public Price max(Price other) {
            return new Price(input.max(other.input), cached.max(other.cached), output.max(other.output));
        }

        BigDecimal of(Usage usage) {
            return input.multiply(BigDecimal.valueOf(usage.input() - usage.cached()))
                    .add(cached.multiply(BigDecimal.valueOf(usage.cached())))
                    .add(output.multiply(BigDecimal.valueOf(usage.output())))
                    .movePointLeft(6);
        }
    }

    /** Returns the list prices that come with Penstock. */
    public static Prices known() {
        Map<String, Price> known = new ConcurrentHashMap<>();
        Map<String, Long> maxOutput = new ConcurrentHashMap<>();
        try (InputStream in = Prices.class.getResourceAsStream("prices.json")) {
            JsonNode file = JsonText.MAPPER.readTree(in);
            file.path("max_output_tokens")
                    .fields()
                    .forEachRemaining(model ->
                            maxOutput.put(model.getKey(), model.getValue().longValue()));
            JsonNode models = file.path("usd_per_million_tokens");
            for (Iterator<Map.Entry<String, JsonNode>> all = models.fields(); all.hasNext(); ) {
                Map.Entry<String, JsonNode> model = all.next();
                known.put(model.getKey(), price(model.getValue()));
            }
            BigDecimal discount = decimal(file, "batch_discount");
            String source = "list prices of " + file.path("as_of").asText();
            return new Prices(known, Map.of(), maxOutput, BigDecimal.ONE.subtract(discount), source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns these prices with the given ones taking precedence; names of models may have wildcards. */
    public Prices with(Map<String, Price> others) {
        return others.isEmpty() ? this : new Prices(prices, others, maxOutput, batchFactor, source);
    }

    /**
     * Returns the cost of a request in US dollars; empty if the model's price is unknown or the service tier has its
     * own.
     */
    public Optional<BigDecimal> cost(ObjectNode body, Usage usage) {
        return cost(body.path("model").asText(""), body.path("service_tier").asText(""), usage);
    }

    /**
     * Returns the cost in US dollars; empty if the model's price is unknown or the service tier has its own.
     *
     * @param tier service tier that the request names; may be empty
     */
    public Optional<BigDecimal> cost(String model, String tier, Usage usage) {
        return ORDINARY_TIERS.contains(tier) ? cost(model, usage) : Optional.empty();
    }

    /** Returns the longest answer that a model gives, in tokens; empty if that is unknown. */
    public OptionalLong maxOutput(String model) {
        Long most = maxOutput.get(model);
        Long ofUndated = maxOutput.get(DATE.matcher(model).replaceFirst(""));
        Long known = most == null ? ofUndated : most;
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Returns the part of the price that the provider's batch API charges, 0.5 for half; empty if that is unknown. */
    public Optional<BigDecimal> batchFactor(String model) {
        boolean isKnown = prices.containsKey(model)
                || prices.containsKey(DATE.matcher(model).replaceFirst(""));
        return isKnown ? Optional.of(batchFactor) : Optional.empty();
    }

    /** Returns the source and the date of the list prices. */
    public String source() {
        return source;
    }

    public boolean isKnown(String model) {
        return find(model) != null;
    }

    /** Returns the cost in US dollars; empty if the model's price is unknown. */
    public Optional<BigDecimal> cost(String model, Usage usage) {
        Price price = find(model);
        return price == null ? Optional.empty() : Optional.of(price.of(usage));
    }

    /** Returns a model's price; empty if it is unknown. */
    public Optional<Price> price(String model) {
        return Optional.ofNullable(find(model));
    }

    private @Nullable Price find(String model) {
        String undated = DATE.matcher(model).replaceFirst("");
        return Stream.of(
                        own.get(model),
                        own.get(undated),
                        ModelPattern.best(own.keySet(), model).map(own::get).orElse(null),
                        prices.get(model),
                        prices.get(undated))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Price price(JsonNode model) {
        BigDecimal input = decimal(model, "input");
        return new Price(input, model.has("cached") ? decimal(model, "cached") : input, decimal(model, "output"));
    }

    private static BigDecimal decimal(JsonNode model, String name) {
        return new BigDecimal(model.path(name).asText("0"));
    }
}
