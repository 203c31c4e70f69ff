package dev.penstock.worker.config;

import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.Secret;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dialect of a pool from the configuration.
 *
 * @param stated null = the address tells
 */
record PoolDialect(@Nullable Dialect stated, @Nullable String apiVersion) {
    static PoolDialect read(SettingGroup fields) {
        return new PoolDialect(
                fields.find("dialect", PoolDialect::named).orElse(null),
                fields.find("api-version", PoolDialect::version).orElse(null));
    }

    /** Returns the address of the provider whose dialect is stated; empty where each customer has one. */
    Optional<URI> usualAddress() {
        return Optional.ofNullable(stated).flatMap(Dialect::usualAddress);
    }

    /** Returns an address as the provider has it, for people. */
    String exampleAddress() {
        return stated == Dialect.AZURE ? "https://NAME.openai.azure.com" : "https://api.openai.com/v1";
    }

    DialectSettings at(URI address) {
        return new DialectSettings(stated == null ? Dialect.at(address) : stated, apiVersion);
    }

    /**
     * Refuses a key that another provider has given out, which would be sent there in vain.
     *
     * @param place where the key is written
     */
    void check(Secret key, SourcePosition place, URI address) {
        Optional<Dialect> provider = Dialect.ofHost(address).or(() -> Optional.ofNullable(stated));
        Optional<Dialect> origin = Dialect.ofKey(key);
        if (provider.isPresent() && origin.isPresent() && !provider.equals(origin)) {
            String wanted = provider.get().provider();
            String found = origin.get().provider();
            throw place.wrong(
                    "api-key looks like a key of %s, and the pool is at %s; set a key of %s, or 'dialect: %s' and the address of %s"
                            .formatted(found, wanted, wanted, origin.get().text(), found));
        }
    }

    private static Dialect named(String text) {
        return Dialect.named(text)
                .orElseThrow(() -> new IllegalArgumentException("one of " + String.join(", ", Dialect.texts())));
    }

    private static String version(String text) {
        if (text.matches("[A-Za-z0-9._-]{1,40}")) {
            return text;
        }
        throw new IllegalArgumentException("a version of the provider's API such as 2024-10-21");
    }
}
