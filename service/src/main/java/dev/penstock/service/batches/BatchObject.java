package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.contracts.Counts;
import dev.penstock.contracts.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's batch object. Fields without a value are left out, because OpenAI's schema allows no null.
 *
 * @param waiting what the batch's requests wait for, such as an outage of the provider; not a field of OpenAI's
 */
public record BatchObject(
        String id,
        String object,
        String endpoint,
        @Nullable String model,
        @Nullable Errors errors,
        @JsonProperty("input_file_id") String inputFileId,
        @JsonProperty("completion_window") String completionWindow,
        String status,
        @Nullable @JsonProperty("output_file_id") String outputFileId,
        @Nullable @JsonProperty("error_file_id") String errorFileId,
        @JsonUnwrapped Times times,
        @JsonProperty("request_counts") RequestCounts requestCounts,
        @Nullable Usage usage,
        @Nullable Map<String, String> metadata,
        @Nullable String waiting) {
    static final String OBJECT = "batch";

    /** The times of a batch's states, in Unix seconds. */
    public record Times(
            @JsonProperty("created_at") long created,
            @Nullable @JsonProperty("in_progress_at") Long inProgress,
            @Nullable @JsonProperty("expires_at") Long expires,
            @Nullable @JsonProperty("finalizing_at") Long finalizing,
            @Nullable @JsonProperty("completed_at") Long completed,
            @Nullable @JsonProperty("failed_at") Long failed,
            @Nullable @JsonProperty("expired_at") Long expired,
            @Nullable @JsonProperty("cancelling_at") Long cancelling,
            @Nullable @JsonProperty("cancelled_at") Long cancelled) {}

    /** The number of requests in the batch, and how many of them are completed and failed so far. */
    public record RequestCounts(long total, long completed, long failed) {
        static final RequestCounts NONE = new RequestCounts(0, 0, 0);

        static RequestCounts of(long total, Counts counts) {
            return new RequestCounts(total, counts.completed(), counts.failed());
        }
    }

    /** Why the batch failed. */
    public record Errors(String object, List<Error> data) {
        static Errors of(List<Problem> problems) {
            return new Errors("list", problems.stream().map(Error::of).toList());
        }
    }

    /**
     * A problem that made the batch fail.
     *
     * @param line the line of the input file, from 1; absent when the problem concerns the whole batch
     */
    public record Error(
            String code, String message, @Nullable Long line) {
        static Error of(Problem problem) {
            return new Error(problem.code(), problem.message(), problem.line() == 0 ? null : problem.line());
        }
    }

    /** The tokens that the batch has used; all fields are present, because OpenAI's clients expect them. */
    public record Usage(
            @JsonProperty("input_tokens") long input,
            @JsonProperty("input_tokens_details") Cached inputDetails,
            @JsonProperty("output_tokens") long output,
            @JsonProperty("output_tokens_details") Reasoning outputDetails,
            @JsonProperty("total_tokens") long total) {
        /** Details of the input tokens. */
        public record Cached(@JsonProperty("cached_tokens") long tokens) {}

        /** Details of the output tokens. */
        public record Reasoning(
                @JsonProperty("reasoning_tokens") long tokens) {}

        static Usage of(dev.penstock.contracts.Usage usage) {
            return new Usage(
                    usage.input(),
                    new Cached(usage.cached()),
                    usage.output(),
                    new Reasoning(usage.reasoning()),
                    usage.total());
        }
    }
}
