package dev.penstock.worker.config;

import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.PriceCondition;
import dev.penstock.activities.prices.ServiceTiers;
import dev.penstock.activities.prices.TokenKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads the prices of a pool's models. */
final class PriceReader {
    static final String MAX_OUTPUT = "max-output";
    static final String LONG = "long-context";
    static final String ABOVE = "above";
    /** The tiers whose prices a configuration may have. */
    static final List<String> TIERS = List.of("flex", "priority", ServiceTiers.BATCH);

    private PriceReader() {}

    /** Returns the names of the prices of all kinds of tokens. */
    static List<String> kinds() {
        List<String> names = new ArrayList<>();
        for (TokenKind kind : TokenKind.values()) {
            names.add(name(kind));
        }
        return names;
    }

    static Map<String, ModelPrice> read(Map<String, SettingGroup> groups) {
        Map<String, ModelPrice> prices = new LinkedHashMap<>();
        groups.forEach((model, fields) -> prices.put(model, price(model, fields)));
        return prices;
    }

    private static ModelPrice price(String model, SettingGroup fields) {
        Map<PriceCondition, Map<TokenKind, BigDecimal>> sheets = new TreeMap<>();
        Map<TokenKind, BigDecimal> standard = rates(fields);
        for (TokenKind kind : List.of(TokenKind.INPUT, TokenKind.OUTPUT)) {
            if (!standard.containsKey(kind)) {
                throw fields.place().wrong("the price of %s has no '%s'".formatted(model, name(kind)));
            }
        }
        standard.putIfAbsent(TokenKind.CACHED, Objects.requireNonNull(standard.get(TokenKind.INPUT)));
        sheets.put(new PriceCondition("", 0), standard);
        for (String tier : TIERS) {
            put(sheets, new PriceCondition(tier, 0), rates(fields.group(tier)));
        }
        SettingGroup longer = fields.group(LONG);
        if (!longer.names().isEmpty()) {
            Long above = longer.find(ABOVE, SettingParser::count)
                    .orElseThrow(() -> longer.place()
                            .wrong("%s of the price of %s has no '%s', the input tokens beyond which it holds"
                                    .formatted(LONG, model, ABOVE)));
            put(sheets, new PriceCondition("", above), rates(longer));
        }
        return ModelPrice.of(
                sheets, fields.find(MAX_OUTPUT, SettingParser::count).orElse(null));
    }

    private static void put(
            Map<PriceCondition, Map<TokenKind, BigDecimal>> sheets,
            PriceCondition sheet,
            Map<TokenKind, BigDecimal> rates) {
        if (!rates.isEmpty()) {
            sheets.put(sheet, rates);
        }
    }

    private static Map<TokenKind, BigDecimal> rates(SettingGroup fields) {
        Map<TokenKind, BigDecimal> rates = new EnumMap<>(TokenKind.class);
        for (TokenKind kind : TokenKind.values()) {
            fields.find(name(kind), SettingParser::dollars).ifPresent(price -> rates.put(kind, price));
        }
        return rates;
    }

    private static String name(TokenKind kind) {
        return kind == TokenKind.CACHED ? "cached-input" : kind.text();
    }
}
