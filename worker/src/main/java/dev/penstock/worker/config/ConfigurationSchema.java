package dev.penstock.worker.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The schema of the configuration: which names may stand where, and with what kind of value. */
sealed interface ConfigurationSchema {
    Members PENSTOCK = new Members("the configuration", sections());

    /** A single value. */
    record Text() implements ConfigurationSchema {}

    /** A list of values; in a variable, separated by commas. */
    record Texts() implements ConfigurationSchema {}

    /** A group whose member names this schema defines. */
    record Members(String what, Map<String, ConfigurationSchema> members) implements ConfigurationSchema {
        /** Returns an error text for an unknown name, with the nearest known name or else all of them. */
        String unknown(String name) {
            Set<String> names = members.keySet();
            return "%s has no '%s'; %s"
                    .formatted(
                            what,
                            name,
                            NearestName.of(name, names)
                                    .map("did you mean '%s'?"::formatted)
                                    .orElseGet(() -> "it may have " + String.join(", ", names)));
        }
    }

    /**
     * A group whose member names the user chooses.
     *
     * @param fromVariables whether a variable can add a member that the file doesn't have
     */
    record Named(ConfigurationSchema each, boolean fromVariables) implements ConfigurationSchema {}

    /** A list of groups; each is called by its number, from 1. */
    record Groups(Members each) implements ConfigurationSchema {}

    private static Map<String, ConfigurationSchema> sections() {
        Map<String, ConfigurationSchema> sections = new LinkedHashMap<>();
        sections.put("pools", new Named(new Members("a pool", pool()), true));
        // Model names have dots, which variable names cannot express.
        sections.put(
                "routes",
                new Named(
                        new Groups(
                                members("an entry of a route", "pool", "model", "weight", "order", "spill", "route")),
                        false));
        sections.put("tenants", new Named(new Members("a tenant", tenant()), true));
        sections.put(
                "defaults",
                members(
                        "the group of defaults",
                        "model",
                        "max-concurrency",
                        "timeout",
                        "grace",
                        "tenant",
                        "priority",
                        "confirm-over"));
        sections.put(ConfiguredInputs.KEY, new Texts());
        return sections;
    }

    private static Map<String, ConfigurationSchema> tenant() {
        Map<String, ConfigurationSchema> keys = new LinkedHashMap<>();
        keys.put("weight", new Text());
        keys.put("budget-usd", members("a tenant's budget", "day", "month"));
        return keys;
    }

    private static Map<String, ConfigurationSchema> pool() {
        Map<String, ConfigurationSchema> keys = new LinkedHashMap<>();
        keys.put("base-url", new Text());
        keys.put("dialect", new Text());
        keys.put("api-version", new Text());
        keys.put("api-key", new Text());
        keys.put("api-keys", new Texts());
        keys.put(PoolKey.FILE, new Text());
        keys.put(PoolKey.COMMAND, new Text());
        keys.put("models", new Texts());
        keys.put("requests-per-minute", new Text());
        keys.put("tokens-per-minute", new Text());
        keys.put("input-tokens-per-minute", new Text());
        keys.put("output-tokens-per-minute", new Text());
        keys.put("requests-per-hour", new Text());
        keys.put("tokens-per-hour", new Text());
        keys.put("requests-per-day", new Text());
        keys.put("tokens-per-day", new Text());
        keys.put("day-starts", new Text());
        keys.put("max-concurrency", new Text());
        keys.put("strict", new Text());
        keys.put("timeout", new Text());
        keys.put("headers", new Named(new Text(), true));
        // Model names have dots, which variable names cannot express.
        keys.put("prices", new Named(new Members("a price", price()), false));
        return keys;
    }

    private static Map<String, ConfigurationSchema> price() {
        Map<String, ConfigurationSchema> keys =
                new LinkedHashMap<>(rates("a price").members());
        keys.put(PriceReader.MAX_OUTPUT, new Text());
        PriceReader.TIERS.forEach(tier -> keys.put(tier, rates("the price of a tier")));
        Map<String, ConfigurationSchema> longer =
                new LinkedHashMap<>(rates("the price of long requests").members());
        longer.put(PriceReader.ABOVE, new Text());
        keys.put(PriceReader.LONG, new Members("the price of long requests", longer));
        return keys;
    }

    private static Members rates(String what) {
        return members(what, PriceReader.kinds().toArray(String[]::new));
    }

    private static Members members(String what, String... names) {
        Map<String, ConfigurationSchema> members = new LinkedHashMap<>();
        for (String name : names) {
            members.put(name, new Text());
        }
        return new Members(what, members);
    }
}
