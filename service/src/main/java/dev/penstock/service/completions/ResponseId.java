package dev.penstock.service.completions;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id of a response that is made in the background, {@code resp_} and 32 hexadecimal digits. */
record ResponseId(String digits) {
    private static final String PREFIX = "resp_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{32}");

    static ResponseId random() {
        return new ResponseId(UUID.randomUUID().toString().replace("-", ""));
    }

    /** Returns the id of all requests with one idempotency key. */
    static ResponseId of(IdempotencyKey key) {
        return new ResponseId(key.digits());
    }

    static Optional<ResponseId> parse(String id) {
        return FORM.matcher(id).matches()
                ? Optional.of(new ResponseId(id.substring(PREFIX.length())))
                : Optional.empty();
    }

    String workflowId() {
        return "completion/" + this;
    }

    @Override
    public String toString() {
        return PREFIX + digits;
    }
}
