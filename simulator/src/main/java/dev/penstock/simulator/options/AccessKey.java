package dev.penstock.simulator.options;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** The only API key that the simulator accepts; its JSON form and {@code toString} hide the value. */
public record AccessKey(String value) {
    static final String HIDDEN = "***";

    @JsonCreator
    public AccessKey {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the required key cannot be blank");
        }
    }

    public boolean opens(@Nullable String authorization) {
        return ("Bearer " + value).equals(authorization);
    }

    @JsonValue
    String hidden() {
        return HIDDEN;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
