package dev.penstock.starter.cli.prices;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.PriceCard;
import dev.penstock.activities.prices.PriceChanges;
import dev.penstock.activities.prices.PriceCondition;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.prices.TokenDemand;
import dev.penstock.activities.prices.TokenKind;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import dev.penstock.starter.cli.output.CountText;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.store.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Formats prices for people and programs. */
final class PriceText {
    private static final int CHANGES = 20;
    private static final TokenDemand EXAMPLE = new TokenDemand(1_000, 200, 1_000, false, false);

    private PriceText() {}

    /**
     * A price that is shown.
     *
     * @param pool the configured pool that serves the model; null = none is configured
     * @param example what a request of {@link #EXAMPLE} tokens costs and sets aside at most; null = not shown
     */
    record Shown(
            String model,
            @Nullable String pool,
            Prices.Found found,
            @Nullable Example example) {}

    /** The cost of an ordinary request in US dollars, and the most that a budget sets aside for it. */
    record Example(BigDecimal cost, BigDecimal most) {
        static Optional<Example> of(Prices prices, String model) {
            return prices.cost(model, new Usage(EXAMPLE.input(), 0, EXAMPLE.output(), 0))
                    .flatMap(cost -> prices.most(model, "", EXAMPLE).map(most -> new Example(cost, most)));
        }
    }

    static List<String> card(PriceCard card, boolean isBuiltIn) {
        return List.of(
                ProgressSnapshot.format(
                        "prices of %s: %,d models, %s",
                        card.asOf(), card.size(), isBuiltIn ? "built in" : "set by `prices update`"),
                "version:   " + card.version(),
                "source:    " + card.source(),
                "one model: penstock prices MODEL; several: penstock prices 'gpt-5*'",
                "another card: penstock prices update FILE|URL; your own prices: prices of a pool in penstock.yaml");
    }

    static List<String> pages(List<Shown> all, PriceCard card) {
        List<String> lines = new ArrayList<>();
        all.forEach(shown -> {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(page(shown, card));
        });
        return lines;
    }

    private static List<String> page(Shown shown, PriceCard card) {
        ModelPrice price = shown.found().price();
        List<String> lines = new ArrayList<>();
        lines.add("%s: US dollars per million tokens, %s".formatted(shown.model(), origin(shown, card)));
        TreeSet<TokenKind> kinds = new TreeSet<>();
        price.stated().values().forEach(rates -> kinds.addAll(rates.keySet()));
        StringBuilder head = new StringBuilder(" ".repeat(26));
        kinds.forEach(kind -> head.append(cell(kind.text())));
        lines.add(head.toString());
        price.stated().forEach((sheet, rates) -> {
            StringBuilder row = new StringBuilder("%-26s".formatted("  " + condition(sheet)));
            kinds.forEach(kind -> row.append(cell(text(rates.get(kind)))));
            lines.add(row.toString());
        });
        lines.add(
                "kinds without a price of their own cost what input or output does; where a tier or long input leaves one"
                        + " open, it changes as input or output does");
        price.maxOutput().ifPresent(most -> lines.add(ProgressSnapshot.format("longest answer: %,d tokens", most)));
        if (shown.example() != null) {
            lines.add(ProgressSnapshot.format(
                    "for example: %,d tokens of input and %,d of output cost $%s; a budget sets aside $%s at most",
                    EXAMPLE.input(),
                    EXAMPLE.output(),
                    Cost.plain(shown.example().cost()).toPlainString(),
                    Cost.plain(shown.example().most()).toPlainString()));
        }
        return lines;
    }

    private static String origin(Shown shown, PriceCard card) {
        if (shown.found().isOwn()) {
            return "from penstock.yaml, pool %s".formatted(shown.pool());
        }
        String named = shown.found().name().equals(shown.model())
                ? ""
                : " as " + shown.found().name();
        return "list prices of %s%s".formatted(card.asOf(), named);
    }

