package dev.penstock.client.batch;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pool.SimulatedProvider;
import dev.penstock.store.plan.OptionText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a batch asks, and whom: all that its answers depend on, except the content of its input.
 *
 * @param input the location of the input, for people
 * @param provider whose answers they are, see {@code ProviderChoice.identity}; null = not known, as for older batches
 * @param options the options that shape requests, as texts by their names; those of a stage as {@code stage gist: prompt}
 */
public record BatchQuestion(String input, @Nullable String provider, Map<String, String> options) {
    /** Keys that say how a batch is sent; its answers are the same with other values. */
    private static final Set<SpecKey> SENDING = EnumSet.of(
            SpecKey.LANE,
            SpecKey.PART_REQUESTS,
            SpecKey.PART_BYTES,
            SpecKey.ENQUEUED_TOKENS,
            SpecKey.MAX_REQUESTS,
            SpecKey.STAGES);

    public BatchQuestion {
        options = new TreeMap<>(options);
    }

    /**
     * @param input the location of the input
     * @param spec the resolved specification, with all defaults filled in
     */
    public static BatchQuestion of(String input, BatchSpec spec, @Nullable String provider) {
        Map<String, String> options = new TreeMap<>();
        for (SpecKey key : SpecKey.values()) {
            Object value = spec.fields().get(key.text());
            if (value != null && !SENDING.contains(key) && !BatchIdentity.isRunOption(key)) {
                options.put(key.text().replace('_', '-'), OptionText.of(value));
            }
        }
        // A name decides how content is read where the option does not.
        String byName = InputName.format(spec.input());
        options.remove("format", InputFormat.AUTO.toString());
        if (!byName.isEmpty()) {
            options.putIfAbsent("format", byName);
        }
        spec.stages().ifPresent(stages -> addStages(stages, options));
        return new BatchQuestion(input, provider, options);
    }

    private static void addStages(Pipeline stages, Map<String, String> options) {
        List<String> names = new ArrayList<>();
        for (Stage stage : stages.stages()) {
            names.add(stage.name());
            stage.requestOptions()
                    .forEach((key, value) -> options.put("stage %s: %s".formatted(stage.name(), key), value));
        }
        options.put("stages", String.join(", ", names));
    }

    /** Returns in which options and providers another question differs from this one; not by the place of its input. */
    public List<Difference> differences(BatchQuestion later) {
        List<Difference> found = new ArrayList<>();
        Set<String> names = new TreeSet<>(options.keySet());
        names.addAll(later.options.keySet());
        for (String name : names) {
            String before = options.get(name);
            String now = later.options.get(name);
            if (!Objects.equals(before, now)) {
                found.add(new Difference(name, before, now));
            }
        }
        if (provider != null && later.provider != null && !provider.equals(later.provider)) {
            found.add(new Difference("provider", provider, later.provider));
        }
        return found;
    }

    /** Returns the {@link #differences}, and whether the input lies elsewhere. */
    public List<Difference> differencesAlsoOfInput(BatchQuestion later) {
        List<Difference> found = differences(later);
        if (!input.equals(later.input)) {
            found.add(0, new Difference("input", input, later.input));
        }
        return found;
    }

    /** Returns whether the answers are those of the simulated provider, and so worth nothing. */
    public boolean isMadeUp() {
        return SimulatedProvider.NAME.equals(provider);
    }

    /**
     * An option that two questions have different values of.
     *
     * @param before the older question's value; null = not set
     * @param now the later question's value; null = not set
     */
    public record Difference(
            String option,
            @Nullable String before,
            @Nullable String now) {
        private static final int SHOWN = 60;
        private static final int COMMON = 20;

        /** Returns all differences in one line. */
        public static String list(List<Difference> differences) {
            return differences.stream().map(Difference::toString).collect(Collectors.joining(", "));
        }

        /** Returns both values for people, as in {@code model was 'a' and is 'b'}. */
        @Override
        public String toString() {
            int common = commonLetters();
            return "%s was %s and is %s".formatted(option, shown(before, common), shown(now, common));
        }

        /** Returns the number of letters at the beginning that need not be shown, because both values have them. */
        private int commonLetters() {
            if (before == null || now == null) {
                return 0;
            }
            int same = 0;
            while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
                same++;
            }
            return same < SHOWN - COMMON ? 0 : same - COMMON;
        }

        private static String shown(@Nullable String value, int from) {
            if (value == null) {
                return "not set";
            }
            String rest = value.substring(from).replaceAll("\\s+", " ");
            return "'" + (from > 0 ? "…" : "") + (rest.length() <= SHOWN ? rest : rest.substring(0, SHOWN) + "…") + "'";
        }
    }
}
