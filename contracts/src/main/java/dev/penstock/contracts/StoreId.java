package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The id of a store: eight hexadecimal digits, which tell the stores on one Temporal server apart. */
public record StoreId(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[0-9a-f]{8}");

    @JsonCreator
    public StoreId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is not a store's id, which has 8 hexadecimal digits");
        }
    }

    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
