package dev.penstock.providers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text that must not be logged, such as a provider's key; only {@link #reveal} returns it. */
public final class Secret implements ProviderKey {
    private static final int SHORTEST_WORTH_HIDING = 6;
    private final String value;
    private volatile @Nullable Pattern forms;

    public Secret(String value) {
        this.value = value.strip();
    }

    /**
     * Returns what no header can carry in a text, without showing the text; empty if it can be sent. A line break or an umlaut
     * in a key is a slip of the clipboard.
     */
    public static Optional<String> findUnsendable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter > '~') {
                String what = letter == '\n' || letter == '\r'
                        ? "a line break"
                        : letter < ' ' || letter == 0x7f ? "a control character" : "a letter outside ASCII";
                return Optional.of("%s (character %d of %d)".formatted(what, i + 1, text.length()));
            }
        }
        return Optional.empty();
    }

    public String reveal() {
        return value;
    }

    @Override
    public Secret current() {
        return this;
    }

    @Override
    public boolean renew(Secret rejected) {
        return false;
    }

    @Override
    public Secret identity() {
        return this;
    }

    /**
     * Returns the text with this secret masked, for foreign messages that may repeat the secret: as it is, without the scheme
     * in front of it ("Bearer"), in Base64 or hexadecimal, and each with any letters escaped as in URLs or JSON.
     */
    @Override
    public String hideIn(String text) {
        if (value.length() < SHORTEST_WORTH_HIDING) {
            return text;
        }
        Pattern known = forms;
        if (known == null) {
            known = Pattern.compile(
                    forms().stream().distinct().map(Secret::escapedOrNot).collect(Collectors.joining("|")));
            forms = known;
        }
        return known.matcher(text).replaceAll(toString());
    }

    private List<String> forms() {
        List<String> all = new ArrayList<>(List.of(value));
        String key = value.substring(value.lastIndexOf(' ') + 1);
        if (key.length() >= SHORTEST_WORTH_HIDING) {
            all.add(key);
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            all.add(HexFormat.of().formatHex(bytes));
            all.add(HexFormat.of().withUpperCase().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                all.add(inBase64(bytes, before, Base64.getEncoder()));
                all.add(inBase64(bytes, before, Base64.getUrlEncoder()));
            }
        }
        return all;
    }

    /** Returns the letters of Base64 that depend on the secret alone, if this many bytes (modulo 3) stand before it. */
    private static String inBase64(byte[] secret, int before, Base64.Encoder encoder) {
        byte[] bytes = new byte[before + secret.length];
        System.arraycopy(secret, 0, bytes, before, secret.length);
        String encoded = encoder.withoutPadding().encodeToString(bytes);
        int from = Math.ceilDiv(before * 8, 6);
        return encoded.substring(from, bytes.length * 8 / 6);
    }

    /** Returns a pattern for a text of which any letters may be escaped, as in URLs (%2F) and in JSON (\\u002f, \\/). */
    private static String escapedOrNot(String text) {
        return text.chars()
                .mapToObj(letter -> {
                    String hex = "%02x".formatted(letter).toLowerCase(Locale.ROOT);
                    String plain = Pattern.quote(Character.toString(letter));
                    return letter < 0x80 ? "(?:\\\\?%s|(?i:%%(?:25)?%s|\\\\u00%s))".formatted(plain, hex, hex) : plain;
                })
                .collect(Collectors.joining());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
