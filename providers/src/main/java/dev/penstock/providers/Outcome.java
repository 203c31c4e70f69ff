package dev.penstock.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outcome of one call to a provider. */
public sealed interface Outcome {
    /** Returns the usage that the provider reports. */
    default Usage usage() {
        return Usage.NONE;
    }

    /** Returns what the answer, if there is one, says of itself beside its usage. */
    default Result.AnswerFacts facts() {
        return Result.AnswerFacts.NONE;
    }

    /** Tells whether the provider may charge for the call although it brought no answer. */
    default boolean mayHaveCost() {
        return false;
    }

    /** A call that brought no usable answer. */
    sealed interface Failed extends Outcome {
        /** Returns the provider's response, if any. */
        Result.@Nullable Response response();

        Result.Error error();
    }

    /** The provider answered, possibly with text that was cut off or filtered. */
    record Answered(Result.Response response, Usage usage, Result.AnswerFacts facts) implements Outcome {
        /** Creates an answer that says nothing of itself. */
        public Answered(Result.Response response, Usage usage) {
            this(response, usage, Result.AnswerFacts.NONE);
        }

        /** Returns the text of the first choice, if any. */
        public Optional<String> text() {
            JsonNode body = JsonText.parse(response.body());
            JsonNode choice = body.at("/choices/0");
            JsonNode content = choice.has("text") ? choice.path("text") : choice.at("/message/content");
            if (content.isTextual()) {
                return Optional.of(content.textValue());
            }
            // A message of Anthropic's has its parts at the top.
            content = content.isMissingNode() ? body.path("content") : content;
            return content.isArray()
                    ? text(content)
                    : body.path("output").findValues("content").stream()
                            .map(Answered::text)
                            .flatMap(Optional::stream)
                            .findFirst();
        }

        /** Returns the text of a message in parts; others than text, such as reasoning, are none. */
        private static Optional<String> text(JsonNode parts) {
            StringBuilder whole = new StringBuilder();
            parts.forEach(part -> whole.append(part.path("text").asText("")));
            return whole.isEmpty() ? Optional.empty() : Optional.of(whole.toString());
        }
    }

    /**
     * The provider refused the request itself, so that a retry would bring the same response.
     *
     * @param mayConcernAll whether the provider may refuse all requests alike, which only shows when it does
     */
    record Refused(Result.Response response, Result.Error error, boolean mayConcernAll) implements Failed {
        public Refused(Result.Response response, Result.Error error) {
            this(response, error, false);
        }

        /**
         * The error's code when the account may not use the model, or not at this endpoint, so that other requests like it
         * would be refused too.
         */
        public static final String NOT_ALLOWED = "model_not_found";
    }

    /**
     * A rate limit of the provider was exceeded, which says nothing about the request itself.
     *
     * @param retryAfter when to call again, in case the provider is wrong about its quota; null = it did not say
     * @param untilQuota after what time there is quota again by the provider's words, which may be hours; null = it did not say
     */
    record Throttled(
            @Nullable Duration retryAfter,
            Result.Response response,
            Result.Error error,
            @Nullable Duration untilQuota) implements Failed {
        public Throttled(@Nullable Duration retryAfter, Result.Response response, Result.Error error) {
            this(retryAfter, response, error, retryAfter);
        }

        /** Tells whether the token limit was exceeded, as in OpenAI's "Rate limit reached … on tokens per min (TPM)". */
        public boolean isForTokens() {
            String message = error.message().toLowerCase(Locale.ROOT);
            return error.code().equals("tokens") || message.contains("tokens per min") || message.contains("(tpm)");
        }
    }

    /**
     * The provider failed, took too long, or could not be reached.
     *
     * @param response the provider's response, if any
     * @param mayHaveCost whether the provider may have done the work and charge for it
     */
    record Lost(
            @Nullable Duration retryAfter, Result.@Nullable Response response, Result.Error error, boolean mayHaveCost)
            implements Failed {
        public Lost(@Nullable Duration retryAfter, Result.@Nullable Response response, Result.Error error) {
            this(retryAfter, response, error, response == null || response.statusCode() < 300);
        }
    }

    /**
     * The provider responded and is well, but what came is of no use: it is not in the requested form, such as JSON, or empty,
     * or cannot be read. It may be paid for.
     *
     * @param retries how many more calls are worth their money, at most: another one may bring a usable answer
     */
    record Unusable(Result.Response response, Usage usage, Result.Error error, int retries, Result.AnswerFacts facts)
            implements Failed {
        /** The error's code when nothing in an answer is for the reader. */
        public static final String EMPTY = "empty_answer";

        /** The error's code when an embedding has numbers that are none. */
        public static final String INVALID_EMBEDDING = "invalid_embedding";

        /** The retries of an answer that differs from call to call. */
        private static final int ANY = Integer.MAX_VALUE;

        public Unusable(Result.Response response, Usage usage, Result.Error error, boolean mayChange) {
            this(response, usage, error, mayChange ? ANY : 0);
        }

        /** Creates an answer that says nothing of itself. */
        public Unusable(Result.Response response, Usage usage, Result.Error error, int retries) {
            this(response, usage, error, retries, Result.AnswerFacts.NONE);
        }

        @Override
        public boolean mayHaveCost() {
            return response.statusCode() < 300;
        }

        /** Tells whether there is a choice or an output as the provider's format has it, in which only the text is missing. */
        public boolean isBlank() {
            JsonNode body = JsonText.parse(response.body());
            return error.code().equals(EMPTY)
                    && Stream.of("/choices/0", "/output/0", "/incomplete_details")
                            .anyMatch(place -> !body.at(place).isEmpty());
        }
    }

    /** The provider refuses the account until a person acts, for example because of a wrong key or an exhausted balance. */
    record Blocked(Result.Response response, Result.Error error) implements Failed {}
}
