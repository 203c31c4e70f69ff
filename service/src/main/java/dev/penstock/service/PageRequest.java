package dev.penstock.service;

import dev.penstock.service.errors.ApiFailure;
import org.jspecify.annotations.Nullable;

/** Checks the query parameters that OpenAI's list endpoints have in common. */
public final class PageRequest {
    private PageRequest() {}

    public static int limit(@Nullable String given, int usual, int most) {
        if (given == null || given.isEmpty()) {
            return usual;
        }
        if (!given.matches("\\d{1,9}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > most) {
            throw ApiFailure.invalid("limit must be a whole number from 1 to " + most, "limit", null);
        }
        return Integer.parseInt(given);
    }

    public static boolean isNewestFirst(@Nullable String order) {
        if (order == null || order.isEmpty() || order.equals("desc")) {
            return true;
        }
        if (!order.equals("asc")) {
            throw ApiFailure.invalid("order must be asc or desc", "order", null);
        }
        return false;
    }
}
