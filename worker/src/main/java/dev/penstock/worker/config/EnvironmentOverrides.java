package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Overrides settings of the file by environment variables: {@code PENSTOCK_POOLS_OPENAI_TIMEOUT} overrides
 * {@code timeout} of the pool {@code openai}.
 */
final class EnvironmentOverrides {
    private static final String PREFIX = "PENSTOCK_";

    private EnvironmentOverrides() {}

    /**
     * @throws ConfigurationException for a variable that matches no setting
     */
    static Group over(Group file, Map<String, String> environment) {
        Group all = file;
        for (var variable : ours(environment).entrySet()) {
            SourcePosition place = SourcePosition.variable(variable.getKey());
            VariableName name = VariableName.of(variable.getKey().substring(PREFIX.length()));
            List<String> path = name.path(all).orElseThrow(() -> place.wrong(name.unknown(file)));
            all = all.with(path, new Value(place, variable.getValue()));
        }
        return all;
    }

    /**
     * Returns Penstock's variables, sorted, so that the same mistake is reported first each time; an empty variable
     * counts as not set.
     */
    private static Map<String, String> ours(Map<String, String> environment) {
        Map<String, String> ours = new TreeMap<>(environment);
        ours.entrySet().removeIf(variable -> variable.getValue().isBlank() || !isOurs(variable.getKey()));
        return ours;
    }

    private static boolean isOurs(String variable) {
        return ConfigurationSchema.PENSTOCK.members().keySet().stream()
                .anyMatch(section -> variable.startsWith(PREFIX + section.toUpperCase(Locale.ROOT) + "_"));
    }
}