    private static String condition(PriceCondition sheet) {
        String tier = sheet.tier().isEmpty() ? "standard" : sheet.tier();
        return sheet.above() == 0 ? tier : ProgressSnapshot.format("%s, input > %,d", tier, sheet.above());
    }

    private static String cell(String text) {
        return " %14s".formatted(text);
    }

    private static String text(@Nullable BigDecimal price) {
        return price == null ? "" : price.toPlainString();
    }

    static List<String> table(List<Shown> all) {
        List<String> lines = new ArrayList<>();
        lines.add("%-56s%s%s%s%s".formatted("MODEL", cell("INPUT"), cell("CACHED"), cell("OUTPUT"), cell("BATCH")));
        all.forEach(shown -> {
            Map<TokenKind, BigDecimal> rates =
                    shown.found().price().stated().getOrDefault(new PriceCondition("", 0), Map.of());
            boolean hasBatch = shown.found().price().stated().containsKey(new PriceCondition("batch", 0));
            lines.add("%-56s%s%s%s%s"
                    .formatted(
                            shown.model(),
                            cell(text(rates.get(TokenKind.INPUT))),
                            cell(text(rates.get(TokenKind.CACHED))),
                            cell(text(rates.get(TokenKind.OUTPUT))),
                            cell(hasBatch ? "yes" : "")));
        });
        return lines;
    }

    static List<String> changes(PriceChanges changes) {
        List<String> lines = new ArrayList<>();
        if (changes.before().version().equals(changes.after().version())) {
            return List.of("these prices are in use already, version "
                    + changes.after().version());
        }
        lines.add(ProgressSnapshot.format(
                "prices of %s (%,d models, version %s) replace those of %s (%,d models, version %s)",
                changes.after().asOf(),
                changes.after().size(),
                changes.after().version(),
                changes.before().asOf(),
                changes.before().size(),
                changes.before().version()));
        lines.add("%s, %s, %s"
                .formatted(
                        CountText.of(changes.added(), "model is new", "models are new"),
                        CountText.of(changes.removed(), "is gone", "are gone"),
                        CountText.of(changes.changed().size(), "has other prices", "have other prices")));
        changes.changed().stream()
                .limit(CHANGES)
                .forEach(one -> lines.add("  %s: %s".formatted(one.model(), difference(one.before(), one.after()))));
        lines.add("processes that run keep the prices with which they started");
        return lines;
    }

    /** Names what differs in the standard tier, or else that something else does. */
    private static String difference(ModelPrice before, ModelPrice after) {
        PriceCondition standard = new PriceCondition("", 0);
        List<String> parts = new ArrayList<>();
        for (TokenKind kind : TokenKind.values()) {
            String old = text(before.stated().getOrDefault(standard, Map.of()).get(kind));
            String now = text(after.stated().getOrDefault(standard, Map.of()).get(kind));
            if (!old.equals(now)) {
                parts.add("%s %s → %s"
                        .formatted(kind.text(), old.isEmpty() ? "none" : old, now.isEmpty() ? "none" : now));
            }
        }
        return parts.isEmpty() ? "other tiers, long input or longest answer" : String.join(", ", parts);
    }

    static Map<String, Object> json(PriceCard card, boolean isBuiltIn) {
        return Map.of(
                "as_of", card.asOf().toString(),
                "version", card.version(),
                "source", card.source(),
                "models", card.size(),
                "built_in", isBuiltIn);
    }

    static ObjectNode json(Shown shown, PriceCard card) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("model", shown.model());
        json.put("name", shown.found().name());
        json.put("from", shown.found().isOwn() ? "penstock.yaml" : "card");
        json.put("version", card.version());
        ObjectNode sheets = json.putObject("usd_per_million_tokens");
        shown.found().price().stated().forEach((sheet, rates) -> {
            ObjectNode prices = sheets.putObject(sheet.toString().isEmpty() ? "standard" : sheet.toString());
            rates.forEach((kind, price) -> prices.put(kind.text().replace('-', '_'), price));
        });
        shown.found().price().maxOutput().ifPresent(most -> json.put("max_output_tokens", most));
        return json;
    }
}
