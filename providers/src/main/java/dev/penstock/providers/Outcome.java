package dev.penstock.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one call. */
public sealed interface Outcome {
    /** Returns what the provider says was used. */
    default Usage usage() {
        return Usage.NONE;
    }

    /** Whether the provider may charge for the call though it brought no answer. */
    default boolean mayHaveCost() {
        return false;
    }

    /** The call brought no answer that the request can be given. */
    sealed interface Failed extends Outcome {
        /** Returns what the provider sent, if anything. */
        Result.@Nullable Response response();

        Result.Error error();
    }

    /** The provider answered; that the text was cut or filtered is for the reader to see. */
    record Answered(Result.Response response, Usage usage) implements Outcome {
        /** The first choice's text, when there is one. */
        public Optional<String> text() {
            JsonNode body = JsonText.parse(response.body());
            JsonNode content = body.at("/choices/0/message/content");
            return content.isTextual()
                    ? Optional.of(content.textValue())
                    : body.path("output").findValues("content").stream()
                            .map(parts -> parts.at("/0/text"))
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::textValue)
                            .findFirst();
        }
    }

    /** The request is at fault: asking again would bring the same. */
    record Refused(Result.Response response, Result.Error error) implements Failed {}

    /** Too much was asked of the provider at once; says nothing about the request. */
    record Throttled(@Nullable Duration retryAfter, Result.Response response, Result.Error error) implements Failed {
        /** Whether tokens had run out, as OpenAI says it: "Rate limit reached … on tokens per min (TPM)". */
        public boolean isForTokens() {
            String message = error.message().toLowerCase(Locale.ROOT);
            return error.code().equals("tokens") || message.contains("tokens per min") || message.contains("(tpm)");
        }
    }

    /**
     * No usable answer: the provider failed, took too long, or could not be reached.
     *
     * @param response what came, if anything
     * @param mayHaveCost whether the provider may have done the work, and charges for it
     */
    record Lost(
            @Nullable Duration retryAfter, Result.@Nullable Response response, Result.Error error, boolean mayHaveCost)
            implements Failed {
        public Lost(@Nullable Duration retryAfter, Result.@Nullable Response response, Result.Error error) {
            this(retryAfter, response, error, response == null || response.statusCode() < 300);
        }
    }

    /** Answered and paid, but not what was asked for, such as JSON; asking again may bring it. */
    record Unusable(Result.Response response, Usage usage, Result.Error error) implements Failed {
        @Override
        public boolean mayHaveCost() {
            return true;
        }
    }

    /** Calling on is useless until a person acts: wrong key, no money. */
    record Blocked(Result.Response response, Result.Error error) implements Failed {}
}
