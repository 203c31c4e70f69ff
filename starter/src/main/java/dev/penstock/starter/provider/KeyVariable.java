package dev.penstock.starter.provider;

import dev.penstock.providers.Dialect;
import dev.penstock.providers.Secret;
import java.util.Map;
import java.util.Optional;

/** Reads keys from environment variables, and says what is wrong with one without showing it. */
final class KeyVariable {
    private KeyVariable() {}

    /** Returns the key; empty if the variable is not set. */
    static String read(Map<String, String> environment, String variable) {
        String key = environment.getOrDefault(variable, "").strip();
        Secret.findUnsendable(key).ifPresent(what -> {
            throw new IllegalArgumentException(
                    "%s has %s, which no header can carry; set it to the key alone, without what was copied beside it"
                            .formatted(variable, what));
        });
        return key;
    }

    /** Refuses a key that another provider has given out. */
    static void refuseForeign(String variable, String key, Optional<Dialect> wanted) {
        Optional<Dialect> origin = Dialect.ofKey(new Secret(key));
        if (wanted.isPresent() && origin.isPresent() && !origin.equals(wanted)) {
            throw new IllegalArgumentException(
                    "%s looks like a key of %s; set it to a key of %s, or set %s_API_KEY instead"
                            .formatted(
                                    variable,
                                    origin.get().provider(),
                                    wanted.get().provider(),
                                    origin.get().name()));
        }
    }
}
