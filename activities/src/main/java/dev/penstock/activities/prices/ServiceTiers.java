package dev.penstock.activities.prices;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of service tiers in requests and answers, and which tier may serve which request. */
public final class ServiceTiers {
    /** The tier of prices in a provider's batch API. */
    public static final String BATCH = "batch";

    private static final String STANDARD = "";
    private static final String PRIORITY = "priority";

    /** The account's settings decide. */
    private static final Set<String> UNDECIDED = Set.of("", "auto", "null");

    /** Names of the standard tier: OpenAI; Anthropic; Groq; and OpenAI's capacity that is paid in advance. */
    private static final Set<String> ORDINARY =
            Set.of("", "null", "auto", "default", "standard", "standard_only", "on_demand", "scale");

    private ServiceTiers() {}

    /** Returns the tier's name in price cards; empty for the standard tier. */
    static String named(String tier) {
        String name = tier.toLowerCase(Locale.ROOT);
        return ORDINARY.contains(name) ? STANDARD : name;
    }

    /**
     * Returns the tiers that may serve a request: one that is asked for may give way to the standard one, and where none is
     * asked for, the account may be set to priority.
     *
     * @param requested the tier that the request names; may be empty
     */
    static List<String> mayServe(String requested) {
        String asked = named(requested);
        if (!asked.isEmpty()) {
            return List.of(asked, STANDARD);
        }
        return UNDECIDED.contains(requested.toLowerCase(Locale.ROOT)) ? List.of(STANDARD, PRIORITY) : List.of(STANDARD);
    }
}
