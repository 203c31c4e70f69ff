package dev.penstock.providers.http;

import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a call once more if its key was rejected and there is another one by then; a rejected call costs nothing. */
record RenewedKeyCalls(@Nullable ProviderKey key) {
    /** Google's words for a wrong key, which is a 400 there. */
    private static final List<String> WRONG_KEY = List.of("api key not valid", "api key expired");

    /** Returns whether an outcome means that the provider has rejected the key. */
    static boolean isRejected(Outcome outcome) {
        if (!(outcome instanceof Outcome.Blocked blocked)) {
            return false;
        }
        String message = blocked.error().message().toLowerCase(Locale.ROOT);
        return switch (blocked.response().statusCode()) {
            case HttpURLConnection.HTTP_UNAUTHORIZED -> true;
            case HttpURLConnection.HTTP_BAD_REQUEST -> WRONG_KEY.stream().anyMatch(message::startsWith);
            default -> false;
        };
    }

    /**
     * Returns what came of a call.
     *
     * @param isRejected whether the key was
     * @param withoutKey makes the result where the key cannot be read
     */
    <T> T call(Supplier<T> call, Predicate<T> isRejected, Function<ProviderKey.UnavailableException, T> withoutKey) {
        try {
            if (key == null) {
                return call.get();
            }
            Secret used = key.current();
            T result = call.get();
            return isRejected.test(result) && key.renew(used) ? call.get() : result;
        } catch (ProviderKey.UnavailableException e) {
            return withoutKey.apply(e);
        }
    }
}
