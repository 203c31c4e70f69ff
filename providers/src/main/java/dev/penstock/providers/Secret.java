package dev.penstock.providers;

/** Text that must not be seen: a provider's key. Shows itself only when asked. */
public final class Secret {
    private static final int SHORTEST_WORTH_HIDING = 6;
    private final String value;

    public Secret(String value) {
        this.value = value.strip();
    }

    public String reveal() {
        return value;
    }

    /** The same text without this secret, for messages from elsewhere that may repeat it. */
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
