package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a command left behind: its exit code, and what it said to programs and to people. */
record Ended(String command, int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Ended expectExit(int code) {
        assertThat(exit).as(toString()).isEqualTo(code);
        assertThat(err).as("for people, without stack traces").doesNotContain("\tat ", "Exception in thread");
        return this;
    }

    Ended expectSaid(String... parts) {
        assertThat(err).as(toString()).contains(parts);
        return this;
    }

    /** Expects that the command has shown these parts of what it was asked for. */
    Ended expectShown(String... parts) {
        assertThat(out).as(toString()).contains(parts);
        return this;
    }

    JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON on stdout of " + this, e);
        }
    }

    @Override
    public String toString() {
        return "%s: exit %d%n--- stdout%n%s%n--- stderr%n%s%n---".formatted(command, exit, out, err);
    }
}
