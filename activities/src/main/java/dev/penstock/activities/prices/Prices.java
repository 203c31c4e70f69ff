package dev.penstock.activities.prices;

import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The known prices of models: those of a price card, before which go those that the configuration has. */
public final class Prices {
    /** Requests may name any model: names beyond this number are forgotten. */
    private static final int MOST_REMEMBERED = 10_000;

    private final LazyPriceCard card;
    /** Returns the configured price of a model, which takes precedence. */
    private final Function<String, Optional<Found>> own;

    private final String prefix;
    private final ConcurrentMap<String, Optional<Found>> found = new ConcurrentHashMap<>();

    private Prices(LazyPriceCard card, Function<String, Optional<Found>> own, String prefix) {
        this.card = card;
        this.own = own;
        this.prefix = prefix;
    }

    /**
     * The price of a model.
     *
     * @param name the card's name of the model, or the configuration's name or pattern
     * @param isOwn whether the configuration has it
     */
    public record Found(String name, ModelPrice price, boolean isOwn) {}

    /** Returns the prices of the card that comes with Penstock. */
    public static Prices known() {
        return of(PriceCard::builtIn);
    }

    /** Returns the prices of a card, which is read when a price is asked for. */
    public static Prices of(Supplier<PriceCard> card) {
        return new Prices(new LazyPriceCard(card), model -> Optional.empty(), "");
    }

    /** Returns these prices with the given ones taking precedence; names of models may have wildcards. */
    public Prices with(Map<String, ModelPrice> others) {
        return others.isEmpty() ? this : new Prices(card, model -> find(others, model), prefix);
    }

    /** Returns these prices for what a provider sells, with the given ones taking precedence. */
    public Prices with(Map<String, ModelPrice> others, URI provider) {
        return with(others, soldAs(provider));
    }

    /**
     * Returns these prices for what a provider sells, with the given ones taking precedence.
     *
     * @param soldAs see {@link #soldAs(URI)}
     */
    public Prices with(Map<String, ModelPrice> others, String soldAs) {
        return others.isEmpty() && soldAs.equals(prefix)
                ? this
                : new Prices(card, model -> find(others, model), soldAs);
    }

    /**
     * Returns these prices for what a provider sells, with those of a function taking precedence.
     *
     * @param others returns the price of a model; empty if it is unknown
     * @param soldAs see {@link #soldAs(URI)}
     */
    public Prices with(Function<String, Optional<ModelPrice>> others, String soldAs) {
        return new Prices(card, model -> others.apply(model).map(price -> new Found(model, price, true)), soldAs);
    }

    /** Returns what the card has before the names of the models that a provider sells; mostly empty. */
    public static String soldAs(URI provider) {
        return ModelNames.prefix(provider);
    }

    /** Returns the price of a model; empty if it is unknown. */
    public Optional<Found> find(String model) {
        if (found.size() >= MOST_REMEMBERED) {
            found.clear();
        }
        return found.computeIfAbsent(model, this::search);
    }

    private Optional<Found> search(String model) {
        return own.apply(model).or(() -> inCard(model));
    }

    private static Optional<Found> find(Map<String, ModelPrice> own, String model) {
        return ModelNames.undated(model)
                .filter(own::containsKey)
                .findFirst()
                .or(() -> ModelPattern.best(own.keySet(), model))
                .flatMap(name -> Optional.ofNullable(own.get(name)).map(price -> new Found(name, price, true)));
    }

    private Optional<Found> inCard(String model) {
        return ModelNames.of(model, prefix).stream()
                .flatMap(name -> card.get().find(name).map(price -> new Found(name, price, false)).stream())
                .findFirst();
    }

    public boolean isKnown(String model) {
        return find(model).isPresent();
    }

    /**
     * Returns the cost of an answer in US dollars; empty if the model's price is unknown, or that of the tier.
     *
     * @param tier the service tier that served the request, or else the one that the request names; may be empty
     */
    public Optional<BigDecimal> cost(String model, String tier, Usage usage) {
        return find(model).flatMap(known -> known.price().cost(tier, usage));
    }

    /** Returns the cost in the standard tier in US dollars; empty if the model's price is unknown. */
    public Optional<BigDecimal> cost(String model, Usage usage) {
        return cost(model, "", usage);
    }

    /**
     * Returns the most that a call may cost in US dollars, whichever tier and cache serve it; empty if the model's price is
     * unknown, or that of the tier that it asks for.
     *
     * @param requested the tier that the request names; may be empty
     */
    public Optional<BigDecimal> most(String model, String requested, TokenDemand demand) {
        return find(model).flatMap(known -> known.price().most(requested, demand));
    }

    /**
     * Returns what many equal requests cost in US dollars together; empty if the model's price is unknown, or that of the tier.
     *
     * @param input input tokens of all requests
     * @param output output tokens of all requests
     */
    public Optional<BigDecimal> cost(String model, String tier, long requests, long input, long output) {
        return find(model)
                .flatMap(known -> known.price().rates(ServiceTiers.named(tier), input / Math.max(1, requests)))
                .map(rates -> rates.cost(new Usage(input, 0, output, 0)));
    }

    /** Returns the cost of an answer in the provider's batch API in US dollars; empty if that is unknown. */
    public Optional<BigDecimal> batchCost(String model, Usage usage) {
        return cost(model, ServiceTiers.BATCH, usage)
                .or(() ->
                        cost(model, usage).flatMap(online -> batchFactor(model).map(online::multiply)));
    }

    /** Returns the part of the price that the provider's batch API charges, 0.5 for half; empty if that is unknown. */
    public Optional<BigDecimal> batchFactor(String model) {
        return find(model)
                .flatMap(known -> known.price().batchFactor())
                .or(() -> inCard(model).flatMap(listed -> listed.price().batchFactor()));
    }

    /** Returns the longest answer that a model gives, in tokens; empty if that is unknown. */
    public OptionalLong maxOutput(String model) {
        Optional<Found> known = find(model);
        OptionalLong stated = known.map(one -> one.price().maxOutput()).orElse(OptionalLong.empty());
        return stated.isPresent() || known.isEmpty() || !known.get().isOwn()
                ? stated
                : inCard(model).map(listed -> listed.price().maxOutput()).orElse(OptionalLong.empty());
    }

    /** Returns a sentence on what to add to the configuration for a model whose price is unknown. */
    public static String whatToAdd(String model) {
        return "add to its pool in penstock.yaml, in US dollars per million tokens, prices: {\"%s\": {input: 0.5, output: 1.5}}"
                .formatted(model);
    }

    /** Returns the card of these prices. */
    public PriceCard card() {
        return card.get();
    }

    /** Returns the source and the date of the list prices. */
    public String source() {
        return "list prices of " + card().asOf();
    }
}
