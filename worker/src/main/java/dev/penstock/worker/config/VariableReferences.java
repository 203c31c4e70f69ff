package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Value;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to variables in a file's texts: {@code ${NAME}}, {@code ${NAME:-otherwise}}; {@code $${} becomes
 * {@code ${}.
 */
final class VariableReferences {
    private static final Pattern REFERENCE = Pattern.compile(
            "\\$(?<escaped>\\$)\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?<otherwise>[^}]*))?}|\\$\\{");

    private final Map<String, String> environment;

    VariableReferences(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @throws ConfigurationException if a variable is not set and the reference has no default
     */
    String resolve(Value value) {
        // A text from a variable is taken literally: keys may have any character.
        return value.place().isVariable() ? value.text() : resolve(value.text(), value.place());
    }

    private String resolve(String text, SourcePosition place) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            reference.appendReplacement(resolved, Matcher.quoteReplacement(replacement(reference, place)));
        }
        return reference.appendTail(resolved).toString();
    }

    private String replacement(Matcher reference, SourcePosition place) {
        if (reference.group("escaped") != null) {
            return "${";
        }
        String name = reference.group("name");
        if (name == null) {
            throw place.wrong("a reference is written ${NAME} or ${NAME:-otherwise}, and $${ stands for ${ itself");
        }
        String value = environment.getOrDefault(name, "");
        String otherwise = reference.group("otherwise");
        if (value.isBlank() && otherwise == null) {
            throw place.wrong(
                    "the environment variable %s is not set; set it, or write ${%s:-otherwise}".formatted(name, name));
        }
        return value.isBlank() && otherwise != null ? otherwise : value;
    }
}
