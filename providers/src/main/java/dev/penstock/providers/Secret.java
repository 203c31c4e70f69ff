package dev.penstock.providers;

/** A text that must not be logged, such as a provider's key; only {@link #reveal} returns it. */
public final class Secret {
    private static final int SHORTEST_WORTH_HIDING = 6;
    private final String value;

    public Secret(String value) {
        this.value = value.strip();
    }

    public String reveal() {
        return value;
    }

    /** Returns the text with this secret masked, for foreign messages that may repeat the secret. */
    public String hideIn(String text) {
        return value.length() < SHORTEST_WORTH_HIDING ? text : text.replace(value, toString());
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
