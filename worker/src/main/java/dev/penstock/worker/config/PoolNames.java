package dev.penstock.worker.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of configured pools, of which one with several keys stands for several pools. */
final class PoolNames {
    private final Map<String, List<String>> pools = new LinkedHashMap<>();

    /**
     * Adds a pool as written.
     *
     * @param each the names of the pools for which it stands
     */
    void add(String name, List<String> each) {
        pools.put(name, each);
    }

    boolean has(String name) {
        return pools.containsKey(name) || pools.values().stream().anyMatch(each -> each.contains(name));
    }

    /** Returns the pools for which a name stands. */
    List<String> of(String name, SourcePosition place) {
        List<String> each = pools.get(name);
        if (each != null) {
            return each;
        }
        if (has(name)) {
            return List.of(name);
        }
        throw place.wrong("there is no pool '%s'; %s".formatted(name, hint(name, pools.keySet(), "pools")));
    }

    String example() {
        return pools.keySet().stream().findFirst().orElse("openai");
    }

    /** Returns what to write instead of a name that is not there. */
    static String hint(String wrong, Collection<String> names, String what) {
        return NearestName.of(wrong, names)
                .map("did you mean '%s'?"::formatted)
                .orElseGet(() -> names.isEmpty()
                        ? "there are no %s".formatted(what)
                        : "%s: %s".formatted(what, String.join(", ", names)));
    }
}
