package dev.penstock.starter.provider;

import dev.penstock.providers.Dialect;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import dev.penstock.providers.key.KeyCommand;
import dev.penstock.providers.key.KeyFile;
import dev.penstock.providers.key.RenewedKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that an environment variable has: {@code OPENAI_API_KEY} the key itself, {@code OPENAI_API_KEY_FILE} a file with it,
 * {@code OPENAI_API_KEY_COMMAND} a command that prints it. Says what is wrong with a key without showing it.
 *
 * @param variable the variable that is set
 */
record KeyVariable(String variable, ProviderKey key) {
    private static final String FILE = "_FILE";
    private static final String COMMAND = "_COMMAND";

    /**
     * Returns the key; empty if no variable is set.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Optional<KeyVariable> find(Map<String, String> environment, String name) {
        List<String> set = List.of(name, name + FILE, name + COMMAND).stream()
                .filter(variable -> !text(environment, variable).isEmpty())
                .toList();
        if (set.size() > 1) {
            throw new IllegalArgumentException("%s are both set; unset one, so that it is clear which key is meant"
                    .formatted(String.join(" and ", set)));
        }
        return set.stream()
                .findFirst()
                .map(variable -> new KeyVariable(variable, key(variable, text(environment, variable))));
    }

    /** Refuses a key that another provider has given out, as far as it can be seen without running a command. */
    void refuseForeign(Optional<Dialect> wanted) {
        Optional<Dialect> origin = variable.endsWith(COMMAND) ? Optional.empty() : Dialect.ofKey(read(variable, key));
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

    private static ProviderKey key(String variable, String value) {
        if (variable.endsWith(COMMAND)) {
            return new RenewedKey(new KeyCommand(value, KeyCommand.USUAL_PATIENCE), InstantSource.system());
        }
        if (variable.endsWith(FILE)) {
            RenewedKey key = new RenewedKey(new KeyFile(Path.of(value)), InstantSource.system());
            Secret unused = read(variable, key);
            return key;
        }
        Secret.findUnsendable(value).ifPresent(what -> {
            throw new IllegalArgumentException(
                    "%s has %s, which no header can carry; set it to the key alone, without what was copied beside it"
                            .formatted(variable, what));
        });
        return new Secret(value);
    }

    private static Secret read(String variable, ProviderKey key) {
        try {
            return key.current();
        } catch (ProviderKey.UnavailableException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage());
        }
    }

    private static String text(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }
}
